// What a charge or refund does to the account's balance: gross, Stripe's fee (2.9 % + 30) and net. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

const settlementDays = 2

export function newBalanceTransaction(
  birth: Birth,
  of: {
    type: 'charge' | 'payment' | 'payment_refund' | 'refund' | 'refund_failure'
    amount: number
    currency: string
    source: string
  },
): Tables['balance_transaction'] {
  const fee = of.type === 'charge' || of.type === 'payment' ? Math.round(of.amount * 0.029) + 30 : 0
  return {
    id: birth.id('txn'),
    object: 'balance_transaction',
    amount: of.amount,
    available_on: birth.now + settlementDays * 86_400,
    balance_type: 'payments',
    created: birth.now,
    currency: of.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: of.currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: of.amount - fee,
    reporting_category: of.type === 'payment' ? 'charge' : of.type === 'payment_refund' ? 'refund' : of.type,
    source: of.source,
    status: 'pending',
    type: of.type,
  }
}
