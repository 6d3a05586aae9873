// Reads the visits that clues and names lead to.
import type { Selectable } from 'kysely'
import type { PersonKey } from '../identity/person-store.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { Clue } from './evidence.ts'

const columns = [
  ...(['id', 'site_id', 'visitor_id', 'started_at', 'channel', 'source', 'medium', 'campaign', 'entry_page'] as const),
  ...(['host', 'term', 'content', 'click_kind', 'click_id', 'country', 'region', 'city'] as const),
  ...(['browser', 'os', 'device', 'language'] as const),
] as const

type Column = (typeof columns)[number]
/** What is frozen of a visit. `visitor_id` is null where the visit itself is gone. */
export type Visit = Omit<Pick<Selectable<Tables['visit']>, Column>, 'visitor_id' | 'host'> & {
  visitor_id: string | null
  host: string | null
}

const qualified = columns.map((column) => `visit.${column}` as const)

/** A person with more visits than this within the look-back is a machine. */
const MOST_VISITS = 500

/** The visit that an id means, at the time of the payment. */
export async function visitOf(db: Db, clue: Clue, siteIds: string[], paidAt: number): Promise<Visit | null> {
  if (clue.key === 'viewId') return await visitOfView(db, clue.value)
  // A visit is named after its first view. Late messages may cut visits anew; the view knows the one that has it now.
  if (clue.key === 'sessionId') return await visitOfView(db, viewNaming(clue.value))
  if (siteIds.length === 0) return null
  const before = db
    .selectFrom('visit')
    .select(columns)
    .where('site_id', 'in', siteIds)
    .where('visitor_id', '=', clue.value)
    .where('started_at', '<=', paidAt)
    .orderBy('started_at', 'desc')
    .orderBy('id')
  return (await before.executeTakeFirst()) ?? null
}

const viewNaming = (visitId: string): string => visitId.replace(/^s_/, '')

export async function visitOfView(db: Db, viewId: string): Promise<Visit | null> {
  const withView = db
    .selectFrom('view')
    .innerJoin('visit', 'visit.id', 'view.visit_id')
    .select(qualified)
    .where('view.id', '=', viewId)
  return (await withView.executeTakeFirst()) ?? null
}

export interface Window {
  siteId: string
  from: number
  until: number
}

/** Newest first. */
const within = (db: Db, { siteId, from, until }: Window) =>
  db
    .selectFrom('visit')
    .where('visit.site_id', '=', siteId)
    .where('visit.started_at', '>=', from)
    .where('visit.started_at', '<=', until)
    .orderBy('visit.started_at', 'desc')
    .orderBy('visit.id')
    .limit(MOST_VISITS)

/** Visits in which somebody said one of these names. */
export async function visitsNamed(db: Db, window: Window, keys: readonly PersonKey[]): Promise<Visit[]> {
  const of = (kind: PersonKey['kind']) => keys.flatMap((key) => (key.kind === kind ? [key.value] : []))
  const columnsOf = [
    ['email_hash', of('email')],
    ['custom_id', of('custom_id')],
  ] as const
  const visits = new Map<string, Visit>()
  for (const [column, values] of columnsOf) {
    if (values.length === 0) continue
    const rows = await within(db, window)
      .innerJoin('view', 'view.visit_id', 'visit.id')
      .innerJoin('identification', 'identification.view_id', 'view.id')
      .select(qualified)
      .distinct()
      .where('identification.site_id', '=', window.siteId)
      .where(`identification.${column}`, 'in', values)
      .execute()
    for (const visit of rows) visits.set(visit.id, visit)
  }
  return [...visits.values()]
}

export async function visitsOfVisitors(db: Db, window: Window, visitorIds: readonly string[]): Promise<Visit[]> {
  if (visitorIds.length === 0) return []
  return await within(db, window).select(qualified).where('visit.visitor_id', 'in', visitorIds).execute()
}

/** By visit, the names that were said in it. */
export async function namesSaidIn(db: Db, visitIds: readonly string[]): Promise<Map<string, PersonKey[]>> {
  if (visitIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('view')
    .innerJoin('identification', 'identification.view_id', 'view.id')
    .select(['view.visit_id', 'identification.email_hash', 'identification.custom_id'])
    .distinct()
    .where('view.visit_id', 'in', visitIds)
    .execute()
  const said = new Map<string, PersonKey[]>()
  for (const { visit_id, email_hash, custom_id } of rows)
    said.set(visit_id, [
      ...(said.get(visit_id) ?? []),
      ...(email_hash === null ? [] : [{ kind: 'email' as const, value: email_hash }]),
      ...(custom_id === null ? [] : [{ kind: 'custom_id' as const, value: custom_id }]),
    ])
  return said
}

/** Of these visits, those that still exist: as they are, or under another name because a late view cut them anew. */
export async function visitsStillThere(db: Db, visitIds: readonly string[]): Promise<Set<string>> {
  if (visitIds.length === 0) return new Set()
  const views = visitIds.map(viewNaming)
  const rows = await db.selectFrom('view').select('id').where('id', 'in', views).execute()
  const there = new Set(rows.map(({ id }) => id))
  return new Set(visitIds.filter((id) => there.has(viewNaming(id))))
}

/** Ids of all visits of the visitors who made these. */
export async function visitsOnSameDevice(db: Db, siteId: string, visitIds: readonly string[]): Promise<string[]> {
  if (visitIds.length === 0) return []
  const rows = await db
    .selectFrom('visit')
    .innerJoin('visit as same', (join) =>
      join.onRef('same.site_id', '=', 'visit.site_id').onRef('same.visitor_id', '=', 'visit.visitor_id'),
    )
    .select('same.id')
    .distinct()
    .where('visit.id', 'in', visitIds)
    .where('visit.site_id', '=', siteId)
    .limit(MOST_VISITS)
    .execute()
  return rows.map(({ id }) => id)
}
