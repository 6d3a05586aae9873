// Reads and writes what was a removed site's in an account that others go on with, and takes it off its books.

import type { Fact } from '../ledger/fact.ts'
import { saveFact } from '../ledger/store.ts'
import type { Db } from '../storage/schema.ts'
import type { StoredPayment } from './store.ts'

export async function isDisowned(db: Db, { id, account, subscription_id }: StoredPayment): Promise<boolean> {
  const row = await db
    .selectFrom('disowned')
    .select('object_id')
    .where('account', '=', account)
    .where((eb) =>
      eb.or([
        eb('object_id', '=', subscription_id ?? ''),
        eb('object_id', 'in', eb.selectFrom('payment_alias').select('object_id').where('payment_id', '=', id)),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Of these objects, those that nobody owns. */
export async function disownedAmong(db: Db, account: string, objectIds: readonly string[]): Promise<string[]> {
  if (objectIds.length === 0) return []
  const rows = await db
    .selectFrom('disowned')
    .select('object_id')
    .where('account', '=', account)
    .where('object_id', 'in', objectIds)
    .execute()
  return rows.map(({ object_id }) => object_id)
}

export async function noteDisowned(trx: Db, account: string, objectIds: readonly string[]): Promise<void> {
  if (objectIds.length === 0) return
  await trx
    .insertInto('disowned')
    .values(objectIds.map((object_id) => ({ account, object_id })))
    .onConflict((conflict) => conflict.columns(['account', 'object_id']).doNothing())
    .execute()
}

/** Two accounts turned out to be one. */
export async function moveDisowned(trx: Db, from: string, into: string): Promise<void> {
  const rows = await trx.deleteFrom('disowned').where('account', '=', from).returning('object_id').execute()
  await noteDisowned(
    trx,
    into,
    rows.map(({ object_id }) => object_id),
  )
}

/** The money stays the account's; whose it was, and what earned it, is forgotten. */
export async function takeOffTheBooks(trx: Db, paymentId: string): Promise<void> {
  for (const table of ['evidence', 'touch', 'credit', 'attribution_change', 'frozen_rate'] as const)
    await trx.deleteFrom(table).where('payment_id', '=', paymentId).execute()
  await trx
    .updateTable('payment')
    .set({ site_id: null, evidence: null, grade: null, unattributed_reason: null })
    .set({ fees_reported: null, fees_currency: null })
    .where('id', '=', paymentId)
    .execute()
  await trx
    .updateTable('entry')
    .set({ site_id: null, day: null, reported: null, reported_currency: null })
    .where('payment_id', '=', paymentId)
    .execute()
}

/** Ids of ours and names that Stripe carried. */
export async function forgetReferences(trx: Db, account: string, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) if (fact.references.length > 0) await saveFact(trx, account, { ...fact, references: [] })
}

export async function hasOwnedPayments(db: Db, account: string, customerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('payment')
    .select('id')
    .where('account', '=', account)
    .where('customer_id', '=', customerId)
    .where('site_id', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
