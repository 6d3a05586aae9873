// A customer's balance: credit that a later invoice uses up, and what an invoice below zero leaves behind.
import { newBalanceEntry } from '../objects/customer-balance.ts'
import type { Draft } from '../world/draft.ts'
import type { Invoice, Tables } from '../world/model.ts'

export interface BalanceChange {
  type: Tables['customer_balance_transaction']['type']
  /** Below zero is credit to the customer. */
  amount: number
  currency: string
  invoice?: string
  credit_note?: string
}

export function moveBalance(draft: Draft, customerId: string, change: BalanceChange): string {
  const customer = draft.get('customer', customerId, 'customer')
  const entry = draft.put('customer_balance_transaction', newBalanceEntry(draft, customer, change))
  draft.patch('customer', customerId, { balance: entry.ending_balance, currency: customer.currency ?? change.currency })
  draft.emit('customer.updated', 'customer', customerId)
  return entry.id
}

type Due = Pick<Invoice, 'amount_due' | 'amount_remaining' | 'ending_balance' | 'starting_balance'>

/** At finalization: credit lowers what is due, debt raises it, and a total below zero becomes credit. */
export function dueAfterBalance(draft: Draft, invoice: Invoice): Due {
  const customer = draft.find('customer', invoice.customer)
  const before = customer?.balance ?? 0
  const due = Math.max(0, invoice.total + before)
  // What neither side can pay now stays in the balance.
  const after = Math.min(0, invoice.total + before)
  if (customer !== undefined && after !== before)
    moveBalance(draft, customer.id, {
      type: 'applied_to_invoice',
      amount: after - before,
      currency: invoice.currency,
      invoice: invoice.id,
    })
  return { amount_due: due, amount_remaining: due, starting_balance: before, ending_balance: after }
}
