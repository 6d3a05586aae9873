// Money goes back: full, partial, pending first, and failing later.
import { newBalanceTransaction } from '../objects/balance-transaction.ts'
import { newRefund } from '../objects/refund.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Charge, Tables } from '../world/model.ts'

export interface RefundOrder {
  charge?: string | undefined
  payment_intent?: string | undefined
  amount?: number | undefined
  reason?: Tables['refund']['reason'] | undefined
  metadata?: Record<string, string>
  /** A bank that takes its time says pending first. */
  status?: 'pending' | 'succeeded' | undefined
}

function chargeOf(draft: Draft, order: RefundOrder): Charge {
  if (order.charge !== undefined) return draft.get('charge', order.charge, 'charge')
  if (order.payment_intent === undefined)
    throw invalid('One of the following params should be provided for this request: payment_intent or charge.')
  const intent = draft.get('payment_intent', order.payment_intent, 'payment_intent')
  const charge = draft.find('charge', intent.latest_charge)
  if (charge === undefined)
    throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
  return charge
}

export function createRefund(draft: Draft, order: RefundOrder): Tables['refund'] {
  const charge = chargeOf(draft, order)
  const left = charge.amount_captured - charge.amount_refunded
  const amount = order.amount ?? left
  if (charge.status !== 'succeeded') throw invalid(`Charge ${charge.id} has not succeeded and cannot be refunded.`)
  if (left <= 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
  if (amount > left)
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, 'amount')
  const refund = newRefund(draft, charge, {
    amount,
    status: order.status ?? 'succeeded',
    reason: order.reason ?? null,
    metadata: order.metadata ?? {},
  })
  const entry = newBalanceTransaction(draft, {
    type: refund.id.startsWith('pyr_') ? 'payment_refund' : 'refund',
    amount: -amount,
    currency: refund.currency,
    source: refund.id,
  })
  draft.put('balance_transaction', entry)
  draft.put('refund', { ...refund, balance_transaction: entry.id })
  draft.patch('charge', charge.id, {
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount_captured,
    own: { ...charge.own, refunds: [...charge.own.refunds, refund.id] },
  })
  draft.emit('refund.created', 'refund', refund.id)
  draft.emit('charge.refunded', 'charge', charge.id)
  return draft.get('refund', refund.id)
}

/** A pending refund succeeds, fails or is cancelled; a refund that was already made can still fail. */
export function resolveRefund(draft: Draft, id: string, outcome: 'canceled' | 'failed' | 'succeeded'): void {
  const refund = draft.get('refund', id)
  if (refund.status === 'failed' || refund.status === 'canceled')
    throw unexpectedState('refund', `This refund is ${refund.status}, which is final.`)
  if (outcome === 'succeeded') draft.patch('refund', id, { status: 'succeeded' })
  else takeBack(draft, refund, outcome)
  draft.emit('refund.updated', 'refund', id)
  draft.emit('charge.refund.updated', 'refund', id)
  if (outcome === 'failed') draft.emit('refund.failed', 'refund', id)
}

function takeBack(draft: Draft, refund: Tables['refund'], outcome: 'canceled' | 'failed'): void {
  const entry = newBalanceTransaction(draft, {
    type: 'refund_failure',
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
  })
  draft.put('balance_transaction', entry)
  draft.patch('refund', refund.id, {
    status: outcome,
    failure_balance_transaction: entry.id,
    ...(outcome === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {}),
  })
  const charge = draft.get('charge', refund.charge ?? '', 'charge')
  draft.patch('charge', charge.id, { amount_refunded: charge.amount_refunded - refund.amount, refunded: false })
  draft.emit('charge.updated', 'charge', charge.id)
}
