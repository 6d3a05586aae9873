// A dispute with its balance transactions, which Stripe always shows whole. Pure.
import type Stripe from 'stripe'
import type { Dispute, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'

type Body = Omit<Wire<Stripe.Dispute>, 'balance_transactions'>

export function renderDispute(view: View, record: Dispute) {
  const { own, ...stored } = record
  const body: Body = stored
  return { ...body, balance_transactions: own.entries.flatMap((id) => view.find('balance_transaction', id) ?? []) }
}
