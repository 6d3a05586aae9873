// What a Stripe customer carries concerns all payments of the customer: those that do not know of it yet are looked at again.
import type { EvidenceKind } from '@farthing/contract'
import type { Fact, Reference } from '../ledger/fact.ts'
import type { Db } from '../storage/schema.ts'
import { evidenceKnown, paymentsOfCustomer } from './payer-store.ts'

export async function paymentsMissing(trx: Db, account: string, facts: readonly Fact[]): Promise<string[]> {
  const missing: string[] = []
  for (const { id, kind, references } of facts) {
    if (kind !== 'customer' || references.length === 0) continue
    const payments = await paymentsOfCustomer(trx, account, id)
    const known = await evidenceKnown(
      trx,
      payments.map((payment) => payment.id),
    )
    for (const payment of payments) {
      const knows = (one: Reference) =>
        one.key === 'websiteId'
          ? payment.site_id === one.value
          : known.get(payment.id)?.has(`${kindOf(one)} ${one.value}`)
      if (!references.every(knows)) missing.push(payment.id)
    }
  }
  return missing
}

/** As what a payment keeps it: the same value may be known by another kind. */
const kindOf = ({ key, kind }: Reference): EvidenceKind =>
  key === 'customId' ? 'customer_connected' : key === 'emailHash' ? 'email_match' : kind
