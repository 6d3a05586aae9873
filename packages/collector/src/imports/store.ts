// Reads and writes what was imported.
import type { Db, Tables } from '../storage/schema.ts'
import type { DayCount } from './day-count.ts'
import type { AdCost } from './read-costs.ts'

export async function isImported(db: Db, siteId: string, contentHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('imported_file')
    .select('file')
    .where('site_id', '=', siteId)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertImportedFile(trx: Db, file: Tables['imported_file']): Promise<void> {
  await trx
    .insertInto('imported_file')
    .values(file)
    .onConflict((conflict) => conflict.columns(['site_id', 'content_hash']).doNothing())
    .execute()
}

/** Days that Farthing itself has measured. */
export async function measuredDays(db: Db, siteId: string, from: string, to: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('visit')
    .select('day')
    .distinct()
    .where('site_id', '=', siteId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  return new Set(rows.map(({ day }) => day))
}

/** What an earlier import said of this day. */
export async function clearDay(trx: Db, siteId: string, dimension: DayCount['dimension'], day: string): Promise<void> {
  await trx
    .deleteFrom('imported_day')
    .where('site_id', '=', siteId)
    .where('dimension', '=', dimension)
    .where('day', '=', day)
    .execute()
}

/** To what the parts of the day before said. */
export async function addCounts(trx: Db, siteId: string, counts: readonly DayCount[]): Promise<void> {
  const rows = counts.map((count) => ({ ...count, site_id: siteId }))
  for (const piece of inPieces(rows))
    await trx
      .insertInto('imported_day')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['site_id', 'dimension', 'day', 'name']).doUpdateSet((told) => ({
          visitors: told('imported_day.visitors', '+', told.ref('excluded.visitors')),
          visits: told('imported_day.visits', '+', told.ref('excluded.visits')),
          views: told('imported_day.views', '+', told.ref('excluded.views')),
        })),
      )
      .execute()
}

/** A statement for each number of rows would be kept ready: there are few numbers. */
const SIZES = [256, 32, 4, 1]

function* inPieces<Row>(rows: readonly Row[]): Generator<Row[]> {
  let from = 0
  for (const size of SIZES) for (; from + size <= rows.length; from += size) yield rows.slice(from, from + size)
}

/** In place of what was told before of the same days and campaigns. */
export async function replaceCosts(trx: Db, siteId: string, costs: readonly AdCost[]): Promise<void> {
  if (costs.length === 0) return
  await trx
    .insertInto('ad_cost')
    .values(costs.map((cost) => ({ site_id: siteId, ...cost })))
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'day', 'source', 'medium', 'campaign', 'currency']).doUpdateSet((told) => ({
        cost: told.ref('excluded.cost'),
        clicks: told.ref('excluded.clicks'),
        impressions: told.ref('excluded.impressions'),
      })),
    )
    .execute()
}
