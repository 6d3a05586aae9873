// What the sandbox remembers: Stripe's newest object shapes with references kept as ids, in one table per object name.
import type Stripe from 'stripe'

type Ref<V> = string extends V ? Exclude<V, { id: string }> : V
type DecimalText<V> = V extends Stripe.Decimal ? string : V

/** On the wire a decimal is a string and a reference may be expanded. */
export type Wire<T> = { [K in keyof T]: DecimalText<T[K]> }
/** In a table a reference is never expanded. */
export type Stored<T> = { [K in keyof T]: DecimalText<Ref<T[K]>> }

export interface Line {
  id: string
  price: string
  quantity: number
  description: string
  currency: string
  amount_subtotal: number
  amount_discount: number
  amount_tax: number
  amount_total: number
}

/** What a Payment Link or session will pass on to the objects that its payment makes. */
export interface Handover {
  intent: { metadata: Record<string, string>; description: string | null; capture_method: 'automatic' | 'manual' }
  subscription: { metadata: Record<string, string>; description: string | null; trial_days: number }
  invoice: { metadata: Record<string, string>; description: string | null }
}

export type PaymentLink = Omit<Stored<Stripe.PaymentLink>, 'line_items' | 'url'> & {
  own: { slug: string; lines: Line[]; handover: Handover }
}

export type Session = Omit<Stored<Stripe.Checkout.Session>, 'line_items' | 'url'> & {
  /** `subscription` is set when a first payment was tried, before the session shows it. */
  own: { lines: Line[]; handover: Handover; redirect_query: string; subscription: string | null }
}

/** Links that the objects themselves lost in some version, kept so that no rendering has to search. */
export type PaymentIntent = Stored<Stripe.PaymentIntent> & {
  own: { invoice: string | null; session: string | null; charges: string[] }
}

export type Charge = Stored<Stripe.Charge> & { own: { refunds: string[] } }

export type InvoiceLine = Omit<Stored<Stripe.InvoiceLineItem>, 'pricing'> & {
  /** The price is kept as an id; each era renders its own form of it. */
  price: string | null
  unit_amount: number
}

export type Invoice = Omit<Stored<Stripe.Invoice>, 'lines' | 'payments'> & {
  own: { lines: InvoiceLine[]; subscription: string | null; paid_out_of_band: boolean; payments: string[] }
}

export interface SubscriptionItem {
  id: string
  created: number
  price: string
  quantity: number
  current_period_start: number
  current_period_end: number
}

export type Subscription = Omit<Stored<Stripe.Subscription>, 'items'> & {
  own: { items: SubscriptionItem[]; coupon: string | null; payment_method: string | null }
}

export type WebhookEndpoint = Omit<Stored<Stripe.WebhookEndpoint>, 'secret'> & { own: { secret: string } }

export interface EventShape {
  object: Record<string, unknown>
  previous_attributes?: Record<string, unknown>
}

/** One event, rendered when it happened in every version that somebody will read it in. */
export interface StoredEvent {
  id: string
  object: 'event'
  type: string
  created: number
  livemode: boolean
  request: { id: string | null; idempotency_key: string | null }
  default_version: string
  shapes: Record<string, EventShape>
}

/** How a stored payment method behaves when it is charged. */
export type Behaviour = 'delayed' | 'declined' | 'succeeds'

export type PaymentMethod = Stored<Stripe.PaymentMethod> & { own: { behaviour: Behaviour } }

export interface Tables {
  product: Stored<Stripe.Product>
  price: Stored<Stripe.Price>
  customer: Stored<Stripe.Customer> & { own: { deleted: boolean } }
  coupon: Stored<Stripe.Coupon>
  promotion_code: Stored<Stripe.PromotionCode>
  payment_method: PaymentMethod
  payment_link: PaymentLink
  'checkout.session': Session
  payment_intent: PaymentIntent
  charge: Charge
  refund: Stored<Stripe.Refund>
  balance_transaction: Stored<Stripe.BalanceTransaction>
  invoice: Invoice
  invoice_payment: Stored<Stripe.InvoicePayment>
  subscription: Subscription
  webhook_endpoint: WebhookEndpoint
  event: StoredEvent
}

export type TableName = keyof Tables
export type AnyRecord = Tables[TableName]
export type Mode = 'live' | 'test'

export const tableNames = [
  'product',
  'price',
  'customer',
  'coupon',
  'promotion_code',
  'payment_method',
  'payment_link',
  'checkout.session',
  'payment_intent',
  'charge',
  'refund',
  'balance_transaction',
  'invoice',
  'invoice_payment',
  'subscription',
  'webhook_endpoint',
  'event',
] as const satisfies readonly TableName[]

/** Which table an id belongs to is told by its prefix, as in Stripe. */
const prefixes: ReadonlyArray<readonly [string, TableName]> = [
  ['prod_', 'product'],
  ['price_', 'price'],
  ['cus_', 'customer'],
  ['promo_', 'promotion_code'],
  ['pm_', 'payment_method'],
  ['plink_', 'payment_link'],
  ['cs_', 'checkout.session'],
  ['pi_', 'payment_intent'],
  ['ch_', 'charge'],
  ['py_', 'charge'],
  ['re_', 'refund'],
  ['pyr_', 'refund'],
  ['txn_', 'balance_transaction'],
  ['in_', 'invoice'],
  ['inpay_', 'invoice_payment'],
  ['sub_', 'subscription'],
  ['we_', 'webhook_endpoint'],
  ['evt_', 'event'],
]

export const tableOfId = (id: string): TableName | undefined => prefixes.find(([prefix]) => id.startsWith(prefix))?.[1]

export const idOf = (ref: string | { id: string } | null | undefined): string | null =>
  ref === null || ref === undefined ? null : typeof ref === 'string' ? ref : ref.id
