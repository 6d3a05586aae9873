// Reads and writes views, in the numbers that stand for what they say.
import type { Selectable } from 'kysely'
import { endIn } from '../storage/dialect.ts'
import { hotInsert, hotLookUp } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'
import { knownSite, numberOfSite, origins, pages } from '../storage/words.ts'
import type { Arrival } from './arrival.ts'
import { visitIdOf } from './fold-visits.ts'
import { originOf, wordOf } from './kept-origin.ts'
import type { SeenView } from './parse-view.ts'
import type { StoredVisit } from './store.ts'

/** A view with what visits name it by. */
export interface NumberedView extends SeenView {
  no: number
}

export interface StoredView extends NumberedView {
  visitId: string
}

export interface PlacedView {
  siteId: string
  visitId: string
  visitorId: string
}

const placedViews = hotLookUp<{ id: string; site_id: string; naming: string; visitor_id: string }>((db, _fixed, ids) =>
  db
    .selectFrom('view_row')
    .innerJoin('visit_row', 'visit_row.no', 'view_row.visit')
    .innerJoin('tracked_site', 'tracked_site.no', 'visit_row.site')
    .innerJoin('view_row as naming', 'naming.no', 'visit_row.no')
    .select(['view_row.id', 'tracked_site.id as site_id', 'naming.id as naming', 'visit_row.visitor_id'])
    .where(endIn('view_row.id', ids))
    .where('view_row.id', 'in', ids),
)

/** By view id. */
export async function findViews(db: Db, viewIds: readonly string[]): Promise<Map<string, PlacedView>> {
  const rows = await placedViews(db, viewIds)
  return new Map(
    rows.map((row) => [row.id, { siteId: row.site_id, visitId: visitIdOf(row.naming), visitorId: row.visitor_id }]),
  )
}

export async function viewsOf(db: Db, visits: readonly StoredVisit[]): Promise<StoredView[]> {
  const names = new Map(visits.map(({ no, id }) => [no, id]))
  const rows = await db
    .selectFrom('view_row')
    .selectAll()
    .where(
      'visit',
      'in',
      visits.map(({ no }) => no),
    )
    .execute()
  const views: StoredView[] = []
  for (const row of rows) views.push(await toView(db, row, names.get(row.visit) ?? ''))
  return views
}

async function toView(db: Db, row: ViewRow, visitId: string): Promise<StoredView> {
  const { host, path } = await pages.saidBy(db, row.page)
  return {
    no: row.no,
    id: row.id,
    visitId,
    at: row.at,
    host,
    page: path,
    arrival:
      row.origin === null
        ? null
        : { opens: row.origin > 0, origin: await originOf(db, Math.abs(row.origin), row.click_id) },
    tick: row.tick,
    pageBefore: row.page_before === null ? null : (await pages.saidBy(db, row.page_before)).path,
  }
}

const intoView = hotInsert('view_row')

export interface ViewToKeep {
  siteId: string
  /** Site-local. */
  day: string
  view: NumberedView
  visitNo: number
}

export async function insertViews(trx: Db, views: readonly ViewToKeep[]): Promise<void> {
  const rows: ViewRow[] = []
  for (const { siteId, day, view, visitNo } of views) {
    const site = knownSite(trx, siteId) ?? (await numberOfSite(trx, siteId))
    const { arrival, host } = view
    const page = { host, path: view.page }
    rows.push({
      no: view.no,
      id: view.id,
      visit: visitNo,
      at: view.at,
      page: pages.known(trx, site, page, day) ?? (await pages.numberOf(trx, site, page, day)),
      origin: arrival && arrivalAs(arrival, await origins.numberOf(trx, site, wordOf(arrival.origin), day)),
      click_id: arrival?.origin.clickId ?? null,
      tick: view.tick,
      page_before:
        view.pageBefore === null ? null : await pages.numberOf(trx, site, { host, path: view.pageBefore }, day),
    })
  }
  await intoView(trx, rows)
}

/** A column less: it would be a byte of every view. */
const arrivalAs = ({ opens }: Arrival, origin: number) => (opens ? origin : -origin)

export async function moveView(trx: Db, no: number, visitNo: number): Promise<void> {
  await trx.updateTable('view_row').set({ visit: visitNo }).where('no', '=', no).execute()
}

type ViewRow = Selectable<Tables['view_row']>
