// What a Stripe customer carries concerns all payments of the customer: those that do not know of it yet are looked at again.
import type { Fact } from '../ledger/fact.ts'
import type { Db } from '../storage/schema.ts'
import { paymentsOfCustomer, valuesKnown } from './payer-store.ts'

export async function paymentsMissing(trx: Db, account: string, facts: readonly Fact[]): Promise<string[]> {
  const missing: string[] = []
  for (const { id, kind, references } of facts) {
    if (kind !== 'customer' || references.length === 0) continue
    const payments = await paymentsOfCustomer(trx, account, id)
    const known = await valuesKnown(
      trx,
      payments.map((payment) => payment.id),
    )
    for (const payment of payments) {
      const knows = ({ key, value }: Fact['references'][number]) =>
        key === 'websiteId' ? payment.site_id === value : known.get(payment.id)?.has(value)
      if (!references.every(knows)) missing.push(payment.id)
    }
  }
  return missing
}
