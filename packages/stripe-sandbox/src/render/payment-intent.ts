// A PaymentIntent in each era: `charges` until 2022-11-15, `invoice` until basil. Pure.
import type Stripe from 'stripe'
import type { PaymentIntent, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { renderCharge } from './charge.ts'
import { subList } from './list.ts'
import { eraOf, type Version } from './version.ts'

export function renderPaymentIntent(view: View, record: PaymentIntent, version: Version) {
  const { own, ...body } = record
  const newest = body satisfies Wire<Stripe.PaymentIntent>
  const era = eraOf(version)
  if (era === 'E2') return newest
  if (era === 'E1') return { ...newest, invoice: own.invoice }
  const { latest_charge: _newer, ...rest } = newest
  const charges = own.charges.flatMap((id) => view.find('charge', id) ?? []).reverse()
  const shown = charges.map((charge) => renderCharge(view, charge, version))
  return { ...rest, invoice: own.invoice, charges: subList(shown, `/v1/charges?payment_intent=${record.id}`) }
}
