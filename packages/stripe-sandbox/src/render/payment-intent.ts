// A PaymentIntent in each era: `charges` until 2022-11-15, `invoice` until basil. Pure.
import type Stripe from 'stripe'
import type { PaymentIntent, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { renderCharge } from './charge.ts'
import { subList } from './list.ts'
import { inPresentment } from './presentment.ts'
import { eraOf, type Version } from './version.ts'

const amounts = ['amount', 'amount_capturable', 'amount_received'] as const

export function renderPaymentIntent(view: View, record: PaymentIntent, version: Version) {
  const { own, ...body } = record
  const newest = body satisfies Wire<Stripe.PaymentIntent>
  const era = eraOf(version)
  if (era === 'E2') return newest
  const { presentment, invoice } = own
  const shown = presentment === null ? newest : inPresentment(newest, record.amount, presentment, amounts)
  if (era === 'E1') return { ...shown, invoice }
  const { latest_charge: _newer, ...rest } = shown
  const charges = own.charges.flatMap((id) => view.find('charge', id) ?? []).reverse()
  const rendered = charges.map((charge) => renderCharge(view, charge, version))
  return { ...rest, invoice, charges: subList(rendered, `/v1/charges?payment_intent=${record.id}`) }
}
