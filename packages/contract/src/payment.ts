// One payment as the owner sees it: what was paid, and why we believe where it came from.
import type { Mode } from './ids.ts'

export type PaymentStatus = 'paid' | 'partially_refunded' | 'refunded' | 'pending' | 'failed' | 'out_of_band'

/** Where the link between a payment and a visit comes from, best first (DESIGN.md "Attribution"). */
export type EvidenceKind =
  | 'checkout_metadata'
  | 'client_reference_id'
  | 'payment_intent_metadata'
  | 'subscription_metadata'
  | 'invoice_metadata'
  | 'server_api'
  | 'subscription_first_bind'
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

/** `GET /api/sites/:id/payments?mode=&from=&to=&cursor=` */
export interface PaymentsAnswer {
  mode: Mode
  payments: PaymentRow[]
  pending: PendingReturn[]
  nextCursor: string | null
}
