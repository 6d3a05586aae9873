// S1b: the invoice that Checkout writes after a one-off purchase, already paid by the purchase's PaymentIntent.
import { lineOfPurchase } from '../objects/invoice-line.ts'
import type { Draft } from '../world/draft.ts'
import { createInvoice, linkPayment, markPaid, openInvoice } from './invoice.ts'

export function invoiceForPurchase(draft: Draft, sessionId: string): void {
  const session = draft.get('checkout.session', sessionId)
  const intent = session.payment_intent
  if (intent === null) return
  const discount = (session.discounts ?? []).length > 0 ? draft.id('di') : null
  const handed = session.own.handover.invoice
  const invoice = createInvoice(draft, {
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    customer: draft.find('customer', session.customer),
    email: session.customer_email,
    currency: session.currency ?? '',
    description: handed.description,
    due_date: null,
    lines: session.own.lines.map((line) => lineOfPurchase(draft, line, discount)),
    metadata: handed.metadata,
    period: { start: draft.now, end: draft.now },
    subscription: null,
  })
  openInvoice(draft, invoice.id)
  linkPayment(draft, invoice.id, intent)
  draft.patch('payment_intent', intent, { own: { ...draft.get('payment_intent', intent).own, invoice: invoice.id } })
  draft.emit('invoice.finalized', 'invoice', invoice.id)
  markPaid(draft, invoice.id)
  draft.patch('checkout.session', sessionId, { invoice: invoice.id })
}
