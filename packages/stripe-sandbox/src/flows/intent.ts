// S3: a PaymentIntent made, confirmed and cancelled by the merchant's server.
import { type IntentInput, newPaymentIntent } from '../objects/payment-intent.ts'
import { kindOfToken, newPaymentMethod } from '../objects/payment-method.ts'
import { invalid, missing, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { PaymentIntent } from '../world/model.ts'
import { awaitTransfer } from './bank-transfer.ts'
import { release } from './capture.ts'
import { type Attempt, attemptCharge } from './charge.ts'

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
  const paying = methodFor(draft, method, payer)
  if (draft.get('payment_method', paying).own.behaviour !== 'transfer') return attemptCharge(draft, id, paying)
  draft.patch('payment_intent', id, { payment_method: paying })
  awaitTransfer(draft, id)
  return { kind: 'awaiting' }
}

export function cancelIntent(draft: Draft, id: string, reason: PaymentIntent['cancellation_reason']): void {
  const intent = draft.get('payment_intent', id, 'intent')
  if (['canceled', 'processing', 'succeeded'].includes(intent.status))
    throw unexpectedState(
      'payment_intent',
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
    )
  const held = intent.status === 'requires_capture' ? draft.find('charge', intent.latest_charge) : undefined
  if (held !== undefined) {
    release(draft, held, null)
    draft.emit('charge.refunded', 'charge', held.id)
  }
  draft.patch('payment_intent', id, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: draft.now,
    cancellation_reason: reason,
  })
  draft.emit('payment_intent.canceled', 'payment_intent', id)
}
