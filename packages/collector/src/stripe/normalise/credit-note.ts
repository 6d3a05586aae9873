// What a credit note says. Before payment it only lowers what is due; its refunds count as refunds; only what went to the
// customer's balance is money gone by the note itself (STRIPE.md 1.6).
import type { Reading } from './index.ts'
import { amountIn, at, idIn, knownIds, listIn, type StripeObject, textIn, timeIn } from './read.ts'

export function creditNote(object: StripeObject): Reading {
  const outside = amountIn(object.out_of_band_amount)
  return {
    // An old note names its one refund: what that gave back is not the note's, see ledger/credits.ts.
    links: knownIds(object.invoice, object.refund),
    state: object.status === 'void' ? 'void' : 'succeeded',
    currency: textIn(object.currency),
    amount: idIn(object.customer_balance_transaction)
      ? Math.max(0, afterPayment(object) - refundedInside(object) - outside)
      : 0,
    outside,
    createdAt: timeIn(object.created),
    customer: idIn(object.customer),
  }
}

const afterPayment = (object: StripeObject): number => {
  if (object.post_payment_amount !== undefined) return amountIn(object.post_payment_amount)
  return object.type === 'pre_payment' ? 0 : amountIn(object.amount)
}

const refundedInside = (object: StripeObject): number =>
  listIn(object.refunds).reduce<number>((sum, refund) => sum + amountIn(at(refund, 'amount_refunded')), 0)
