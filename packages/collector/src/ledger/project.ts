// From the facts of one component to its payment and entries: a pure projection, so nothing is decided by arrival.
import type { PaymentStatus } from '@farthing/contract'
import { components, idsOf } from './component.ts'
import { convert, rateOf } from './convert.ts'
import { appliedCredits } from './credits.ts'
import type { Entry, Payment, Purpose } from './entry.ts'
import { type Fact, type FactKind, type Fee, nothing } from './fact.ts'
import { withLines } from './lines.ts'
import { currencyOf, moneyOf, outsideMoneyOf } from './money-of.ts'
import { reversalsOf } from './reversals.ts'
import { softJoin } from './soft-join.ts'

/** All payments of facts that belong to one customer, or to none: joins and balances look at all of them together. */
export function projectAll(facts: Fact[]): Payment[] {
  const applied = appliedCredits(facts)
  return softJoin(components(facts))
    .map(({ facts: joined, grade, ambiguous }) => {
      const payment = project(joined, applied)
      return payment && { ...payment, joined: ambiguous ? ('ambiguous' as const) : grade }
    })
    .filter((payment) => payment !== null)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Null: nothing was paid, and nothing is on its way (an open checkout, a free trial, a subscription by itself). */
function project(facts: Fact[], applied: ReadonlyMap<string, number> = new Map()): Payment | null {
  const [first] = facts
  const id = canonicalId(facts)
  const currency = currencyOf(facts)
  if (!first || !id || !currency) return null
  const paidAt = paidAtOf(facts)
  const rate = rateOf(facts, currency)
  const entries = convert(entriesOf(inOneCurrency(facts, currency), { id, currency, paidAt, applied }), rate)
  const sum = (sign: 1 | -1) => entries.reduce((total, { amount }) => total + (amount * sign > 0 ? amount : 0), 0)
  const [gross, refunds] = [sum(1), sum(-1)]
  const status = statusOf(facts, gross, refunds)
  if (!status) return outsidePayment(facts, currency)
  return {
    id,
    mode: first.mode,
    status,
    currency: rate?.currency ?? currency,
    gross: gross || intended(facts),
    refunds,
    net: gross + refunds,
    outside: outsideMoneyOf(facts),
    paidAt,
    description: firstKnown(facts, 'description'),
    customer: firstKnown(facts, 'customer'),
    subscription: firstKnown(facts, 'subscription'),
    purpose: purposeOf(facts),
    joined: null,
    fees: feesOf(facts),
    entries: withLines(entries, facts),
    aliases: idsOf(facts),
  }
}

/** Amounts of two currencies are never compared: an object of another currency is linked, and says no amount. */
const inOneCurrency = (facts: Fact[], currency: string): Fact[] =>
  facts.map((fact) => (fact.currency === null || fact.currency === currency ? fact : { ...fact, ...nothing }))

interface Booking {
  id: string
  currency: string
  paidAt: number
  applied: ReadonlyMap<string, number>
}

/** What came, and then what went back, oldest first. */
function entriesOf(facts: Fact[], { id, currency, paidAt, applied }: Booking): Entry[] {
  const money = moneyOf(facts)
  const fromBalance = balanceEntries(facts, applied, paidAt)
  const received = money + fromBalance.reduce((total, { amount }) => total + amount, 0)
  const charge = money > 0 ? [{ id: `charge:${id}`, kind: 'charge' as const, amount: money, at: paidAt }] : []
  return [...charge, ...fromBalance, ...reversalsOf(facts, received)].map((entry) => ({ ...entry, currency }))
}

const purposes: Record<string, Purpose> = { subscription_cycle: 'renewal', subscription_update: 'change' }

/** Without a reason told, a subscription's payment is taken for its first: a renewal is always told by its invoice. */
function purposeOf(facts: Fact[]): Purpose {
  if (!facts.some((fact) => fact.subscription !== null)) return 'one_off'
  return (
    facts.map(({ billingReason }) => purposes[billingReason ?? '']).find((purpose) => purpose !== undefined) ?? 'first'
  )
}

function feesOf(facts: Fact[]): Fee[] {
  const byCurrency = new Map<string, number>()
  for (const { fee } of facts) if (fee) byCurrency.set(fee.currency, (byCurrency.get(fee.currency) ?? 0) + fee.amount)
  return [...byCurrency].sort().map(([currency, amount]) => ({ currency, amount }))
}

/** An invoice that was marked as paid elsewhere: a payment to see, and no money of Stripe's. */
function outsidePayment(facts: Fact[], currency: string): Payment | null {
  const outside = outsideMoneyOf(facts)
  const invoice = facts.find((fact) => fact.kind === 'invoice')
  if (outside === 0 || !invoice) return null
  return {
    ...blankPayment,
    id: `oob:${invoice.id}`,
    mode: invoice.mode,
    status: 'out_of_band',
    currency,
    outside,
    paidAt: paidAtOf(facts),
    description: firstKnown(facts, 'description'),
    customer: firstKnown(facts, 'customer'),
    subscription: firstKnown(facts, 'subscription'),
    purpose: purposeOf(facts),
    aliases: idsOf(facts),
  }
}

const blankPayment = { gross: 0, refunds: 0, net: 0, joined: null, fees: [], entries: [] }

/** An invoice that used up what a credit note had taken away earns that money again. */
const balanceEntries = (facts: Fact[], applied: ReadonlyMap<string, number>, at: number): Omit<Entry, 'currency'>[] =>
  facts.flatMap((fact) => {
    const amount = fact.kind === 'invoice' ? (applied.get(fact.id) ?? 0) : 0
    return amount > 0 ? [{ id: `balance_applied:${fact.id}`, kind: 'balance_applied' as const, amount, at }] : []
  })

const keyPrefixes = ['pi_', 'ch_', 'py_', 'in_', 'cs_', 'api_']

/** The PaymentIntent's id, else the charge's; an invoice or session stands in until one of those is known. What goes back names nothing. */
function canonicalId(facts: Fact[]): string | null {
  const refunds = new Set(facts.filter(({ kind }) => kind === 'refund').map(({ id }) => id))
  const ids = idsOf(facts).filter((id) => !refunds.has(id))
  return keyPrefixes.map((prefix) => ids.find((id) => id.startsWith(prefix))).find((id) => id !== undefined) ?? null
}

const paying = new Set<FactKind>(['payment_intent', 'charge', 'invoice', 'invoice_payment', 'checkout_session'])

function statusOf(facts: Fact[], gross: number, refunds: number): PaymentStatus | null {
  if (gross > 0) return refunds === 0 ? 'paid' : gross + refunds === 0 ? 'refunded' : 'partially_refunded'
  const money = facts.filter((fact) => paying.has(fact.kind))
  if (money.some((fact) => fact.state === 'processing')) {
    // A bank debit that failed later says so on the PaymentIntent or the charge; the session stays as it was.
    return money.some((fact) => fact.state === 'failed' || fact.state === 'void') ? 'failed' : 'pending'
  }
  return money.some((fact) => fact.state === 'failed') ? 'failed' : null
}

const intended = (facts: Fact[]): number =>
  Math.max(0, ...facts.map((fact) => (paying.has(fact.kind) ? fact.amount : 0)))

/** The invoice's own date, else the first event that showed the money, else when the charge or session was made. */
function paidAtOf(facts: Fact[]): number {
  const paid = facts.filter((fact) => fact.paid > 0)
  const earliest = (times: (number | null)[]) => {
    const known = times.filter((time) => time !== null)
    return known.length > 0 ? Math.min(...known) : null
  }
  return (
    earliest(paid.map((fact) => fact.settledAt)) ??
    earliest(paid.map((fact) => fact.shownAt)) ??
    earliest(paid.filter((fact) => fact.kind === 'charge').map((fact) => fact.createdAt)) ??
    earliest((paid.length > 0 ? paid : facts).map((fact) => fact.createdAt)) ??
    0
  )
}

/** Facts come sorted by id, so that the choice between two texts does not depend on arrival. */
const firstKnown = (facts: Fact[], field: 'description' | 'customer' | 'subscription'): string | null =>
  facts.map((fact) => fact[field]).find((text) => text !== null) ?? null
