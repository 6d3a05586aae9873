// Replaces the movements of a subscription by what its facts project to now.
import type { Db } from '../storage/schema.ts'
import type { Fact } from './fact.ts'
import { movementsOf } from './movements.ts'

export async function saveMovements(trx: Db, account: string, { id, mode, currency, snapshots }: Fact): Promise<void> {
  await trx
    .deleteFrom('subscription_movement')
    .where('account', '=', account)
    .where('subscription_id', '=', id)
    .execute()
  const rows = movementsOf(snapshots).map(({ before, after, ...movement }, position) => ({
    ...movement,
    account,
    subscription_id: id,
    position,
    mode,
    currency: currency ?? '',
    mrr_before: before,
    mrr_after: after,
    site_id: null,
    day: null,
    payment_id: null,
  }))
  if (rows.length > 0) await trx.insertInto('subscription_movement').values(rows).execute()
}
