// What of a Stripe object is kept in the inbox: the fields that the ledger needs. Names, addresses and emails are dropped.
import type { Reference } from '../ledger/fact.ts'
import { at, isObject, textIn } from './normalise/read.ts'
import { EMAIL_HASHES, keyMeantBy } from './normalise/references.ts'

/** Kept wherever they stand, with everything inside them filtered by the same list. */
const kept = new Set([
  ...['id', 'object', 'type', 'status', 'mode', 'created', 'livemode', 'account', 'api_version', 'data', 'has_more'],
  // money
  ...[
    'amount',
    'amount_total',
    'amount_subtotal',
    'amount_received',
    'amount_captured',
    'amount_refunded',
    'amount_due',
  ],
  ...[
    'amount_paid',
    'amount_paid_off_stripe',
    'amount_requested',
    'amount_overpaid',
    'amount_remaining',
    'total',
    'subtotal',
  ],
  ...['currency', 'captured', 'paid', 'paid_out_of_band', 'refunded', 'payment_status', 'failure_balance_transaction'],
  ...[
    'last_payment_error',
    'code',
    'decline_code',
    'reason',
    'billing_reason',
    'total_details',
    'amount_discount',
    'amount_tax',
  ],
  ...[
    'amount_shipping',
    'total_taxes',
    'taxes',
    'tax_behavior',
    'tax_amounts',
    'inclusive',
    'discount_amounts',
    'proration',
  ],
  ...['post_payment_amount', 'pre_payment_amount', 'out_of_band_amount', 'starting_balance', 'ending_balance'],
  ...['pre_payment_credit_notes_amount', 'post_payment_credit_notes_amount'],
  ...[
    'presentment_details',
    'presentment_amount',
    'presentment_currency',
    'currency_conversion',
    'source_currency',
    'fx_rate',
  ],
  // what belongs together
  ...[
    'payment_intent',
    'latest_charge',
    'charge',
    'charges',
    'invoice',
    'payments',
    'payment',
    'subscription',
    'customer',
  ],
  ...[
    'refund',
    'refunds',
    'amount_refunded',
    'payment_link',
    'setup_intent',
    'source_transfer',
    'transfer',
    'balance_transaction',
  ],
  ...['balance_transactions', 'fee', 'net', 'exchange_rate', 'credit_note', 'customer_balance_transaction', 'dispute'],
  ...[
    'payment_details',
    'order_reference',
    'client_reference_id',
    'is_default',
    'payment_record',
    'application_fee_amount',
  ],
  // dates
  ...[
    'status_transitions',
    'paid_at',
    'finalized_at',
    'voided_at',
    'marked_uncollectible_at',
    'expires_at',
    'canceled_at',
  ],
  ...[
    'ended_at',
    'start_date',
    'trial_start',
    'trial_end',
    'current_period_start',
    'current_period_end',
    'period',
    'start',
    'end',
  ],
  // what was bought
  ...[
    'line_items',
    'lines',
    'items',
    'quantity',
    'price',
    'plan',
    'product',
    'pricing',
    'price_details',
    'unit_amount',
  ],
  ...[
    'unit_amount_decimal',
    'recurring',
    'interval',
    'interval_count',
    'discount',
    'discounts',
    'coupon',
    'shipping_cost',
  ],
  ...[
    'parent',
    'subscription_details',
    'subscription_item_details',
    'invoice_item_details',
    'subscription_item',
    'invoice_item',
  ],
  ...[
    'next_action',
    'display_bank_transfer_instructions',
    'cancellation_details',
    'test_clock',
    'request',
    'receipt_url',
  ],
])

/** Descriptions are the shop's words on what it sells, on the objects where the shop writes them. */
const describing = new Set([
  'checkout.session',
  'item',
  'line_item',
  'product',
  'price',
  'invoice',
  'payment_intent',
  'charge',
])

/** What the sites that may own an object make of it. */
export interface Reader {
  /** Keyed hashes of an address, one for each of the sites; none for what is no address. */
  hashesOf(email: string): string[]
  /** Which id of ours the sites' own name of a metadata key carries. */
  keyOf(metadataKey: string): Reference['key'] | null
}

/** The same object with only what is kept. The result has the same shape, so that everything reads it alike. */
export function redact(value: unknown, reader: Reader, owner = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => redact(element, reader, owner))
  if (!isObject(value)) return value
  const name = typeof value.object === 'string' ? value.object : owner
  const hashes = emailsOf(value, name).flatMap((email) => reader.hashesOf(email))
  const fields = Object.entries(value).flatMap(([field, inner]): [string, unknown][] => {
    if (field === 'metadata') return [[field, ownMetadata(inner, reader)]]
    if (field === 'description' || field === 'name') return describesGoods(field, name) ? [[field, inner]] : []
    if (field === 'receipt_url') return [[field, receiptPath(inner)]]
    return kept.has(field) ? [[field, redact(inner, reader, name)]] : []
  })
  return Object.fromEntries(hashes.length > 0 ? [...fields, [EMAIL_HASHES, [...new Set(hashes)].sort()]] : fields)
}

/** Where Stripe tells by whose email something was paid (STRIPE.md 1.7). */
const emailFields: Record<string, string[][]> = {
  'checkout.session': [['customer_details', 'email'], ['customer_email']],
  charge: [['billing_details', 'email'], ['receipt_email']],
  payment_intent: [['receipt_email']],
  invoice: [['customer_email']],
  customer: [['email']],
}

const emailsOf = (object: Record<string, unknown>, name: string): string[] =>
  object.object === name ? (emailFields[name] ?? []).flatMap((path) => textIn(at(object, ...path)) ?? []) : []

/** A product's name is kept; a customer's is not. */
const describesGoods = (field: string, owner: string) =>
  field === 'name' ? owner === 'product' : describing.has(owner)

/** Shops write anything into metadata, names and addresses among it: only ids of ours stay, a site's own names translated to ours. */
function ownMetadata(metadata: unknown, { keyOf }: Reader): Record<string, unknown> {
  if (!isObject(metadata)) return {}
  const ids: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(metadata)) {
    const key = keyMeantBy(name) === null ? keyOf(name) : null
    if (keyMeantBy(name) !== null) ids[name] = inner
    else if (key !== null) ids[freeName(key, ids, metadata)] = inner
  }
  return ids
}

/** `viewId`, else `viewId_`, …: all of them mean the same. */
function freeName(key: string, ...taken: Record<string, unknown>[]): string {
  let name = key
  while (taken.some((names) => name in names)) name += '_'
  return name
}

/** The link opens a receipt with the buyer's name; only its kind tells the ledger something (STRIPE.md 1.1). */
const receiptPath = (url: unknown): string | null =>
  typeof url !== 'string' ? null : url.includes('/receipts/invoices/') ? '/receipts/invoices/' : '/receipts/payment/'
