// A payment whose site was taken away, in an account that others go on with: it is nobody's from then on, and no other site's.
import { aliasesOf, factsById } from '../ledger/store.ts'
import type { Db } from '../storage/schema.ts'
import { forgetReferences, hasOwnedPayments, isDisowned, noteDisowned, takeOffTheBooks } from './disowned-store.ts'
import type { StoredPayment } from './store.ts'

/** Its site is gone, or was when it was looked at before. */
export const isNobodys = async (trx: Db, payment: StoredPayment, siteIds: ReadonlySet<string>): Promise<boolean> =>
  (payment.site_id !== null && !siteIds.has(payment.site_id)) || (await isDisowned(trx, payment))

/** Under each of its ids, and with its subscription: whatever is told of it later, it stays nobody's. */
export async function disown(trx: Db, payment: StoredPayment): Promise<void> {
  const { id, account, subscription_id } = payment
  const aliases = await aliasesOf(trx, id)
  await takeOffTheBooks(trx, id)
  const objects = [
    ...aliases,
    ...(subscription_id === null ? [] : [subscription_id]),
    ...(await ownCustomer(trx, payment)),
  ]
  await noteDisowned(trx, account, objects)
  await forgetReferences(trx, account, await factsById(trx, account, objects))
}

/** A customer of whom no payment is anybody's any more. */
async function ownCustomer(trx: Db, { account, customer_id }: StoredPayment): Promise<string[]> {
  return customer_id === null || (await hasOwnedPayments(trx, account, customer_id)) ? [] : [customer_id]
}
