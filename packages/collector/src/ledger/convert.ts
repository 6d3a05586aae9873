// A payment told in the customer's currency, in the shop's own: before basil Adaptive Pricing tells both only on the session.
import type { Entry } from './entry.ts'
import type { Fact } from './fact.ts'
import { allocate } from './money.ts'

interface Rate {
  currency: string
  /** Total of the session, in the shop's currency and in the customer's. */
  to: number
  from: number
}

/** Null: the payment is in the shop's currency as it is. */
export function rateOf(facts: Fact[], currency: string): Rate | null {
  const session = facts.find((fact) => fact.converted !== null && fact.currency === currency && fact.amount > 0)
  if (!session?.converted || session.converted.currency === currency) return null
  return { currency: session.converted.currency, to: session.converted.amount, from: session.amount }
}

/** Converted sum by sum, so that all returned is nothing left, in either currency. */
export function convert(entries: Entry[], rate: Rate | null): Entry[] {
  if (!rate) return entries
  let sum = 0
  return entries.flatMap((entry) => {
    const before = scaled(sum, rate)
    sum += entry.amount
    const amount = scaled(sum, rate) - before
    return amount === 0 ? [] : [{ ...entry, currency: rate.currency, amount }]
  })
}

const scaled = (amount: number, { from, to }: Rate): number => allocate(amount, [to, from - to])[0] ?? 0
