// A new credit note of an invoice: how much of it lowers what is due, and how much gives back what was paid. Pure.
import type { CreditNote, Invoice } from '../world/model.ts'
import type { Birth } from './birth.ts'

export interface CreditParts {
  pre_payment: number
  post_payment: number
  out_of_band: number
  refunds: CreditNote['own']['refunds']
  /** The entry in the customer's balance. */
  balance_entry: string | null
}

export function newCreditNote(
  birth: Birth,
  id: string,
  invoice: Invoice,
  parts: CreditParts,
  more: { memo: string | null; metadata: Record<string, string>; reason: CreditNote['reason']; sequence: number },
): CreditNote {
  const amount = parts.pre_payment + parts.post_payment
  return {
    ...blank(birth, invoice, amount),
    id,
    own: { lines: [lineOf(birth, amount, invoice)], refunds: parts.refunds },
    customer_balance_transaction: parts.balance_entry,
    memo: more.memo,
    metadata: more.metadata,
    number: `${invoice.number ?? 'SANDBOX'}-CN-${String(more.sequence).padStart(2, '0')}`,
    out_of_band_amount: parts.out_of_band === 0 ? null : parts.out_of_band,
    pdf: `https://sandbox.example/credit_notes/${id}.pdf`,
    post_payment_amount: parts.post_payment,
    pre_payment_amount: parts.pre_payment,
    reason: more.reason,
    type: parts.pre_payment === 0 ? 'post_payment' : parts.post_payment === 0 ? 'pre_payment' : 'mixed',
  }
}

type Blank = Omit<
  CreditNote,
  | 'customer_balance_transaction'
  | 'id'
  | 'memo'
  | 'metadata'
  | 'number'
  | 'out_of_band_amount'
  | 'own'
  | 'pdf'
  | 'post_payment_amount'
  | 'pre_payment_amount'
  | 'reason'
  | 'type'
>

const blank = (birth: Birth, invoice: Invoice, amount: number): Blank => ({
  object: 'credit_note',
  amount,
  amount_shipping: 0,
  created: birth.now,
  currency: invoice.currency,
  customer: invoice.customer ?? '',
  customer_account: null,
  discount_amount: 0,
  discount_amounts: [],
  effective_at: birth.now,
  invoice: invoice.id,
  livemode: birth.livemode,
  pretax_credit_amounts: [],
  shipping_cost: null,
  status: 'issued',
  subtotal: amount,
  subtotal_excluding_tax: amount,
  total: amount,
  total_excluding_tax: amount,
  total_taxes: [],
  voided_at: null,
})

const lineOf = (birth: Birth, amount: number, invoice: Invoice): CreditNote['own']['lines'][number] => ({
  id: birth.id('cnli'),
  object: 'credit_note_line_item',
  amount,
  description: invoice.own.lines[0]?.description ?? null,
  discount_amount: 0,
  discount_amounts: [],
  livemode: birth.livemode,
  metadata: {},
  pretax_credit_amounts: [],
  quantity: 1,
  tax_rates: [],
  taxes: [],
  type: 'custom_line_item',
  unit_amount: amount,
  unit_amount_decimal: String(amount),
})
