// An entry of a customer's balance: below zero the merchant owes the customer. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

type Entry = Tables['customer_balance_transaction']

export const newBalanceEntry = (
  birth: Birth,
  customer: Tables['customer'],
  of: { type: Entry['type']; amount: number; currency: string; invoice?: string; credit_note?: string },
): Entry => ({
  id: birth.id('cbtxn'),
  object: 'customer_balance_transaction',
  amount: of.amount,
  checkout_session: null,
  created: birth.now,
  credit_note: of.credit_note ?? null,
  currency: of.currency,
  customer: customer.id,
  customer_account: null,
  description: null,
  ending_balance: customer.balance + of.amount,
  invoice: of.invoice ?? null,
  livemode: birth.livemode,
  metadata: {},
  type: of.type,
})
