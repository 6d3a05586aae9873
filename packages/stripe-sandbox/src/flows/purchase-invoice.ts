// S1b: the invoice that Checkout writes after a one-off purchase, already paid by the purchase's PaymentIntent.
import { newDiscount } from '../objects/discount.ts'
import { lineOfPurchase } from '../objects/invoice-line.ts'
import type { Shipping } from '../objects/shipping.ts'
import type { Draft } from '../world/draft.ts'
import { idOf, type Session } from '../world/model.ts'
import { couponOf } from './discount.ts'
import { createInvoice, openInvoice } from './invoice.ts'
import { linkPayment, markPaid } from './invoice-payment.ts'
import { ratesOf } from './tax.ts'

export function invoiceForPurchase(draft: Draft, sessionId: string): void {
  const session = draft.get('checkout.session', sessionId)
  const intent = session.payment_intent
  if (intent === null) return
  const coupon = couponOf(draft, session)
  const { customer } = session
  const discount =
    coupon === null
      ? null
      : draft.put('discount', newDiscount(draft, { coupon, customer, checkout_session: sessionId })).id
  const handed = session.own.handover.invoice
  const invoice = createInvoice(draft, {
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    customer: draft.find('customer', session.customer),
    email: session.customer_email,
    currency: session.currency ?? '',
    description: handed.description,
    due_date: null,
    lines: session.own.lines.map((line) => lineOfPurchase(draft, line, discount, ratesOf(draft, line.tax_rates))),
    metadata: handed.metadata,
    period: { start: draft.now, end: draft.now },
    subscription: null,
    shipping: shippingOf(session),
  })
  openInvoice(draft, invoice.id, 'leave')
  linkPayment(draft, invoice.id, { type: 'payment_intent', payment_intent: intent })
  if (discount !== null) draft.patch('discount', discount, { invoice: invoice.id })
  draft.patch('payment_intent', intent, { own: { ...draft.get('payment_intent', intent).own, invoice: invoice.id } })
  draft.emit('invoice.finalized', 'invoice', invoice.id)
  markPaid(draft, invoice.id)
  draft.patch('checkout.session', sessionId, { invoice: invoice.id })
}

function shippingOf({ shipping_cost }: Session): Shipping | null {
  const rate = idOf(shipping_cost?.shipping_rate)
  return rate === null ? null : { rate, amount: shipping_cost?.amount_total ?? 0 }
}
