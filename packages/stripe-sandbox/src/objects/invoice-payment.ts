// The link between an invoice and one payment of it. Pure.
import type { Invoice, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export type PaidBy =
  | { type: 'charge'; charge: string }
  | { type: 'payment_intent'; payment_intent: string }
  | { type: 'payment_record'; payment_record: string }

export const newInvoicePayment = (
  birth: Birth,
  invoice: Invoice,
  payment: PaidBy,
  of: { amount: number; is_default: boolean },
): Tables['invoice_payment'] => ({
  id: birth.id('inpay'),
  object: 'invoice_payment',
  amount_paid: null,
  amount_requested: of.amount,
  created: birth.now,
  currency: invoice.currency,
  invoice: invoice.id,
  is_default: of.is_default,
  livemode: birth.livemode,
  payment,
  status: 'open',
  status_transitions: { canceled_at: null, paid_at: null },
})
