// A line of a Checkout Session or Payment Link. Pure.
import type Stripe from 'stripe'
import type { Line, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { renderPrice } from './price.ts'

type LineItem = Omit<Wire<Stripe.LineItem>, 'price'> & { price: Wire<Stripe.Price> | null }

export function renderLine(view: View, line: Line): LineItem {
  const price = view.find('price', line.price)
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: line.amount_discount,
    amount_subtotal: line.amount_subtotal,
    amount_tax: line.amount_tax,
    amount_total: line.amount_total,
    currency: line.currency,
    description: line.description,
    metadata: {},
    price: price === undefined ? null : renderPrice(price),
    quantity: line.quantity,
  }
}
