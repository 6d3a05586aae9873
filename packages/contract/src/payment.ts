// One payment as the owner sees it: what was paid, and why we believe where it came from.
import { z } from 'zod'
import type { Credits } from './attribution.ts'
import type { Mode } from './ids.ts'

export const paymentStatusSchema = z.enum([
  'paid',
  'partially_refunded',
  'refunded',
  'pending',
  'failed',
  'out_of_band',
])
export type PaymentStatus = z.infer<typeof paymentStatusSchema>

/** Where the link between a payment and a visit comes from, best first (DESIGN.md "Attribution"). */
export type EvidenceKind =
  | 'checkout_metadata'
  | 'client_reference_id'
  | 'payment_intent_metadata'
  | 'subscription_metadata'
  | 'invoice_metadata'
  | 'server_api'
  | 'subscription_first_bind'
  | 'customer_metadata'
  | 'customer_connected'
  | 'redirect_return'
  | 'same_customer'
  | 'email_match'

export type UnattributedReason = 'no_id_on_payment' | 'id_unknown' | 'visit_expired' | 'several_candidates'

/** The visit a payment is credited to. */
export interface TouchView {
  sessionId: string
  at: number
  channel: string
  source: string | null
  medium: string | null
  campaign: string | null
  entryPage: string
}

export type Attribution =
  | { kind: 'attributed'; evidence: EvidenceKind; grade: number; touch: TouchView }
  | { kind: 'unattributed'; reason: UnattributedReason }

export interface PaymentRow {
  /** Canonical key: `pi_…`, else `ch_…`, `oob:…`, `free:…`. */
  id: string
  mode: Mode
  status: PaymentStatus
  currency: string
  /** Minor units; what the customer's money was before anything went back. */
  gross: number
  /** ≤ 0 */
  refunds: number
  net: number
  /** What was paid without Stripe (an invoice marked as paid elsewhere): shown, never in a total. */
  outside: number
  /** What Stripe kept, in the currency in which it pays out; empty where the key may not read it. */
  fees: Array<{ currency: string; amount: number }>
  /** Milliseconds since 1970. */
  paidAt: number
  description: string | null
  attribution: Attribution
}

/** A redirect came back with a session id that Stripe has not confirmed as paid yet. */
export interface PendingReturn {
  checkoutSessionId: string
  mode: Mode
  reportedAt: number
  state: 'pending' | 'refused'
  /** A sentence for the owner: why it is still pending, or why it was refused. */
  reason: string
  nextAttemptAt: number | null
}

/** `GET /api/sites/:id/payments?mode=&from=&to=&status=&search=&filter=&model=&cursor=` */
export interface PaymentsAnswer {
  mode: Mode
  payments: PaymentRow[]
  pending: PendingReturn[]
  nextCursor: string | null
}

/** A visit that led to the payment. */
export interface PaymentTouch extends TouchView {
  /** 0 is the visit that the evidence leads to, 1 the one before it. */
  position: number
  term: string | null
  content: string | null
  /** `gclid`, `fbclid`, …: which kind of click brought the visit. */
  clickKind: string | null
  country: string | null
  device: string | null
  browser: string | null
  os: string | null
  /** What each model gives this visit of the payment's net, in the payment's currency. Over all touches they sum to the net. */
  credits: Credits
}

/** One reason to link the payment to a visit. */
export interface PaymentEvidence {
  kind: EvidenceKind
  grade: number
  /** The id, customid or keyed hash that was found. */
  value: string
  /** Null: it leads to no visit that is known. */
  sessionId: string | null
  /** The best one is the attribution. */
  chosen: boolean
}

export type EntryKind = 'charge' | 'refund' | 'credit_note' | 'balance_applied' | 'dispute' | 'reversal'

/** A line of the ledger. */
export interface PaymentEntry {
  id: string
  kind: EntryKind
  amount: number
  currency: string
  at: number
  /** In the site's reporting currency, at the rate that was frozen for it. Null: no rate is known yet. */
  reported: { amount: number; currency: string } | null
  /**
   * Where the rate is from: `same` currency, `stripe` (what Stripe itself converted at), `payment` (that rate, for money that
   * went back), or the day whose published rate it is, `2026-11-20`. Null: not converted.
   */
  rateOrigin: string | null
  lines: { product: string | null; price: string | null; description: string | null; amount: number }[]
}

/** What Stripe, or the site's server, told about the payment. */
export interface PaymentObject {
  id: string
  /** `checkout_session`, `payment_intent`, `charge`, `invoice`, … */
  kind: string
  /** How far it got: `open`, `processing`, `failed`, `succeeded`, `void`. */
  state: string
  /** Which doors told it. */
  doors: ('webhook' | 'return' | 'poll' | 'api')[]
  createdAt: number | null
}

/** What the payment was attributed to until then. */
export interface AttributionChange {
  at: number
  evidence: EvidenceKind | null
  grade: number | null
  reason: UnattributedReason | null
  sessionId: string | null
  touches: number
}

/** `GET /api/sites/:id/payments/:paymentId`: by the id of the list, or by any Stripe id that belongs to the payment. */
export interface PaymentDetail {
  payment: PaymentRow
  customerId: string | null
  subscriptionId: string | null
  purpose: 'one_off' | 'first' | 'renewal' | 'change' | null
  reportingCurrency: string
  /** How many days before the payment a visit may still have earned it. */
  lookBackDays: number
  /** In time order, as everything below but the evidence. */
  touches: PaymentTouch[]
  /** When the payer was at the checkout. */
  checkouts: { id: string; at: number; state: string }[]
  entries: PaymentEntry[]
  /** Best first. */
  evidence: PaymentEvidence[]
  objects: PaymentObject[]
  changes: AttributionChange[]
}
