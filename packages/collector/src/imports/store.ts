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

/** In place of what an earlier import said of this day. */
export async function replaceDay(
  trx: Db,
  siteId: string,
  dimension: DayCount['dimension'],
  day: string,
  counts: readonly DayCount[],
): Promise<void> {
  await trx
    .deleteFrom('imported_day')
    .where('site_id', '=', siteId)
    .where('dimension', '=', dimension)
    .where('day', '=', day)
    .execute()
  const rows = counts.map((count) => ({ ...count, site_id: siteId }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('imported_day')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute()
}

const ROWS_AT_ONCE = 500

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
