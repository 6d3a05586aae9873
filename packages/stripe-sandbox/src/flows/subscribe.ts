// S4 and S8: a subscription begins, with its first invoice paid, pending, or nothing due because of a trial or coupon.
import { lineOfItem, lineOfPurchase } from '../objects/invoice-line.ts'
import { newItem, newSubscription } from '../objects/subscription.ts'
import { invalid } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { type InvoiceLine, idOf, type Session, type Subscription } from '../world/model.ts'
import { couponOf } from './discount.ts'
import { createInvoice, finalizeInvoice, payInvoice } from './invoice.ts'
import { isRecurring, productName } from './lines.ts'

export type Started =
  | { kind: 'declined' }
  | { kind: 'no_payment_required' | 'paid' | 'unpaid'; subscription: string; invoice: string }

/** A second try after a declined card goes on with the same subscription and invoice. */
export function subscribe(draft: Draft, sessionId: string, method: string): Started {
  const session = draft.get('checkout.session', sessionId)
  const subscription = draft.find('subscription', session.own.subscription) ?? begin(draft, session, method)
  const invoice = idOf(subscription.latest_invoice) ?? ''
  draft.patch('subscription', subscription.id, {
    default_payment_method: method,
    own: { ...subscription.own, payment_method: method },
  })
  const due = draft.get('invoice', invoice).status === 'open'
  const attempt = due ? payInvoice(draft, invoice, method).kind : 'nothing_due'
  if (attempt === 'declined') return { kind: 'declined' }
  if (subscription.status !== 'trialing') {
    draft.patch('subscription', subscription.id, { status: 'active' })
    draft.emit('customer.subscription.updated', 'subscription', subscription.id)
  }
  const kind = attempt === 'paid' ? 'paid' : attempt === 'nothing_due' ? 'no_payment_required' : 'unpaid'
  return { kind, subscription: subscription.id, invoice }
}

function begin(draft: Draft, session: Session, method: string): Subscription {
  const subscription = newFrom(draft, session, method)
  draft.put('subscription', subscription)
  draft.emit('customer.subscription.created', 'subscription', subscription.id)
  const invoice = createInvoice(draft, {
    billing_reason: 'subscription_create',
    collection_method: 'charge_automatically',
    customer: draft.find('customer', session.customer),
    email: session.customer_email,
    currency: subscription.currency,
    description: null,
    due_date: null,
    lines: firstLines(draft, session, subscription),
    metadata: {},
    period: { start: draft.now, end: draft.now },
    subscription: { id: subscription.id, metadata: subscription.metadata },
  })
  finalizeInvoice(draft, invoice.id, { order_reference: session.id, session: session.id })
  draft.patch('checkout.session', session.id, { own: { ...session.own, subscription: subscription.id } })
  return draft.patch('subscription', subscription.id, { latest_invoice: invoice.id })
}

function newFrom(draft: Draft, session: Session, method: string): Subscription {
  if (session.customer === null) throw invalid('A subscription needs a customer.')
  const { subscription: handed } = session.own.handover
  const coupon = couponOf(draft, session)
  return newSubscription(draft, {
    customer: session.customer,
    currency: session.currency ?? '',
    description: handed.description,
    metadata: handed.metadata,
    items: session.own.lines
      .filter((line) => isRecurring(draft, line))
      .map((line) => newItem(draft, line, draft.get('price', line.price), handed.trial_days)),
    discounts: coupon === null ? [] : [draft.id('di')],
    trial_days: handed.trial_days,
    coupon: draft.find('coupon', coupon)?.duration === 'once' ? null : coupon,
    payment_method: method,
  })
}

function firstLines(draft: Draft, session: Session, subscription: Subscription): InvoiceLine[] {
  const discount_id = idOf(subscription.discounts[0])
  const trial = subscription.trial_end !== null
  return session.own.lines.map((line) => {
    const item = subscription.own.items.find((one) => one.price === line.price)
    if (item === undefined) return lineOfPurchase(draft, line, discount_id)
    const price = draft.get('price', line.price)
    const off = { discount: line.amount_discount, discount_id, trial }
    return lineOfItem(draft, subscription, item, price, productName(draft, price), off)
  })
}
