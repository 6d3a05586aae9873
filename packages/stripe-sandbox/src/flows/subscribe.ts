// S4 and S8: a subscription begins, with its first invoice paid, pending, or nothing due because of a trial or coupon.
import { invalid } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { idOf, type Session, type Subscription } from '../world/model.ts'
import { beginSubscription } from './begin-subscription.ts'
import { couponOf } from './discount.ts'
import { payInvoice } from './invoice.ts'
import { setUp } from './setup.ts'

export type Started =
  | { kind: 'declined' }
  | { kind: 'no_payment_required' | 'paid' | 'unpaid'; subscription: string; invoice: string }

/** A second try after a declined card goes on with the same subscription and invoice. */
export function subscribe(draft: Draft, sessionId: string, method: string): Started {
  const session = draft.get('checkout.session', sessionId)
  const subscription = draft.find('subscription', session.own.subscription) ?? begin(draft, session, method)
  return payFirst(draft, subscription, method)
}

export function payFirst(draft: Draft, subscription: Subscription, method: string): Started {
  const invoice = idOf(subscription.latest_invoice) ?? ''
  draft.patch('subscription', subscription.id, {
    default_payment_method: method,
    own: { ...subscription.own, payment_method: method },
  })
  const due = draft.get('invoice', invoice).status === 'open'
  const attempt = due ? payInvoice(draft, invoice, method).kind : 'nothing_due'
  if (attempt === 'declined') return { kind: 'declined' }
  if (subscription.status === 'trialing') setUp(draft, { customer: idOf(subscription.customer), metadata: {}, method })
  else {
    draft.patch('subscription', subscription.id, { status: 'active' })
    draft.emit('customer.subscription.updated', 'subscription', subscription.id)
  }
  const kind = attempt === 'paid' ? 'paid' : attempt === 'nothing_due' ? 'no_payment_required' : 'unpaid'
  return { kind, subscription: subscription.id, invoice }
}

function begin(draft: Draft, session: Session, method: string): Subscription {
  if (session.customer === null) throw invalid('A subscription needs a customer.')
  const { subscription: handed } = session.own.handover
  const subscription = beginSubscription(draft, {
    customer: session.customer,
    email: session.customer_email,
    currency: session.currency ?? '',
    description: handed.description,
    metadata: handed.metadata,
    lines: session.own.lines,
    trial_days: handed.trial_days,
    coupon: couponOf(draft, session),
    promotion_code: idOf(session.discounts?.[0]?.promotion_code),
    method,
    session: session.id,
  })
  draft.patch('checkout.session', session.id, { own: { ...session.own, subscription: subscription.id } })
  return subscription
}
