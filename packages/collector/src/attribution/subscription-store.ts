// Reads the payments of a subscription in their order, and places its movements.
import type { Db, Tables } from '../storage/schema.ts'
import type { StoredPayment } from './store.ts'

/** The earliest payment of the subscription that has evidence of its own, before this one. */
export async function firstBound(
  db: Db,
  { id, account, subscription_id, paid_at }: StoredPayment,
): Promise<{ id: string; stripe_id: string } | null> {
  if (subscription_id === null) return null
  const row = await db
    .selectFrom('payment')
    .select(['id', 'stripe_id'])
    .where('account', '=', account)
    .where('subscription_id', '=', subscription_id)
    .where('evidence', 'is not', null)
    .where('evidence', '!=', 'subscription_first_bind')
    .where('paid_at', '<=', paid_at)
    // Not by id: a change of plan may be paid in the second of the first payment, and its id may be the smaller.
    .where('id', '!=', id)
    .orderBy('paid_at')
    .orderBy('id')
    .executeTakeFirst()
  return row ?? null
}

/** Payments of the same subscription that came later: they may keep what this one was bound to. */
export async function laterPayments(
  db: Db,
  { id, account, subscription_id, paid_at }: StoredPayment,
): Promise<string[]> {
  const rows = await db
    .selectFrom('payment')
    .select('id')
    .where('account', '=', account)
    .where('subscription_id', '=', subscription_id)
    .where('paid_at', '>=', paid_at)
    .where('id', '!=', id)
    .orderBy('paid_at')
    .execute()
  return rows.map((row) => row.id)
}

export async function paymentsOfSubscriptions(db: Db, account: string, subscriptionIds: string[]): Promise<string[]> {
  if (subscriptionIds.length === 0) return []
  const rows = await db
    .selectFrom('payment')
    .select('id')
    .where('account', '=', account)
    .where('subscription_id', 'in', subscriptionIds)
    .orderBy('paid_at')
    .execute()
  return rows.map((row) => row.id)
}

export async function firstPaymentOf(db: Db, account: string, subscriptionId: string) {
  const row = await db
    .selectFrom('payment')
    .select(['id', 'site_id'])
    .where('account', '=', account)
    .where('subscription_id', '=', subscriptionId)
    .where('status', 'not in', ['pending', 'failed'])
    .orderBy('paid_at')
    .orderBy('id')
    .executeTakeFirst()
  return row ?? null
}

export const movementsOf = (
  db: Db,
  account: string,
  subscriptionId: string,
): Promise<{ position: number; at: number }[]> =>
  db
    .selectFrom('subscription_movement')
    .select(['position', 'at'])
    .where('account', '=', account)
    .where('subscription_id', '=', subscriptionId)
    .execute()

type Movement = Tables['subscription_movement']

export async function placeMovement(
  trx: Db,
  { account, subscription_id, position }: Pick<Movement, 'account' | 'subscription_id' | 'position'>,
  place: Pick<Movement, 'site_id' | 'day' | 'payment_id'>,
): Promise<void> {
  await trx
    .updateTable('subscription_movement')
    .set(place)
    .where('account', '=', account)
    .where('subscription_id', '=', subscription_id)
    .where('position', '=', position)
    .execute()
}
