// Reads and writes how many messages were not counted, by site, day and reason.
import type { UncountedReason } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'

export interface Uncounted {
  siteId: string
  /** Site-local. */
  day: string
  reason: UncountedReason
  count: number
}

export async function addUncounted(trx: Db, rows: readonly Uncounted[]): Promise<void> {
  for (const { siteId, day, reason, count } of rows)
    await trx
      .insertInto('ignored')
      .values({ site_id: siteId, day, reason, count })
      .onConflict((conflict) =>
        conflict
          .columns(['site_id', 'day', 'reason'])
          .doUpdateSet((eb) => ({ count: eb('ignored.count', '+', eb.ref('excluded.count')) })),
      )
      .execute()
}

export async function uncountedSince(db: Db, siteId: string, day: string): Promise<Uncounted[]> {
  const rows = await db
    .selectFrom('ignored')
    .select(['day', 'reason', 'count'])
    .where('site_id', '=', siteId)
    .where('day', '>=', day)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ ...row, siteId, reason: row.reason as UncountedReason }))
}
