// What a refund says. Stripe takes the money when it is created; failed and canceled are final (STRIPE.md 1.6).
import type { Reading } from './index.ts'
import { amountIn, knownIds, type StripeObject, textIn, timeIn } from './read.ts'
import { settledOf } from './settled.ts'

export function refund(object: StripeObject): Reading {
  const gaveNothing =
    object.status === 'failed' || object.status === 'canceled' || object.reason === 'expired_uncaptured_charge'
  return {
    links: knownIds(object.charge, object.payment_intent),
    state: gaveNothing ? 'void' : object.status === 'succeeded' ? 'succeeded' : 'open',
    currency: textIn(object.currency),
    amount: amountIn(object.amount),
    createdAt: timeIn(object.created),
    settled: settledOf(object, amountIn(object.amount)),
  }
}
