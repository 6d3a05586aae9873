// S3 and S15: a PaymentIntent made, confirmed, captured and cancelled by the merchant's server.
import { type IntentInput, newPaymentIntent } from '../objects/payment-intent.ts'
import { kindOfToken, newPaymentMethod } from '../objects/payment-method.ts'
import { invalid, missing, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { PaymentIntent } from '../world/model.ts'
import { type Attempt, attemptCharge, succeedIntent } from './charge.ts'

export function createIntent(draft: Draft, input: IntentInput): PaymentIntent {
  const intent = draft.put('payment_intent', newPaymentIntent(draft, input))
  draft.emit('payment_intent.created', 'payment_intent', intent.id)
  return intent
}

/** A `pm_…` that exists, or a fresh one made from one of Stripe's test tokens. */
export function methodFor(
  draft: Draft,
  token: string,
  payer: { email: string | null; customer: string | null },
): string {
  const known = draft.find('payment_method', token)
  if (known !== undefined) return known.id
  const kind = kindOfToken(token)
  if (kind === undefined) throw missing('payment_method', token, undefined, 'payment_method')
  return draft.put('payment_method', newPaymentMethod(draft, kind, payer)).id
}

const confirmable = ['requires_confirmation', 'requires_payment_method', 'requires_action']

export function confirmIntent(draft: Draft, id: string, token: string | undefined): Attempt {
  const intent = draft.get('payment_intent', id, 'intent')
  if (!confirmable.includes(intent.status))
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent's status is ${intent.status}, and it cannot be confirmed.`,
    )
  const method = token ?? intent.payment_method
  if (method === null)
    throw invalid('You cannot confirm this PaymentIntent because it’s missing a payment method.', 'payment_method')
  const customer = draft.find('customer', intent.customer)
  const payer = { email: intent.receipt_email ?? customer?.email ?? null, customer: intent.customer }
  return attemptCharge(draft, id, methodFor(draft, method, payer))
}

export function captureIntent(draft: Draft, id: string, wanted: number | undefined): void {
  const intent = draft.get('payment_intent', id, 'intent')
  const charge = draft.find('charge', intent.latest_charge)
  if (intent.status !== 'requires_capture' || charge === undefined)
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent could not be captured because it has a status of ${intent.status}.`,
    )
  const amount = wanted ?? intent.amount_capturable
  if (amount > intent.amount_capturable)
    throw invalid(
      'The requested capture amount is greater than the authorized amount.',
      'amount_to_capture',
      'amount_too_large',
    )
  draft.patch('charge', charge.id, { captured: true, amount_captured: amount })
  succeedIntent(draft, id, amount)
  draft.emit('charge.captured', 'charge', charge.id)
  draft.emit('payment_intent.succeeded', 'payment_intent', id)
}

export function cancelIntent(draft: Draft, id: string, reason: PaymentIntent['cancellation_reason']): void {
  const intent = draft.get('payment_intent', id, 'intent')
  if (['canceled', 'processing', 'succeeded'].includes(intent.status))
    throw unexpectedState(
      'payment_intent',
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
    )
  draft.patch('payment_intent', id, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: draft.now,
    cancellation_reason: reason,
  })
  draft.emit('payment_intent.canceled', 'payment_intent', id)
}
