// How much a payment brought: the largest of what each family of objects says, never their sum (STRIPE.md 1.3, 3).
import type { Fact, FactKind } from './fact.ts'

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** Minor units of the component's currency. */
export function moneyOf(facts: Fact[]): number {
  const paidBy = (kind: FactKind) => sum(facts.filter((fact) => fact.kind === kind).map((fact) => fact.paid))
  return Math.max(paidByIntents(facts), paidBy('invoice_payment'), paidByInvoices(facts), paidBy('checkout_session'))
}

/** An invoice counts everything that settled it; what came without Stripe is told by it or by its payments. */
function paidByInvoices(facts: Fact[]): number {
  const invoices = facts.filter((fact) => fact.kind === 'invoice')
  return sum(invoices.map((invoice) => Math.max(0, invoice.paid - outsideOfInvoice(invoice, facts))))
}

const outsideOfInvoice = (invoice: Fact, facts: Fact[]): number =>
  Math.max(
    invoice.outside,
    sum(
      facts
        .filter((fact) => fact.kind === 'invoice_payment' && fact.links.includes(invoice.id))
        .map(({ outside }) => outside),
    ),
  )

/** Money that changed hands without Stripe: shown apart, never in the total (STRIPE.md S7). */
export const outsideMoneyOf = (facts: Fact[]): number =>
  sum(facts.filter((fact) => fact.kind === 'invoice').map((invoice) => outsideOfInvoice(invoice, facts)))

/** A PaymentIntent and its charges say the same money twice; a charge without one stands for itself. */
function paidByIntents(facts: Fact[]): number {
  const receivedBy = new Map(facts.filter(isIntent).map((intent) => [intent.id, intent.paid]))
  const capturedBy = new Map<string, number>()
  for (const charge of facts.filter((fact) => fact.kind === 'charge')) {
    const owner = charge.links.find((link) => link.startsWith('pi_')) ?? charge.id
    capturedBy.set(owner, (capturedBy.get(owner) ?? 0) + charge.paid)
  }
  const owners = new Set([...receivedBy.keys(), ...capturedBy.keys()])
  return sum([...owners].map((id) => Math.max(receivedBy.get(id) ?? 0, capturedBy.get(id) ?? 0)))
}

const isIntent = (fact: Fact) => fact.kind === 'payment_intent'

const currencyOrder: FactKind[] = [
  'payment_intent',
  'charge',
  'invoice',
  'invoice_payment',
  'checkout_session',
  'refund',
]

/** The PaymentIntent's currency, else the charge's, invoice's, session's: with Adaptive Pricing they may differ. */
export const currencyOf = (facts: Fact[]): string | null =>
  currencyOrder
    .flatMap((kind) => facts.filter((fact) => fact.kind === kind).map((fact) => fact.currency))
    .find((currency) => currency !== null) ?? null
