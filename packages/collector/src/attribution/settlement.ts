// The rate at which Stripe itself converted a payment, and back, where its balance transactions tell.
import type { Entry } from '../ledger/entry.ts'
import type { Fact } from '../ledger/fact.ts'
import { type Rate, rateBetween } from './rate.ts'

type OneEntry = Pick<Entry, 'id' | 'kind' | 'currency'>

/** Of the entry's own money. Null: Stripe did not tell, or pays out in another currency. */
export function settledRate(entry: OneEntry, facts: readonly Fact[], into: string): Rate | null {
  if (entry.kind === 'charge') return chargeRate(entry.currency, facts, into)
  const refund = facts.find(({ kind, id }) => kind === 'refund' && entry.id === `refund:${id}`)
  return refund?.settled?.currency === into && refund.currency === entry.currency
    ? rateBetween(refund.settled.of, refund.settled.amount)
    : null
}

/** From the currency in which Stripe pays out back into one in which was paid: the rate of what came, turned round. */
export function payoutRate(from: string, into: string, facts: readonly Fact[]): Rate | null {
  const settled = facts.flatMap(({ kind, currency, settled }) =>
    kind === 'charge' && currency === into && settled?.currency === from ? [settled] : [],
  )
  const sum = (field: 'of' | 'amount') => settled.reduce((total, one) => total + one[field], 0)
  return settled.length === 0 ? null : rateBetween(sum('amount'), sum('of'))
}

/** Only when it is known of all the charges: half of a payment at one rate is not its rate. */
export function chargeRate(currency: string, facts: readonly Fact[], into: string): Rate | null {
  const charges = facts.filter(({ kind, paid }) => kind === 'charge' && paid > 0)
  const settled = charges.flatMap((charge) =>
    charge.settled?.currency === into && charge.currency === currency ? [charge.settled] : [],
  )
  if (settled.length === 0 || settled.length < charges.length) return null
  const sum = (field: 'of' | 'amount') => settled.reduce((total, one) => total + one[field], 0)
  return rateBetween(sum('of'), sum('amount'))
}
