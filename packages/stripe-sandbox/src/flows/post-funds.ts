// What Stripe does after the events of a payment: the balance transaction of what was captured arrives with `charge.updated`.
import { newBalanceTransaction } from '../objects/balance-transaction.ts'
import type { Draft } from '../world/draft.ts'

export function postFunds(draft: Draft): void {
  for (const { id } of draft.touched('charge')) {
    const charge = draft.get('charge', id)
    const waiting = charge.amount_captured - charge.own.posted
    if (charge.status !== 'succeeded' || waiting <= 0 || charge.source_transfer !== null) continue
    const entry = newBalanceTransaction(draft, {
      type: charge.id.startsWith('py_') ? 'payment' : 'charge',
      amount: waiting,
      currency: charge.currency,
      source: charge.id,
    })
    draft.put('balance_transaction', entry)
    draft.patch('charge', id, {
      balance_transaction: charge.balance_transaction ?? entry.id,
      own: { ...charge.own, posted: charge.amount_captured },
    })
    draft.emit('charge.updated', 'charge', id)
  }
}
