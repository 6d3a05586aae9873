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
  /** The rates that apply; inclusive tax is part of the amounts, exclusive tax comes on top. */
  tax_rates: string[]
}

/** What the customer is shown under Adaptive Pricing; before basil the objects themselves are in this money. */
export interface Presentment {
  amount: number
  currency: string
}

/** What a Payment Link or session will pass on to the objects that its payment makes. */
export interface Handover {
  intent: { metadata: Record<string, string>; description: string | null; capture_method: 'automatic' | 'manual' }
  subscription: { metadata: Record<string, string>; description: string | null; trial_days: number }
  invoice: { metadata: Record<string, string>; description: string | null }
  setup: { metadata: Record<string, string> }
}

export type PaymentLink = Omit<Stored<Stripe.PaymentLink>, 'line_items' | 'url'> & {
  own: { slug: string; lines: Line[]; handover: Handover }
}

export type Session = Omit<Stored<Stripe.Checkout.Session>, 'line_items' | 'url'> & {
  /** `subscription` is set when a first payment was tried, before the session shows it. */
  own: {
    lines: Line[]
    handover: Handover
    redirect_query: string
    subscription: string | null
    presentment: Presentment | null
  }
}

/** Links that the objects themselves lost in some version, kept so that no rendering has to search. */
export type PaymentIntent = Stored<Stripe.PaymentIntent> & {
  own: {
    invoice: string | null
    session: string | null
    charges: string[]
    presentment: Presentment | null
    /** Stripe has kept an authorisation open for further captures. */
    multicapture: boolean
  }
}

export type Charge = Stored<Stripe.Charge> & {
  own: {
    refunds: string[]
    /** Of a charge without an intent; else the intent names it. */
    invoice: string | null
    dispute: string | null
    presentment: Presentment | null
    /** How much of what was captured has reached the balance. */
    posted: number
  }
}

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
  tax_rates: string[]
}

export type Subscription = Omit<Stored<Stripe.Subscription>, 'items'> & {
  own: {
    items: SubscriptionItem[]
    coupon: string | null
    payment_method: string | null
    /** Prorations that the next invoice will carry. */
    pending: InvoiceLine[]
  }
}

export type WebhookEndpoint = Omit<Stored<Stripe.WebhookEndpoint>, 'secret'> & {
  own: {
    secret: string
    /** Thin events carry no object, only its name. */
    payload: 'snapshot' | 'thin'
    /** Told of connected accounts, and of nothing else. */
    connect: boolean
  }
}

export type CreditNote = Omit<Stored<Stripe.CreditNote>, 'lines' | 'refunds'> & {
  own: {
    lines: Array<Stored<Stripe.CreditNoteLineItem>>
    refunds: Array<Stored<Stripe.CreditNote.Refund>>
  }
}

/** Its balance transactions are shown whole, so they are kept as ids. */
export type Dispute = Omit<Stored<Stripe.Dispute>, 'balance_transactions'> & { own: { entries: string[] } }

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
  /** The connected account that it happened on. */
  account?: string
  /** What it is about. */
  about: { object: string; id: string }
  request: { id: string | null; idempotency_key: string | null }
  default_version: string
  shapes: Record<string, EventShape>
}

/** How a stored payment method behaves when it is charged. */
export type Behaviour = 'declined' | 'delayed' | 'succeeds' | 'transfer'

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
  setup_intent: Stored<Stripe.SetupIntent>
  credit_note: CreditNote
  dispute: Dispute
  discount: Stored<Stripe.Discount>
  tax_rate: Stored<Stripe.TaxRate>
  shipping_rate: Stored<Stripe.ShippingRate>
  customer_balance_transaction: Stored<Stripe.CustomerBalanceTransaction>
  payment_record: Stripe.PaymentRecord
  transfer: Omit<Stored<Stripe.Transfer>, 'reversals'>
  application_fee: Omit<Stored<Stripe.ApplicationFee>, 'refunds'>
}

export type TableName = keyof Tables
export type AnyRecord = Tables[TableName]
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
  'setup_intent',
  'credit_note',
  'dispute',
  'discount',
  'tax_rate',
  'shipping_rate',
  'customer_balance_transaction',
  'payment_record',
  'transfer',
  'application_fee',
] as const satisfies readonly TableName[]

export const idOf = (ref: string | { id: string } | null | undefined): string | null =>
  ref === null || ref === undefined ? null : typeof ref === 'string' ? ref : ref.id
