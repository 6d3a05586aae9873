// Two connections turned out to be one Stripe account: what was told through both is one set of facts from now on.
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { post } from './post.ts'
import { factsOfAccount, forgetFacts, paymentKey, paymentsOfAccount, removePayment, renamePayment } from './store.ts'

/** Keys of the payments that `into` has afterwards because of it. Facts only grow, so that nothing is lost by joining them. */
export async function uniteAccounts(trx: Db, from: string, into: string): Promise<string[]> {
  await takeTurn(trx, 'ledger')
  const facts = await factsOfAccount(trx, from)
  for (const { id, stripe_id } of await paymentsOfAccount(trx, from)) {
    await renamePayment(trx, id, paymentKey(into, stripe_id))
    await removePayment(trx, id)
  }
  await forgetFacts(trx, from)
  return await post(trx, into, facts)
}
