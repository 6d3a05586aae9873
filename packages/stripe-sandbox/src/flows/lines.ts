// From `line_items` to lines: prices are looked up or made on the spot, and quantities multiplied.
import { lineOf } from '../objects/line.ts'
import { newPrice } from '../objects/price.ts'
import { newProduct } from '../objects/product.ts'
import type { PriceCreate } from '../params/catalogue.ts'
import type { LineItemParam } from '../params/checkout.ts'
import { invalid } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { idOf, type Line, type Tables } from '../world/model.ts'
import { ratesOf } from './tax.ts'

export function createPrice(draft: Draft, params: PriceCreate): Tables['price'] {
  const { product, product_data, ...rest } = params
  if ((product === undefined) === (product_data === undefined))
    throw invalid('You must specify either `product` or `product_data` when creating a price.', 'product')
  const owner = product_data ? draft.put('product', newProduct(draft, product_data)) : undefined
  if (owner !== undefined) draft.emit('product.created', 'product', owner.id)
  const price = newPrice(draft, owner?.id ?? draft.get('product', product ?? '', 'product').id, rest)
  draft.put('price', price)
  draft.emit('price.created', 'price', price.id)
  return price
}

export const productName = (draft: Draft, price: Tables['price']) =>
  draft.find('product', idOf(price.product))?.name ?? 'Product'

function priceOf(draft: Draft, item: LineItemParam, at: number): Tables['price'] {
  if (item.price_data !== undefined) return createPrice(draft, item.price_data)
  if (item.price === undefined)
    throw invalid(`Missing required param: line_items[${at}][price].`, `line_items[${at}][price]`, 'parameter_missing')
  const price = draft.get('price', item.price, `line_items[${at}][price]`)
  if (!price.active) throw invalid('The price specified is inactive. This field only accepts active prices.')
  return price
}

export function linesOf(draft: Draft, items: readonly LineItemParam[]): Line[] {
  const lines = items.map((item, at) => {
    const quantity = item.quantity ?? 1
    if (quantity < 1) throw invalid('Quantity must be at least 1.', `line_items[${at}][quantity]`)
    const price = priceOf(draft, item, at)
    const rates = ratesOf(draft, item.tax_rates ?? []).map(({ id }) => id)
    return lineOf(draft.id('li'), price, productName(draft, price), quantity, rates)
  })
  if (new Set(lines.map(({ currency }) => currency)).size > 1)
    throw invalid('All prices on a Checkout Session must have the same currency.', 'line_items')
  return lines
}

export const isRecurring = (draft: Draft, line: Line) => draft.find('price', line.price)?.type === 'recurring'
