// Reads the visits that clues and names lead to.
import type { Selectable } from 'kysely'
import type { PersonKey } from '../identity/person-store.ts'
import { endIn, sameId } from '../storage/dialect.ts'
import { hotLookUp } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { Clue } from './evidence.ts'

const columns = [
  ...([
    'no',
    'id',
    'site_id',
    'visitor_id',
    'started_at',
    'channel',
    'source',
    'medium',
    'campaign',
    'entry_page',
  ] as const),
  ...(['host', 'term', 'content', 'click_kind', 'click_id', 'country', 'region', 'city'] as const),
  ...(['browser', 'os', 'device', 'language', 'sides'] as const),
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
export async function visitOf(db: Db, clue: Clue, paidAt: number): Promise<Visit | null> {
  if (clue.key === 'viewId') return await visitOfView(db, clue.value)
  // A visit is named after its first view. Late messages may cut visits anew; the view knows the one that has it now.
  if (clue.key === 'sessionId') return await visitOfView(db, viewNaming(clue.value))
  const before = db
    .selectFrom('visit')
    .select(columns)
    .where(endIn('visitor_id', [clue.value]))
    .where('visitor_id', '=', clue.value)
    .where('started_at', '<=', paidAt)
    .orderBy('started_at', 'desc')
    .orderBy('id')
  return (await before.executeTakeFirst()) ?? null
}

const viewNaming = (visitId: string): string => visitId.replace(/^s_/, '')

const viewsWith = (db: Db, ids: readonly string[]) =>
  db.selectFrom('view_row').where(endIn('id', ids)).where('id', 'in', ids)

/** A visit has the number of the view that it is named after. */
const numbersOf = (db: Db, visitIds: readonly string[]) => viewsWith(db, visitIds.map(viewNaming)).select('no')

export async function visitOfView(db: Db, viewId: string): Promise<Visit | null> {
  const withView = db
    .selectFrom('view')
    .innerJoin('visit', 'visit.no', 'view.visit_no')
    .select(qualified)
    .where(endIn('view.id', [viewId]))
    .where('view.id', '=', viewId)
  return (await withView.executeTakeFirst()) ?? null
}

export interface Window {
  siteId: string
  from: number
  until: number
}

/** Newest first, of any site. */
const newestIn = (db: Db, { from, until }: Window) =>
  db
    .selectFrom('visit')
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
    const rows = await newestIn(db, window)
      .innerJoin('view', 'view.visit_no', 'visit.no')
      .innerJoin('identification', (join) => join.on(sameId('view.id', 'identification.view_id')))
      .select(qualified)
      .distinct()
      .where('identification.site_id', '=', window.siteId)
      .where('view.site_id', '=', window.siteId)
      .where(`identification.${column}`, 'in', values)
      .execute()
    for (const visit of rows) visits.set(visit.id, visit)
  }
  return [...visits.values()]
}

export async function visitsOfVisitors(db: Db, window: Window, visitorIds: readonly string[]): Promise<Visit[]> {
  if (visitorIds.length === 0) return []
  // A visitor id is of one site. Asked for the site too, SQLite may take the index of the site's days, and read all of them.
  const visits = await newestIn(db, window)
    .select(qualified)
    .where(endIn('visit.visitor_id', visitorIds))
    .where('visit.visitor_id', 'in', visitorIds)
    .execute()
  return visits.filter(({ site_id }) => site_id === window.siteId)
}

/** By visit, the names that were said in it. */
export async function namesSaidIn(db: Db, visitIds: readonly string[]): Promise<Map<string, PersonKey[]>> {
  if (visitIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('view')
    .innerJoin('identification', 'identification.view_id', 'view.id')
    .select(['view.visit_id', 'identification.email_hash', 'identification.custom_id'])
    .distinct()
    .where('view.visit_no', 'in', numbersOf(db, visitIds))
    .execute()
  const said = new Map<string, PersonKey[]>()
  for (const { visit_id, ...names } of rows) said.set(visit_id, [...(said.get(visit_id) ?? []), ...keysIn(names)])
  return said
}

/** Of these visits, those that still exist: as they are, or under another name because a late view cut them anew. */
export async function visitsStillThere(db: Db, visitIds: readonly string[]): Promise<Set<string>> {
  if (visitIds.length === 0) return new Set()
  const views = visitIds.map(viewNaming)
  const rows = await viewsWith(db, views).select('id').execute()
  const there = new Set(rows.map(({ id }) => id))
  return new Set(visitIds.filter((id) => there.has(viewNaming(id))))
}

/** All visits of the visitors who made these. */
export async function visitsOnSameDevice(db: Db, siteId: string, visitIds: readonly string[]): Promise<Visit[]> {
  if (visitIds.length === 0) return []
  const visitors = await db
    .selectFrom('visit')
    .select('visitor_id')
    .distinct()
    .where('no', 'in', numbersOf(db, visitIds))
    .execute()
  const everything = { siteId, from: 0, until: Number.MAX_SAFE_INTEGER }
  return await visitsOfVisitors(
    db,
    everything,
    visitors.map(({ visitor_id }) => visitor_id),
  )
}

const besides = hotLookUp<{ id: string; other: string; email_hash: string | null; custom_id: string | null }>(
  (db, _fixed, viewIds) =>
    db
      .selectFrom('view')
      .innerJoin('view as other', 'other.visit_no', 'view.visit_no')
      .innerJoin('identification', 'identification.view_id', 'other.id')
      .select(['view.id', 'other.id as other', 'identification.email_hash', 'identification.custom_id'])
      .where(endIn('view.id', viewIds))
      .where('view.id', 'in', viewIds)
      .whereRef('other.id', '!=', 'view.id'),
)

interface Naming {
  viewId: string
  names: readonly PersonKey[]
}

/** Those whose names were all said on another view of the same visit; of two that say it at once the first says it. */
export async function saidBefore<One extends Naming>(db: Db, said: readonly One[]): Promise<Set<One>> {
  const rows = await besides(db, [...new Set(said.map(({ viewId }) => viewId))])
  const place = new Map(said.map(({ viewId }, at) => [viewId, at]))
  return new Set(
    said.filter(({ viewId, names }, at) => {
      const earlier = rows.filter(({ id, other }) => id === viewId && (place.get(other) ?? -1) < at)
      return names.every(({ kind, value }) =>
        earlier.some((row) => (kind === 'email' ? row.email_hash : row.custom_id) === value),
      )
    }),
  )
}

export async function namesSaidOn(db: Db, siteId: string, viewId: string): Promise<PersonKey[]> {
  const rows = await db
    .selectFrom('identification')
    .select(['email_hash', 'custom_id'])
    .where('view_id', '=', viewId)
    .where('site_id', '=', siteId)
    .execute()
  return rows.flatMap(keysIn)
}

const keysIn = ({ email_hash, custom_id }: { email_hash: string | null; custom_id: string | null }): PersonKey[] => [
  ...(email_hash === null ? [] : [{ kind: 'email' as const, value: email_hash }]),
  ...(custom_id === null ? [] : [{ kind: 'custom_id' as const, value: custom_id }]),
]
