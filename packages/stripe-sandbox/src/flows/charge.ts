// One attempt to take the money of a PaymentIntent: a charge, the intent's new state, and the events of both.
import { type ChargeOutcome, chargeableIntent, declineMessage, newCharge } from '../objects/charge.ts'
import type { Draft } from '../world/draft.ts'
import type { Charge, PaymentIntent, PaymentMethod } from '../world/model.ts'

export type Attempt = { kind: 'authorised' | 'awaiting' | 'paid' | 'processing' } | { kind: 'declined'; charge: string }

const outcomeOf = (intent: PaymentIntent, method: PaymentMethod): ChargeOutcome => {
  if (method.own.behaviour === 'declined') return 'failed'
  if (method.own.behaviour === 'delayed') return 'pending'
  return intent.capture_method === 'manual' ? 'authorised' : 'succeeded'
}

export function attemptCharge(draft: Draft, intentId: string, methodId: string): Attempt {
  const intent = draft.patch('payment_intent', intentId, { payment_method: methodId })
  const method = draft.get('payment_method', methodId)
  const outcome = outcomeOf(intent, method)
  const charge = draft.put('charge', newCharge(draft, chargeableIntent(intent), method, outcome))
  draft.patch('payment_intent', intentId, {
    latest_charge: charge.id,
    own: { ...intent.own, charges: [...intent.own.charges, charge.id] },
  })
  if (outcome === 'failed') return declined(draft, intentId, charge)
  if (outcome === 'pending') return processing(draft, intentId, charge)
  return outcome === 'authorised' ? authorised(draft, intentId, charge) : paid(draft, intentId, charge)
}

function paid(draft: Draft, intent: string, charge: Charge): Attempt {
  succeedIntent(draft, intent, charge.amount_captured)
  draft.emit('charge.succeeded', 'charge', charge.id)
  draft.emit('payment_intent.succeeded', 'payment_intent', intent)
  return { kind: 'paid' }
}

export const succeedIntent = (draft: Draft, intent: string, received: number) =>
  draft.patch('payment_intent', intent, {
    status: 'succeeded',
    amount_received: received,
    amount_capturable: 0,
    last_payment_error: null,
    processing: null,
  })

function authorised(draft: Draft, intent: string, charge: Charge): Attempt {
  draft.patch('payment_intent', intent, { status: 'requires_capture', amount_capturable: charge.amount })
  draft.emit('charge.succeeded', 'charge', charge.id)
  draft.emit('payment_intent.amount_capturable_updated', 'payment_intent', intent)
  return { kind: 'authorised' }
}

function processing(draft: Draft, intent: string, charge: Charge): Attempt {
  draft.patch('payment_intent', intent, { status: 'processing', last_payment_error: null })
  draft.emit('payment_intent.processing', 'payment_intent', intent)
  draft.emit('charge.pending', 'charge', charge.id)
  return { kind: 'processing' }
}

function declined(draft: Draft, intent: string, charge: Charge): Attempt {
  failIntent(draft, intent, charge.id)
  draft.emit('charge.failed', 'charge', charge.id)
  draft.emit('payment_intent.payment_failed', 'payment_intent', intent)
  return { kind: 'declined', charge: charge.id }
}

export const failIntent = (draft: Draft, intent: string, charge: string) =>
  draft.patch('payment_intent', intent, {
    status: 'requires_payment_method',
    payment_method: null,
    processing: null,
    last_payment_error: {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: declineMessage,
      charge,
    },
  })
