// S10b: the payer is told where to send the money, sends it in one or more parts, and nothing counts before all is there.
import { chargeableIntent, newCharge } from '../objects/charge.ts'
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { PaymentIntent } from '../world/model.ts'
import { succeedIntent } from './charge.ts'

export function awaitTransfer(draft: Draft, id: string): void {
  draft.patch('payment_intent', id, {
    status: 'requires_action',
    ...asksFor(draft, draft.get('payment_intent', id).amount, id),
  })
  draft.emit('payment_intent.requires_action', 'payment_intent', id)
}

function asksFor(draft: Draft, amount_remaining: number, id: string): Pick<PaymentIntent, 'next_action'> {
  const { currency } = draft.get('payment_intent', id)
  return {
    next_action: {
      type: 'display_bank_transfer_instructions',
      display_bank_transfer_instructions: {
        amount_remaining,
        currency,
        hosted_instructions_url: `${draft.base}/transfers/${id}`,
        reference: id.slice(-8).toUpperCase(),
        type: currency === 'gbp' ? 'gb_bank_transfer' : currency === 'usd' ? 'us_bank_transfer' : 'eu_bank_transfer',
      },
    },
  }
}

const remainingOf = (intent: PaymentIntent) =>
  intent.next_action?.display_bank_transfer_instructions?.amount_remaining ?? intent.amount

/** What is sent beyond the amount stays in the customer's cash balance. */
export function fundTransfer(draft: Draft, id: string, amount: number): 'partially_funded' | 'succeeded' {
  const intent = draft.get('payment_intent', id, 'intent')
  if (intent.status !== 'requires_action' || intent.payment_method === null)
    throw unexpectedState('payment_intent', `This PaymentIntent is ${intent.status} and awaits no bank transfer.`)
  const remaining = remainingOf(intent) - amount
  if (remaining > 0) {
    draft.patch('payment_intent', id, asksFor(draft, remaining, id))
    draft.emit('payment_intent.partially_funded', 'payment_intent', id)
    return 'partially_funded'
  }
  const method = draft.get('payment_method', intent.payment_method)
  const charge = draft.put('charge', newCharge(draft, chargeableIntent(intent), method, 'succeeded'))
  draft.patch('payment_intent', id, {
    latest_charge: charge.id,
    next_action: null,
    own: { ...intent.own, charges: [...intent.own.charges, charge.id] },
  })
  succeedIntent(draft, id, charge.amount)
  draft.emit('charge.succeeded', 'charge', charge.id)
  draft.emit('payment_intent.succeeded', 'payment_intent', id)
  return 'succeeded'
}
