// S15: an authorisation is captured whole, in part, several times, given up, or forgotten until it lapses.
import { newRefund } from '../objects/refund.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Charge, PaymentIntent } from '../world/model.ts'
import { succeedIntent } from './charge.ts'

function authorised(draft: Draft, id: string): { intent: PaymentIntent; charge: Charge } {
  const intent = draft.get('payment_intent', id, 'intent')
  const charge = draft.find('charge', intent.latest_charge)
  if (intent.status !== 'requires_capture' || charge === undefined)
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent could not be captured because it has a status of ${intent.status}.`,
    )
  return { intent, charge }
}

export function captureIntent(draft: Draft, id: string, wanted: number | undefined, final = true): void {
  const { intent, charge } = authorised(draft, id)
  const amount = wanted ?? intent.amount_capturable
  if (amount > intent.amount_capturable)
    throw invalid(
      'The requested capture amount is greater than the authorized amount.',
      'amount_to_capture',
      'amount_too_large',
    )
  if (!final && !intent.own.multicapture)
    throw invalid('This PaymentIntent does not support `final_capture: false`.', 'final_capture')
  const taken = charge.amount_captured + amount
  draft.patch('charge', charge.id, { captured: final, amount_captured: taken })
  if (!final) {
    draft.patch('payment_intent', id, {
      amount_received: taken,
      amount_capturable: intent.amount_capturable - amount,
    })
    draft.emit('payment_intent.amount_capturable_updated', 'payment_intent', id)
    return
  }
  succeedIntent(draft, id, taken)
  draft.emit('charge.captured', 'charge', charge.id)
  draft.emit('payment_intent.succeeded', 'payment_intent', id)
}

/** The bank holds the money no longer: a refund of what was never taken. */
export function lapseIntent(draft: Draft, id: string): void {
  const { charge } = authorised(draft, id)
  const refund = release(draft, charge, 'expired_uncaptured_charge')
  draft.patch('payment_intent', id, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: draft.now,
    cancellation_reason: 'automatic',
  })
  draft.emit('refund.created', 'refund', refund)
  draft.emit('charge.expired', 'charge', charge.id)
  draft.emit('payment_intent.canceled', 'payment_intent', id)
}

/** Stripe shows a released authorisation as refunded, although no money ever moved. */
export function release(draft: Draft, charge: Charge, reason: 'expired_uncaptured_charge' | null): string {
  const amount = charge.amount - charge.amount_captured
  const refund = newRefund(draft, charge, { amount, status: 'succeeded', reason, metadata: {} })
  draft.put('refund', refund)
  draft.patch('charge', charge.id, {
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_captured === 0,
    own: { ...charge.own, refunds: [...charge.own.refunds, refund.id] },
  })
  return refund.id
}
