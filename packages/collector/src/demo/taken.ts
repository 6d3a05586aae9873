// What the sandbox took and gave back, counted from its own records: what the ledger must come to.
import type { Objects } from '@farthing/stripe-sandbox'

/** Minor units, signed as in the ledger. */
export interface Sum {
  payments: number
  gross: number
  refunds: number
  disputes: number
}
export type Taken = Readonly<Record<string, Sum>>

type Counted = Pick<Objects, 'charge' | 'refund' | 'dispute'>

export function sumUp({ charge, refund, dispute }: Counted): Taken {
  const sums = new Map<string, Sum>()
  const add = (currency: string, change: (sum: Sum) => Partial<Sum>) => {
    const sum = sums.get(currency) ?? { payments: 0, gross: 0, refunds: 0, disputes: 0 }
    sums.set(currency, { ...sum, ...change(sum) })
  }
  for (const { currency, amount_captured, status } of charge)
    if (status === 'succeeded')
      add(currency, ({ payments, gross }) => ({ payments: payments + 1, gross: gross + amount_captured }))
  for (const { currency, amount, status } of refund)
    if (status === 'succeeded') add(currency, ({ refunds }) => ({ refunds: refunds - amount }))
  for (const { currency, amount } of dispute) add(currency, ({ disputes }) => ({ disputes: disputes - amount }))
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}
