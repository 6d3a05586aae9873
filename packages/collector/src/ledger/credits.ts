// What credit notes put on a customer's balance, and what later invoices take from it: the same money may not go twice
// (STRIPE.md 1.6).
import type { Fact } from './fact.ts'

export interface Credit {
  note: Fact
  amount: number
}

/** Credit notes that took money from their payment by themselves. Void notes and those that only refunded did not. */
export const creditsOf = (facts: Fact[]): Credit[] =>
  facts
    .filter((fact) => fact.kind === 'credit_note' && fact.state !== 'void')
    .map((note) => ({ note, amount: creditOf(note, facts) - refundedBy(note, facts) }))
    .filter(({ amount }) => amount > 0)

const creditOf = (note: Fact, facts: Fact[]): number =>
  note.unsplit > 0 ? Math.max(0, afterPayment(note, facts) - note.outside - note.refunded) : note.amount

/**
 * Until May 2025 a note did not say how much of it only lowered what was due. Its invoice does, for all of its notes together:
 * what the others do not account for is this one's. An invoice as it was before the note says too little of either part, and
 * other notes that were never told leave too much of one: the larger answer is right whenever one of the two is.
 */
function afterPayment(note: Fact, facts: Fact[]): number {
  const invoices = facts.filter(({ kind, id }) => kind === 'invoice' && note.links.includes(id))
  if (invoices.length === 0) return note.unsplit
  const sum = (of: (fact: Fact) => number, from: Fact[]) => from.reduce((total, fact) => total + of(fact), 0)
  const others = facts.filter(
    (fact) => fact.kind === 'credit_note' && fact.id !== note.id && fact.links.some((id) => note.links.includes(id)),
  )
  const lowered = sum((invoice) => invoice.creditedBefore, invoices) - sum((other) => other.creditedBefore, others)
  const gone = sum((invoice) => invoice.creditedAfter, invoices) - sum((other) => other.creditedAfter, others)
  return Math.max(0, Math.min(note.unsplit, Math.max(note.unsplit - Math.max(0, lowered), gone)))
}

/** A note of the time before basil names its refund: that part is the refund's. */
const refundedBy = (note: Fact, facts: Fact[]): number =>
  facts
    .filter((fact) => fact.kind === 'refund' && note.links.includes(fact.id))
    .reduce((sum, refund) => sum + refund.amount, 0)

/**
 * How much of each invoice was settled with money that a credit note had taken away before: by invoice id.
 * Takes all facts of one customer. Balance that came from elsewhere (a gift, an adjustment) is no money of ours.
 */
export function appliedCredits(facts: Fact[]): Map<string, number> {
  const steps = [
    ...creditsOf(facts).map(({ note, amount }) => ({
      at: note.createdAt ?? 0,
      id: note.id,
      currency: note.currency,
      amount,
    })),
    ...facts
      .filter((fact) => fact.kind === 'invoice' && fact.applied > 0)
      .map((invoice) => ({
        at: invoice.finalizedAt ?? invoice.createdAt ?? 0,
        id: invoice.id,
        currency: invoice.currency,
        amount: -invoice.applied,
      })),
  ].sort((a, b) => a.at - b.at || b.amount - a.amount || (a.id < b.id ? -1 : 1))

  const outstanding = new Map<string | null, number>()
  const applied = new Map<string, number>()
  for (const { id, currency, amount } of steps) {
    const left = outstanding.get(currency) ?? 0
    const change = amount > 0 ? amount : -Math.min(left, -amount)
    outstanding.set(currency, left + change)
    if (change < 0) applied.set(id, -change)
  }
  return applied
}
