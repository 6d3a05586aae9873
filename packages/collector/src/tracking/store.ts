// Reads and writes views and visits.
import type { Selectable } from 'kysely'
import { valuesAs } from '../storage/dialect.ts'
import { hotInsert, hotLookUp, hotRows } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { Visit } from './fold-visits.ts'
import { arrivalKept, keptArrival } from './kept-arrival.ts'
import type { SeenView } from './parse-view.ts'
import type { Traits } from './traits.ts'

export interface StoredVisit {
  id: string
  siteId: string
  visitorId: string
  visit: Visit
  traits: Traits
}

export interface StoredView extends SeenView {
  visitId: string
}

export interface PlacedView {
  siteId: string
  visitId: string
  visitorId: string
}

const placedViews = hotLookUp<{ id: string; site_id: string; visit_id: string; visitor_id: string }>(
  (db, _fixed, ids) =>
    db
      .selectFrom('view')
      .innerJoin('visit', 'visit.id', 'view.visit_id')
      .select(['view.id', 'view.site_id', 'view.visit_id', 'visit.visitor_id'])
      .where('view.id', 'in', ids),
)

/** By view id. */
export async function findViews(db: Db, viewIds: readonly string[]): Promise<Map<string, PlacedView>> {
  const rows = await placedViews(db, viewIds)
  return new Map(rows.map((row) => [row.id, { siteId: row.site_id, visitId: row.visit_id, visitorId: row.visitor_id }]))
}

/** In the order in which they began. */
export async function visitsSince(
  db: Db,
  siteId: string,
  visitorIds: readonly string[],
  since: number,
): Promise<StoredVisit[]> {
  const rows = await recentVisits(db, visitorIds, [siteId, since])
  return rows.map(toVisit)
}

const recentVisits = hotLookUp<VisitRow>(
  (db, [siteId, since], visitorIds) =>
    db
      .selectFrom('visit')
      .selectAll()
      .where('site_id', '=', siteId as never)
      .where('visitor_id', 'in', visitorIds)
      .where('last_at', '>=', since as never)
      .orderBy('started_at'),
  2,
)

export async function viewsOf(db: Db, visitIds: readonly string[]): Promise<StoredView[]> {
  const rows = await db
    .selectFrom('view')
    .select(['id', 'visit_id', 'at', 'host', 'page', 'arrival', 'tick', 'page_before'])
    .where('visit_id', 'in', visitIds)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    visitId: row.visit_id,
    at: row.at,
    host: row.host,
    page: row.page,
    arrival: row.arrival === null ? null : arrivalKept(row.arrival),
    tick: row.tick,
    pageBefore: row.page_before,
  }))
}

const intoView = hotInsert('view')

export const insertViews = (trx: Db, views: readonly { siteId: string; view: StoredView }[]): Promise<void> =>
  intoView(
    trx,
    views.map(({ siteId, view }) => ({
      id: view.id,
      site_id: siteId,
      visit_id: view.visitId,
      at: view.at,
      host: view.host,
      page: view.page,
      arrival: view.arrival && keptArrival(view.arrival),
      tick: view.tick,
      page_before: view.pageBefore,
    })),
  )

export async function moveView(trx: Db, viewId: string, visitId: string): Promise<void> {
  await trx.updateTable('view').set({ visit_id: visitId }).where('id', '=', viewId).execute()
}

const intoVisit = hotInsert('visit')

export const insertVisits = (trx: Db, visits: readonly StoredVisit[]): Promise<void> =>
  intoVisit(trx, visits.map(toRow))

const extended = hotRows(5, (db, rows) =>
  db
    .updateTable('visit')
    .from(
      valuesAs<{ id: string; last_at: number; views: number; exit_page: string; last_tick: number | null }>(rows, [
        ['id', 'text'],
        ['last_at', 'bigint'],
        ['views', 'bigint'],
        ['exit_page', 'text'],
        ['last_tick', 'bigint'],
      ]),
    )
    .set((eb) => ({
      last_at: eb.ref('given.last_at'),
      views: eb.ref('given.views'),
      exit_page: eb.ref('given.exit_page'),
      last_tick: eb.ref('given.last_tick'),
    }))
    .whereRef('visit.id', '=', 'given.id'),
)

/** Only what a later view can change. */
export const extendVisits = (trx: Db, visits: readonly StoredVisit[]): Promise<void> =>
  extended(
    trx,
    visits.map(({ id, visit }) => [id, visit.lastAt, visit.views, visit.exitPage, visit.lastTick]),
  )

export async function deleteVisits(trx: Db, visitIds: readonly string[]): Promise<void> {
  await trx.deleteFrom('visit').where('id', 'in', visitIds).execute()
}

type VisitRow = Selectable<Tables['visit']>

const toVisit = (row: VisitRow): StoredVisit => ({
  id: row.id,
  siteId: row.site_id,
  visitorId: row.visitor_id,
  traits: {
    country: row.country,
    region: row.region,
    city: row.city,
    browser: row.browser,
    os: row.os,
    device: row.device,
    language: row.language,
  },
  visit: {
    day: row.day,
    startedAt: row.started_at,
    lastAt: row.last_at,
    views: row.views,
    host: row.host,
    entryPage: row.entry_page,
    exitPage: row.exit_page,
    lastTick: row.last_tick,
    origin: {
      channel: row.channel,
      source: row.source,
      medium: row.medium,
      campaign: row.campaign,
      term: row.term,
      content: row.content,
      clickKind: row.click_kind,
      clickId: row.click_id,
      referrer: row.referrer,
    },
  },
})

const toRow = ({ id, siteId, visitorId, visit, traits }: StoredVisit): VisitRow => ({
  id,
  site_id: siteId,
  visitor_id: visitorId,
  day: visit.day,
  started_at: visit.startedAt,
  last_at: visit.lastAt,
  views: visit.views,
  entry_page: visit.entryPage,
  exit_page: visit.exitPage,
  last_tick: visit.lastTick,
  host: visit.host,
  referrer: visit.origin.referrer,
  channel: visit.origin.channel,
  source: visit.origin.source,
  medium: visit.origin.medium,
  campaign: visit.origin.campaign,
  term: visit.origin.term,
  content: visit.origin.content,
  click_kind: visit.origin.clickKind,
  click_id: visit.origin.clickId,
  country: traits.country,
  region: traits.region,
  city: traits.city,
  browser: traits.browser,
  os: traits.os,
  device: traits.device,
  language: traits.language,
})
