// A new invoice, always a draft, and the sums of its lines. Pure.
import type { Invoice, InvoiceLine, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'
import { type Shipping, shippingCostOf } from './shipping.ts'
import { exclusiveTax, sumOfTaxes, totalTaxes } from './tax.ts'

export interface InvoiceInput {
  billing_reason: 'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update'
  collection_method: 'charge_automatically' | 'send_invoice'
  customer: Tables['customer'] | undefined
  /** Where the buyer's address is known only from the checkout. */
  email: string | null
  currency: string
  description: string | null
  due_date: number | null
  lines: InvoiceLine[]
  metadata: Record<string, string>
  period: { start: number; end: number }
  subscription: { id: string; metadata: Record<string, string> } | null
  shipping?: Shipping | null
}

type Sums = Pick<
  Invoice,
  | 'amount_due'
  | 'amount_remaining'
  | 'subtotal'
  | 'subtotal_excluding_tax'
  | 'total'
  | 'total_discount_amounts'
  | 'total_excluding_tax'
  | 'total_taxes'
>

export function sumsOfInvoice(lines: readonly InvoiceLine[], shipping = 0): Sums {
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const perDiscount = new Map<string, number>()
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts ?? [])) {
    const id = typeof discount === 'string' ? discount : discount.id
    perDiscount.set(id, (perDiscount.get(id) ?? 0) + amount)
  }
  const discounts = [...perDiscount].map(([discount, amount]) => ({ amount, discount }))
  const taxes = totalTaxes(lines.flatMap((line) => line.taxes ?? []))
  const net = subtotal - discounts.reduce((sum, { amount }) => sum + amount, 0)
  const total = net + exclusiveTax(taxes) + shipping
  return {
    amount_due: Math.max(0, total),
    amount_remaining: Math.max(0, total),
    subtotal,
    subtotal_excluding_tax: subtotal - (sumOfTaxes(taxes) - exclusiveTax(taxes)),
    total,
    total_discount_amounts: discounts,
    total_excluding_tax: total - sumOfTaxes(taxes),
    total_taxes: taxes,
  }
}

export function newInvoice(birth: Birth, input: InvoiceInput): Invoice {
  const id = birth.id('in')
  const lines = input.lines.map((line) => ({ ...line, invoice: id }))
  const sums = sumsOfInvoice(lines, input.shipping?.amount)
  return {
    ...restOfInvoice(birth, input),
    ...sums,
    id,
    object: 'invoice',
    own: { lines, subscription: input.subscription?.id ?? null, paid_out_of_band: false, payments: [] },
    discounts: (sums.total_discount_amounts ?? []).flatMap(({ discount }) =>
      typeof discount === 'string' ? [discount] : [],
    ),
    status: 'draft',
    amount_shipping: input.shipping?.amount ?? 0,
    shipping_cost: shippingCostOf(input.shipping ?? null),
  }
}

type Rest = Omit<
  Invoice,
  keyof Sums | 'amount_shipping' | 'discounts' | 'id' | 'object' | 'own' | 'shipping_cost' | 'status'
>

/** What a draft does not have, or not yet. */
const unset = {
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  custom_fields: null,
  customer_account: null,
  customer_address: null,
  customer_shipping: null,
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  last_finalization_error: null,
  latest_revision: null,
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  test_clock: null,
  total_pretax_credit_amounts: [],
} satisfies Partial<Invoice>

const restOfInvoice = (birth: Birth, input: InvoiceInput): Rest => ({
  ...unset,
  account_country: 'US',
  account_name: 'Sandbox',
  auto_advance: input.billing_reason !== 'manual',
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: input.billing_reason === 'subscription_cycle' ? birth.now + 3600 : null,
  billing_reason: input.billing_reason,
  collection_method: input.collection_method,
  created: birth.now,
  currency: input.currency,
  customer: input.customer?.id ?? null,
  customer_email: input.customer?.email ?? input.email,
  customer_name: input.customer?.name ?? null,
  customer_phone: input.customer?.phone ?? null,
  customer_tax_exempt: 'none',
  description: input.description,
  due_date: input.due_date,
  issuer: { type: 'self' },
  livemode: birth.livemode,
  metadata: input.metadata,
  parent: parentOf(input.subscription),
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  period_end: input.period.end,
  period_start: input.period.start,
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  webhooks_delivered_at: birth.now,
})

const parentOf = (subscription: InvoiceInput['subscription']): Invoice['parent'] =>
  subscription === null
    ? null
    : {
        type: 'subscription_details',
        quote_details: null,
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      }
