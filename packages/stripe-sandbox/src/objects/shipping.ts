// What it costs to send the goods: a rate, and its part of a session or invoice. Pure.
import type { Session, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export interface Shipping {
  rate: string
  amount: number
}

export const newShippingRate = (
  birth: Birth,
  input: { display_name: string; amount: number; currency: string },
): Tables['shipping_rate'] => ({
  id: birth.id('shr'),
  object: 'shipping_rate',
  active: true,
  created: birth.now,
  delivery_estimate: null,
  display_name: input.display_name,
  fixed_amount: { amount: input.amount, currency: input.currency },
  livemode: birth.livemode,
  metadata: {},
  tax_behavior: 'unspecified',
  tax_code: null,
  type: 'fixed_amount',
})

/** Without tax of its own. */
export const shippingCostOf = (shipping: Shipping | null): NonNullable<Session['shipping_cost']> | null =>
  shipping === null
    ? null
    : { amount_subtotal: shipping.amount, amount_tax: 0, amount_total: shipping.amount, shipping_rate: shipping.rate }
