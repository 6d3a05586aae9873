// What a credit note says. Before payment it only lowers what is due; its refunds count as refunds; only what went to the
// customer's balance is money gone by the note itself (STRIPE.md 1.6).
import type { Reading } from './index.ts'
import { amountIn, at, idIn, knownIds, listIn, type StripeObject, textIn, timeIn } from './read.ts'

export function creditNote(object: StripeObject): Reading {
  const outside = amountIn(object.out_of_band_amount)
  const after = afterPayment(object)
  const toBalance = idIn(object.customer_balance_transaction) !== null
  return {
    // An old note names its one refund: what that gave back is not the note's, see ledger/credits.ts.
    links: knownIds(object.invoice, object.refund),
    state: object.status === 'void' ? 'void' : 'succeeded',
    currency: textIn(object.currency),
    amount: toBalance && after !== null ? Math.max(0, after - refundedInside(object) - outside) : 0,
    unsplit: toBalance && after === null ? amountIn(object.amount) : 0,
    refunded: refundedInside(object),
    creditedBefore: beforePayment(object),
    creditedAfter: after ?? 0,
    outside,
    createdAt: timeIn(object.created),
    customer: idIn(object.customer),
  }
}

/** Null: the note is told in the shape of a time in which nobody said, see ledger/credits.ts. */
function afterPayment(object: StripeObject): number | null {
  if (object.type === 'pre_payment') return 0
  if (object.post_payment_amount !== undefined) return amountIn(object.post_payment_amount)
  return null
}

const beforePayment = (object: StripeObject): number =>
  object.type === 'pre_payment' ? amountIn(object.amount) : amountIn(object.pre_payment_amount)

const refundedInside = (object: StripeObject): number =>
  listIn(object.refunds).reduce<number>((sum, refund) => sum + amountIn(at(refund, 'amount_refunded')), 0)
