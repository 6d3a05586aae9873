// What money does to the account's balance: gross, Stripe's fee (2.9 % + 30) and net, in the currency that the account settles in. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

const settlementDays = 2

type Kind =
  | 'adjustment'
  | 'charge'
  | 'payment'
  | 'payment_failure_refund'
  | 'payment_refund'
  | 'refund'
  | 'refund_failure'

export interface BalanceMove {
  type: Kind
  amount: number
  currency: string
  source: string
  /** Of a dispute; other moves cost what their type costs. */
  fee?: number
}

export interface Settlement {
  currency: string
  rate(from: string): number
}

const categories: Partial<Record<Kind, string>> = {
  adjustment: 'dispute',
  payment: 'charge',
  payment_failure_refund: 'charge_failure',
  payment_refund: 'refund',
}

export function newBalanceTransaction(
  birth: Birth & { readonly settlement: Settlement | undefined },
  of: BalanceMove,
): Tables['balance_transaction'] {
  const foreign = birth.settlement !== undefined && birth.settlement.currency !== of.currency
  const rate = foreign ? (birth.settlement?.rate(of.currency) ?? 1) : null
  const currency = foreign ? (birth.settlement?.currency ?? of.currency) : of.currency
  const amount = Math.round(of.amount * (rate ?? 1))
  const fee = of.fee ?? (of.type === 'charge' || of.type === 'payment' ? Math.round(amount * 0.029) + 30 : 0)
  return {
    id: birth.id('txn'),
    object: 'balance_transaction',
    amount,
    available_on: birth.now + settlementDays * 86_400,
    balance_type: 'payments',
    created: birth.now,
    currency,
    description: null,
    exchange_rate: rate,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(fee, currency, of.type)],
    net: amount - fee,
    reporting_category: categories[of.type] ?? of.type,
    source: of.source,
    status: 'pending',
    type: of.type,
  }
}

const feeDetail = (amount: number, currency: string, type: Kind) => ({
  amount,
  application: null,
  currency,
  description: type === 'adjustment' ? 'Dispute fee' : 'Stripe processing fees',
  type: 'stripe_fee',
})
