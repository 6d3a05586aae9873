// Reads and writes visits, in the numbers that stand for what they say.
import { type Selectable, sql } from 'kysely'
import { endIn, valuesAs } from '../storage/dialect.ts'
import { hotInsert, hotLookUp, hotRows } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'
import { browsers, knownSite, numberOfSite, origins, pages } from '../storage/words.ts'
import { type Visit, visitIdOf } from './fold-visits.ts'
import { originOf, wordOf } from './kept-origin.ts'
import type { Traits } from './traits.ts'

export interface StoredVisit {
  /** The number of the view that it is named after: what its views name it by. */
  no: number
  id: string
  siteId: string
  visitorId: string
  visit: Visit
  traits: Traits
  /** With which sides of split tests it landed, as JSON. */
  sides: string | null
}

/** In the order in which they began. */
export async function visitsSince(
  db: Db,
  siteId: string,
  visitorIds: readonly string[],
  since: number,
): Promise<StoredVisit[]> {
  const rows = await recentVisits(db, visitorIds, [since])
  const visits: StoredVisit[] = []
  for (const row of rows) visits.push(await toVisit(db, row, siteId))
  return visits
}

/** A visitor id is of one site. Asked for the site too, SQLite would take the index of the site's days. */
const recentVisits = hotLookUp<VisitRow & { naming: string }>(
  (db, [since], visitorIds) =>
    db
      .selectFrom('visit_row')
      .innerJoin('view_row as naming', 'naming.no', 'visit_row.no')
      .selectAll('visit_row')
      .select('naming.id as naming')
      .where(endIn('visitor_id', visitorIds))
      .where('visitor_id', 'in', visitorIds)
      .where(sql`started_at + lasted`, '>=', since as never)
      .orderBy('started_at'),
  1,
)

const intoVisit = hotInsert('visit_row')

export async function insertVisits(trx: Db, visits: readonly StoredVisit[]): Promise<void> {
  const rows: VisitRow[] = []
  for (const stored of visits) rows.push(await toRow(trx, stored))
  await intoVisit(trx, rows)
}

const extended = hotRows(
  5,
  (db, rows) =>
    db
      .updateTable('visit_row')
      .from(
        valuesAs<{ no: number; last_at: number; views: number; exit_page: number; last_tick: number | null }>(rows, [
          ['no', 'bigint'],
          ['last_at', 'bigint'],
          ['views', 'bigint'],
          ['exit_page', 'bigint'],
          ['last_tick', 'bigint'],
        ]),
      )
      .set((eb) => ({
        lasted: eb('given.last_at', '-', eb.ref('visit_row.started_at')),
        views: eb.ref('given.views'),
        exit_page: eb.ref('given.exit_page'),
        last_tick: eb.ref('given.last_tick'),
      }))
      .whereRef('visit_row.no', '=', 'given.no'),
  (db, [no, last_at, views, exit_page, last_tick]) =>
    db
      .updateTable('visit_row')
      .set({ lasted: sql`${last_at} - started_at`, views, exit_page, last_tick })
      .where('no', '=', no as never),
)

/** Only what a later view can change; `day` is the site-local one of that view. */
export async function extendVisits(trx: Db, visits: readonly { stored: StoredVisit; day: string }[]): Promise<void> {
  const rows: (number | null)[][] = []
  for (const { stored, day } of visits) {
    const { no, siteId, visit } = stored
    const site = knownSite(trx, siteId) ?? (await numberOfSite(trx, siteId))
    const page = { host: visit.host, path: visit.exitPage }
    const exit = pages.known(trx, site, page, day) ?? (await pages.numberOf(trx, site, page, day))
    rows.push([no, visit.lastAt, visit.views, exit, visit.lastTick])
  }
  await extended(trx, rows)
}

export async function deleteVisits(trx: Db, visits: readonly StoredVisit[]): Promise<void> {
  await trx
    .deleteFrom('visit_row')
    .where(
      'no',
      'in',
      visits.map(({ no }) => no),
    )
    .execute()
}

/** The time for which it was looked at is the database's to sum. */
type VisitRow = Omit<Selectable<Tables['visit_row']>, 'engaged'>

async function toVisit(db: Db, row: VisitRow & { naming: string }, siteId: string): Promise<StoredVisit> {
  const { host, path } = await pages.saidBy(db, row.entry_page)
  return {
    no: row.no,
    id: visitIdOf(row.naming),
    siteId,
    visitorId: row.visitor_id,
    traits: await browsers.saidBy(db, row.browser),
    sides: row.sides,
    visit: {
      day: row.day,
      startedAt: row.started_at,
      lastAt: row.started_at + row.lasted,
      views: row.views,
      host,
      entryPage: path,
      exitPage: (await pages.saidBy(db, row.exit_page)).path,
      lastTick: row.last_tick,
      origin: await originOf(db, row.origin, row.click_id),
    },
  }
}

async function toRow(trx: Db, { no, siteId, visitorId, visit, traits, sides }: StoredVisit): Promise<VisitRow> {
  const site = knownSite(trx, siteId) ?? (await numberOfSite(trx, siteId))
  const { host, day, origin, entryPage, exitPage } = visit
  const first = await pages.numberOf(trx, site, { host, path: entryPage }, day)
  return {
    no,
    site,
    visitor_id: visitorId,
    day,
    started_at: visit.startedAt,
    lasted: visit.lastAt - visit.startedAt,
    views: visit.views,
    entry_page: first,
    exit_page: exitPage === entryPage ? first : await pages.numberOf(trx, site, { host, path: exitPage }, day),
    last_tick: visit.lastTick,
    origin: await origins.numberOf(trx, site, wordOf(origin), day),
    click_id: origin.clickId,
    browser: await browsers.numberOf(trx, site, traits, day),
    sides,
  }
}
