// What went back: one entry per refund, dispute and credit, with what Stripe only told as a sum, and never more than was paid (STRIPE.md 1.6).
import { creditsOf } from './credits.ts'
import type { Entry } from './entry.ts'
import type { Fact } from './fact.ts'

type Reversal = Pick<Entry, 'id' | 'kind' | 'amount' | 'at'>

/** Signed entries, oldest first. `received` is the floor: their sum never exceeds it. */
export function reversalsOf(facts: Fact[], received: number): Reversal[] {
  const charges = facts.filter((fact) => fact.kind === 'charge')
  const refunds = facts.filter((fact) => fact.kind === 'refund')
  const all = [
    ...listed(refunds),
    ...charges.flatMap((charge) => unlisted(charge, refunds)),
    ...lateFailures(facts, received),
    ...withdrawn(facts),
    ...credited(facts),
  ]
  return floored(all.sort(byTime), received)
}

/** Stripe takes the money at creation; a refund that failed or was canceled gave nothing back. */
const listed = (refunds: Fact[]): Reversal[] =>
  refunds
    .filter((refund) => refund.state !== 'void')
    .map((refund) => ({ id: `refund:${refund.id}`, kind: 'refund', amount: -refund.amount, at: refund.createdAt ?? 0 }))

/** `charge.refunded` tells only the sum. What no refund object accounts for yet is booked until one does. */
function unlisted(charge: Fact, refunds: Fact[]): Reversal[] {
  const known = refunds
    .filter((refund) => refund.links.includes(charge.id) || sharesIntent(refund, charge))
    .reduce((total, refund) => total + refund.amount, 0)
  const rest = charge.refunded - known
  if (rest <= 0) return []
  const at = charge.refundShownAt ?? charge.createdAt ?? 0
  return [{ id: `refund:${charge.id}:unlisted`, kind: 'refund', amount: -rest, at }]
}

const sharesIntent = (refund: Fact, charge: Fact) =>
  !refund.links.some((link) => link.startsWith('ch_') || link.startsWith('py_')) &&
  refund.links.some((link) => charge.links.includes(link))

/** A bank debit can fail after it succeeded: the money was there, and went back. */
const lateFailures = (facts: Fact[], received: number): Reversal[] =>
  facts
    .filter((fact) => fact.kind === 'charge' && fact.state === 'void')
    .map((charge) => ({ charge, amount: charge.paid || shownElsewhere(charge, facts, received) }))
    .filter(({ amount }) => amount > 0)
    .map(({ charge, amount }) => ({
      id: `reversal:${charge.id}`,
      kind: 'reversal',
      amount: -amount,
      at: charge.refundShownAt ?? charge.createdAt ?? 0,
    }))

/** Heard of only once it had failed, a charge does not say that it had succeeded. What was paid with it may: if it was no other. */
function shownElsewhere(charge: Fact, facts: Fact[], received: number): number {
  const isOther = (id: string) => /^(ch|py)_/.test(id) && id !== charge.id
  const paidOtherwise = facts.some(
    ({ id, kind, links }) => isOther(id) || (kind === 'payment_intent' && links.some(isOther)),
  )
  return paidOtherwise ? 0 : Math.min(charge.amount, received)
}

/** A dispute takes money when the bank withdraws it, and gives it back when it is won. The fee is a fee, and not here. */
const withdrawn = (facts: Fact[]): Reversal[] =>
  facts
    .filter((fact) => fact.kind === 'dispute' && fact.state === 'succeeded')
    .map((fact) => ({ id: `dispute:${fact.id}`, kind: 'dispute', amount: -fact.amount, at: fact.createdAt ?? 0 }))

const credited = (facts: Fact[]): Reversal[] =>
  creditsOf(facts).map(({ note, amount }) => ({
    id: `credit_note:${note.id}`,
    kind: 'credit_note',
    amount: -amount,
    at: note.createdAt ?? 0,
  }))

const byTime = (a: Reversal, b: Reversal) => a.at - b.at || (a.id < b.id ? -1 : 1)

function floored(reversals: Reversal[], received: number): Reversal[] {
  let left = received
  return reversals.flatMap((reversal) => {
    const amount = -Math.min(left, -reversal.amount)
    left += amount
    return amount === 0 ? [] : [{ ...reversal, amount }]
  })
}
