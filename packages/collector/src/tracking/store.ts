// Reads and writes views and visits.
import type { Selectable } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'
import type { Arrival } from './arrival.ts'
import type { Visit } from './fold-visits.ts'
import type { SeenView } from './parse-view.ts'

export interface StoredVisit {
  id: string
  siteId: string
  visitorId: string
  visit: Visit
}

export interface StoredView extends SeenView {
  visitId: string
}

export interface PlacedView {
  siteId: string
  visitId: string
  visitorId: string
}

export async function findView(db: Db, viewId: string): Promise<PlacedView | null> {
  const row = await db
    .selectFrom('view')
    .innerJoin('visit', 'visit.id', 'view.visit_id')
    .select(['view.site_id', 'view.visit_id', 'visit.visitor_id'])
    .where('view.id', '=', viewId)
    .executeTakeFirst()
  return row ? { siteId: row.site_id, visitId: row.visit_id, visitorId: row.visitor_id } : null
}

/** In the order in which they began. */
export async function visitsSince(
  db: Db,
  siteId: string,
  visitorIds: readonly string[],
  since: number,
): Promise<StoredVisit[]> {
  const rows = await db
    .selectFrom('visit')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('visitor_id', 'in', visitorIds)
    .where('last_at', '>=', since)
    .orderBy('started_at')
    .execute()
  return rows.map(toVisit)
}

export async function viewsOf(db: Db, visitIds: readonly string[]): Promise<StoredView[]> {
  const rows = await db
    .selectFrom('view')
    .select(['id', 'visit_id', 'at', 'host', 'page', 'arrival'])
    .where('visit_id', 'in', visitIds)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    visitId: row.visit_id,
    at: row.at,
    host: row.host,
    page: row.page,
    arrival: row.arrival === null ? null : (JSON.parse(row.arrival) as Arrival),
  }))
}

export async function insertView(trx: Db, siteId: string, view: StoredView): Promise<void> {
  await trx
    .insertInto('view')
    .values({
      id: view.id,
      site_id: siteId,
      visit_id: view.visitId,
      at: view.at,
      host: view.host,
      page: view.page,
      arrival: view.arrival && JSON.stringify(view.arrival),
    })
    .execute()
}

export async function moveView(trx: Db, viewId: string, visitId: string): Promise<void> {
  await trx.updateTable('view').set({ visit_id: visitId }).where('id', '=', viewId).execute()
}

export async function insertVisit(trx: Db, stored: StoredVisit): Promise<void> {
  await trx.insertInto('visit').values(toRow(stored)).execute()
}

/** Only what a later view can change. */
export async function extendVisit(trx: Db, visitId: string, { lastAt, views, exitPage }: Visit): Promise<void> {
  await trx
    .updateTable('visit')
    .set({ last_at: lastAt, views, exit_page: exitPage })
    .where('id', '=', visitId)
    .execute()
}

export async function deleteVisits(trx: Db, visitIds: readonly string[]): Promise<void> {
  await trx.deleteFrom('visit').where('id', 'in', visitIds).execute()
}

type VisitRow = Selectable<Tables['visit']>

const toVisit = (row: VisitRow): StoredVisit => ({
  id: row.id,
  siteId: row.site_id,
  visitorId: row.visitor_id,
  visit: {
    day: row.day,
    startedAt: row.started_at,
    lastAt: row.last_at,
    views: row.views,
    host: row.host,
    entryPage: row.entry_page,
    exitPage: row.exit_page,
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

const toRow = ({ id, siteId, visitorId, visit }: StoredVisit): VisitRow => ({
  id,
  site_id: siteId,
  visitor_id: visitorId,
  day: visit.day,
  started_at: visit.startedAt,
  last_at: visit.lastAt,
  views: visit.views,
  entry_page: visit.entryPage,
  exit_page: visit.exitPage,
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
})
