// A bank asks about a charge, or takes the money back at once; the merchant wins, loses, or the question goes away.
import { newBalanceTransaction } from '../objects/balance-transaction.ts'
import { newDispute } from '../objects/dispute.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Dispute } from '../world/model.ts'

export interface DisputeOrder {
  charge: string
  kind: 'chargeback' | 'inquiry'
  amount?: number | undefined
  reason?: string | undefined
}

const disputeFee = 1500

export function openDispute(draft: Draft, order: DisputeOrder): Dispute {
  const charge = draft.get('charge', order.charge, 'charge')
  if (charge.status !== 'succeeded' || charge.amount_captured === 0)
    throw invalid(`Charge ${charge.id} has not been captured and cannot be disputed.`)
  const amount = order.amount ?? charge.amount_captured
  const dispute = newDispute(draft, charge, { amount, kind: order.kind, reason: order.reason ?? 'fraudulent' })
  draft.put('dispute', dispute)
  draft.patch('charge', charge.id, { disputed: true, own: { ...charge.own, dispute: dispute.id } })
  if (order.kind === 'chargeback') move(draft, dispute.id, -amount, disputeFee)
  draft.emit('charge.dispute.created', 'dispute', dispute.id)
  if (order.kind === 'chargeback') draft.emit('charge.dispute.funds_withdrawn', 'dispute', dispute.id)
  return draft.get('dispute', dispute.id)
}

function move(draft: Draft, id: string, amount: number, fee: number): void {
  const dispute = draft.get('dispute', id)
  const entry = newBalanceTransaction(draft, {
    type: 'adjustment',
    amount,
    currency: dispute.currency,
    source: id,
    fee,
  })
  draft.put('balance_transaction', entry)
  draft.patch('dispute', id, { own: { entries: [...dispute.own.entries, entry.id] } })
}

const isFinal = ({ status }: Dispute) => ['lost', 'prevented', 'warning_closed', 'won'].includes(status)

function standing(draft: Draft, id: string): Dispute {
  const dispute = draft.get('dispute', id)
  if (isFinal(dispute)) throw unexpectedState('dispute', `This dispute is ${dispute.status}, which is final.`)
  return dispute
}

/** The merchant answers. */
export function answerDispute(draft: Draft, id: string): void {
  const dispute = standing(draft, id)
  draft.patch('dispute', id, {
    status: dispute.status.startsWith('warning_') ? 'warning_under_review' : 'under_review',
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: true,
      submission_count: dispute.evidence_details.submission_count + 1,
      submission_method: 'manual',
    },
  })
  draft.emit('charge.dispute.updated', 'dispute', id)
}

/** An inquiry that nobody follows up only closes. */
export function closeDispute(draft: Draft, id: string, outcome: 'lost' | 'won'): void {
  const dispute = standing(draft, id)
  const inquiry = dispute.status.startsWith('warning_')
  if (!inquiry && outcome === 'won') move(draft, id, dispute.amount, 0)
  draft.patch('dispute', id, { status: inquiry ? 'warning_closed' : outcome, is_charge_refundable: inquiry })
  draft.emit('charge.dispute.closed', 'dispute', id)
  if (!inquiry && outcome === 'won') draft.emit('charge.dispute.funds_reinstated', 'dispute', id)
}

/** A bank that was not content with the answer to its inquiry takes the money. */
export function escalateDispute(draft: Draft, id: string): void {
  const dispute = standing(draft, id)
  if (!dispute.status.startsWith('warning_'))
    throw unexpectedState('dispute', 'Only an inquiry can become a chargeback.')
  move(draft, id, -dispute.amount, disputeFee)
  draft.patch('dispute', id, { status: 'needs_response', is_charge_refundable: false })
  draft.emit('charge.dispute.updated', 'dispute', id)
  draft.emit('charge.dispute.funds_withdrawn', 'dispute', id)
}
