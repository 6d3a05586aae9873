// The link between an invoice and one payment of it. Pure.
import type { Invoice, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export const newInvoicePayment = (birth: Birth, invoice: Invoice, intent: string): Tables['invoice_payment'] => ({
  id: birth.id('inpay'),
  object: 'invoice_payment',
  amount_paid: null,
  amount_requested: invoice.amount_remaining,
  created: birth.now,
  currency: invoice.currency,
  invoice: invoice.id,
  is_default: true,
  livemode: birth.livemode,
  payment: { type: 'payment_intent', payment_intent: intent },
  status: 'open',
  status_transitions: { canceled_at: null, paid_at: null },
})
