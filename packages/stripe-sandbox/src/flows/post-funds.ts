// What Stripe does after the events of a payment: the balance transaction of each captured charge arrives with `charge.updated`.
import { newBalanceTransaction } from '../objects/balance-transaction.ts'
import type { Draft } from '../world/draft.ts'

export function postFunds(draft: Draft): void {
  for (const { id } of draft.touched('charge')) {
    const charge = draft.get('charge', id)
    if (charge.status !== 'succeeded' || charge.amount_captured === 0 || charge.balance_transaction !== null) continue
    const entry = newBalanceTransaction(draft, {
      type: charge.id.startsWith('py_') ? 'payment' : 'charge',
      amount: charge.amount_captured,
      currency: charge.currency,
      source: charge.id,
    })
    draft.put('balance_transaction', entry)
    draft.patch('charge', id, { balance_transaction: entry.id })
    draft.emit('charge.updated', 'charge', id)
  }
}
