// What one Stripe object says at its most advanced. A fact only ever grows, so that order and repetition change nothing.
// Stripe gives no order and repeats itself: https://docs.stripe.com/webhooks#event-ordering
import type { EvidenceKind, Mode } from '@farthing/contract'
import { fullest, type Settled } from './settled.ts'

export type FactKind =
  | 'payment_intent'
  | 'charge'
  | 'invoice'
  | 'invoice_payment'
  | 'checkout_session'
  | 'refund'
  | 'dispute'
  | 'credit_note'
  | 'subscription'
  | 'customer'

/** How far an object got, in this order; a later state is never left for an earlier one. `void` is terminal. */
export const states = ['open', 'processing', 'failed', 'succeeded', 'void'] as const
export type State = (typeof states)[number]

/** An id of ours that Stripe carried back. */
export interface Reference {
  kind: EvidenceKind
  key: 'viewId' | 'sessionId' | 'visitorId' | 'websiteId' | 'customId' | 'emailHash'
  value: string
}

/** One thing that was bought; `amount` is the money it stands for: after discounts, with tax, signed. */
export interface FactLine {
  id: string
  product: string | null
  price: string | null
  description: string | null
  amount: number
}

/** Webhooks carry the first ten lines of an invoice, and none of a session. */
export interface FactLines {
  complete: boolean
  items: FactLine[]
}

/** What Stripe kept for itself, in the currency in which it pays out. */
export interface Fee {
  amount: number
  currency: string
}

/** A subscription at one moment. Derived: read off the object as it is now, and not told by an event. */
export interface Snapshot {
  at: number
  status: string
  /** Monthly recurring revenue, in minor units. */
  mrr: number
  derived: boolean
}

export type Door = 'webhook' | 'return' | 'poll' | 'api'

/** Amounts are minor units of `currency`, times are milliseconds. Null: not known (yet). */
export interface Fact {
  id: string
  kind: FactKind
  mode: Mode
  /** Ids of the objects that are the same payment (STRIPE.md 1.3, edges). */
  links: string[]
  /** Connections whose secret or key showed it: they say which sites may own it. */
  via: string[]
  doors: Door[]
  state: State
  currency: string | null
  /** What was asked for. */
  amount: number
  /** What this object by itself says was received. */
  paid: number
  /** A charge's cumulative `amount_refunded`; of a credit note, what its refunds gave back. */
  refunded: number
  /** Money that changed hands without Stripe: told, never counted. */
  outside: number
  /** How much of the customer's balance an invoice used up. */
  applied: number
  /** What credit notes took off an invoice before it was paid, and after. */
  creditedBefore: number
  creditedAfter: number
  /** A credit note that does not say how much of it came after the payment: all of it. 0: it does say. */
  unsplit: number
  createdAt: number | null
  /** When an invoice was closed for changes, when a session ends: between them its PaymentIntent is made. */
  finalizedAt: number | null
  expiresAt: number | null
  /** An invoice's own word for when it was paid. */
  settledAt: number | null
  /** The first event that showed the money. */
  shownAt: number | null
  /** The first event that showed money going back. */
  refundShownAt: number | null
  customer: string | null
  subscription: string | null
  description: string | null
  /** A PaymentIntent's hint at the invoice or session that it pays: perhaps cut, never proof (STRIPE.md 1.1). */
  orderReference: string | null
  /** A charge's only sign of being an invoice's money, since basil. */
  billedBy: 'invoice' | null
  /** Why an invoice was made: `subscription_create`, `subscription_cycle`, … */
  billingReason: string | null
  references: Reference[]
  lines: FactLines | null
  /** A session's total in the shop's currency, where its other amounts are in the customer's. */
  converted: { amount: number; currency: string } | null
  fee: Fee | null
  settled: Settled | null
  snapshots: Snapshot[]
}

/** A fact of which nothing is known but its name. */
export const blank = (kind: FactKind, id: string, mode: Mode): Fact => ({
  id,
  kind,
  mode,
  links: [],
  via: [],
  doors: [],
  state: 'open',
  currency: null,
  amount: 0,
  paid: 0,
  refunded: 0,
  outside: 0,
  applied: 0,
  creditedBefore: 0,
  creditedAfter: 0,
  unsplit: 0,
  createdAt: null,
  finalizedAt: null,
  expiresAt: null,
  settledAt: null,
  shownAt: null,
  refundShownAt: null,
  customer: null,
  subscription: null,
  description: null,
  orderReference: null,
  billedBy: null,
  billingReason: null,
  references: [],
  lines: null,
  converted: null,
  fee: null,
  settled: null,
  snapshots: [],
})

/** After every currency: an amount without one says nothing beside an amount with one. */
const LAST = '~'

/** An object of another currency is linked, and says no amount. */
export const nothing = {
  amount: 0,
  paid: 0,
  refunded: 0,
  outside: 0,
  applied: 0,
  creditedBefore: 0,
  creditedAfter: 0,
  unsplit: 0,
} as const

/**
 * Both facts in one. Commutative, associative and idempotent: every field is joined by an operation that is.
 */
export function merge(a: Fact, b: Fact): Fact {
  // With Adaptive Pricing one object is in the customer's currency in old versions and in the shop's in new ones. Amounts of
  // two currencies are never compared: one of the two is taken for all, by a choice that does not depend on who came first.
  if (a.currency !== b.currency) {
    const [kept, other] = (a.currency ?? LAST) < (b.currency ?? LAST) ? [a, b] : [b, a]
    return join(kept, { ...other, ...nothing, currency: kept.currency, unsplit: kept.unsplit })
  }
  return join(a, b)
}

const join = (a: Fact, b: Fact): Fact => ({
  id: a.id,
  kind: a.kind,
  mode: a.mode,
  links: union(a.links, b.links),
  via: union(a.via, b.via),
  doors: union(a.doors, b.doors),
  state: later(a.state, b.state),
  currency: either(a.currency, b.currency),
  amount: Math.max(a.amount, b.amount),
  paid: Math.max(a.paid, b.paid),
  refunded: Math.max(a.refunded, b.refunded),
  outside: Math.max(a.outside, b.outside),
  applied: Math.max(a.applied, b.applied),
  creditedBefore: Math.max(a.creditedBefore, b.creditedBefore),
  creditedAfter: Math.max(a.creditedAfter, b.creditedAfter),
  // The newest versions say it, and then it is known.
  unsplit: Math.min(a.unsplit, b.unsplit),
  createdAt: earliest(a.createdAt, b.createdAt),
  finalizedAt: earliest(a.finalizedAt, b.finalizedAt),
  expiresAt: earliest(a.expiresAt, b.expiresAt),
  settledAt: earliest(a.settledAt, b.settledAt),
  shownAt: earliest(a.shownAt, b.shownAt),
  refundShownAt: earliest(a.refundShownAt, b.refundShownAt),
  customer: either(a.customer, b.customer),
  subscription: either(a.subscription, b.subscription),
  description: either(a.description, b.description),
  orderReference: either(a.orderReference, b.orderReference),
  billedBy: a.billedBy ?? b.billedBy,
  billingReason: either(a.billingReason, b.billingReason),
  references: unionByText(a.references, b.references, referenceText),
  lines: fuller(a.lines, b.lines),
  converted: firstByText(a.converted, b.converted),
  fee: firstByText(a.fee, b.fee),
  settled: fullest(a.settled, b.settled),
  snapshots: unionByText(a.snapshots, b.snapshots, snapshotText),
})

const union = <T extends string>(a: T[], b: T[]): T[] => [...new Set([...a, ...b])].sort()

const later = (a: State, b: State): State => (states.indexOf(a) >= states.indexOf(b) ? a : b)

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)

/** Where two texts differ any fixed choice will do, as long as it does not depend on who came first. */
const either = (a: string | null, b: string | null): string | null => (a === null ? b : b === null ? a : a > b ? a : b)

function unionByText<T>(a: T[], b: T[], textOf: (element: T) => string): T[] {
  const byText = new Map([...a, ...b].map((element) => [textOf(element), element]))
  return [...byText.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, element]) => element)
}

const referenceText = ({ kind, key, value }: Reference) => `${kind} ${key} ${value}`
const snapshotText = ({ at, status, mrr, derived }: Snapshot) =>
  `${String(at).padStart(16, '0')} ${status} ${mrr} ${derived}`

/** The complete list, else the longer one. */
function fuller(a: FactLines | null, b: FactLines | null): FactLines | null {
  if (!a || !b) return a ?? b
  const rank = ({ complete, items }: FactLines) => Number(complete) * 1_000_000 + items.length
  return rank(a) === rank(b) ? firstByText(a, b) : rank(a) > rank(b) ? a : b
}

const firstByText = <T extends object>(a: T | null, b: T | null): T | null =>
  !a || !b ? (a ?? b) : JSON.stringify(a) <= JSON.stringify(b) ? a : b
