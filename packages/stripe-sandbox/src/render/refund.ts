// A refund: alike in every era, but for its newest references and for the money of Adaptive Pricing. Pure.
import type Stripe from 'stripe'
import type { Tables, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { inPresentment, presented } from './presentment.ts'
import { eraOf, isBefore, type Version } from './version.ts'

type Refund = Tables['refund']

export function renderRefund(view: View, record: Refund, version: Version) {
  const charge = view.find('charge', record.charge)
  const presentment = charge?.own.presentment ?? null
  const newest = {
    ...record,
    ...(charge === undefined || presentment === null
      ? {}
      : {
          presentment_details: {
            presentment_amount: presented(record.amount, charge.amount, presentment),
            presentment_currency: presentment.currency,
          },
        }),
  } satisfies Wire<Stripe.Refund>
  const known = isBefore(version, '2026-03-25') ? withoutPayer(newest) : newest
  if (eraOf(version) === 'E2' || charge === undefined || presentment === null) return known
  return inPresentment(known, charge.amount, presentment, ['amount'])
}

function withoutPayer<T extends { customer: unknown; customer_account: unknown; payment_method: unknown }>(refund: T) {
  const { customer: _later, customer_account: _laterToo, payment_method: _laterStill, ...rest } = refund
  return rest
}
