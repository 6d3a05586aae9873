// A bank debit that had succeeded is called back days later: the charge fails after all, and its money goes.
import { newBalanceTransaction } from '../objects/balance-transaction.ts'
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { failIntent } from './charge.ts'

export function failLate(draft: Draft, id: string): void {
  const charge = draft.get('charge', id, 'charge')
  if (charge.status !== 'succeeded' || charge.amount_captured === 0)
    throw unexpectedState('charge', 'Only a charge that has succeeded can fail late.')
  const entry = newBalanceTransaction(draft, {
    type: 'payment_failure_refund',
    amount: -charge.amount_captured,
    currency: charge.currency,
    source: id,
  })
  draft.put('balance_transaction', entry)
  draft.patch('charge', id, {
    status: 'failed',
    paid: false,
    failure_balance_transaction: entry.id,
    failure_code: 'insufficient_funds',
    failure_message: 'The customer’s account has insufficient funds to cover this payment.',
  })
  draft.emit('charge.failed', 'charge', id)
  if (charge.payment_intent === null) return
  failIntent(draft, String(charge.payment_intent), id)
  draft.patch('payment_intent', String(charge.payment_intent), { amount_received: 0 })
  draft.emit('payment_intent.payment_failed', 'payment_intent', String(charge.payment_intent))
}
