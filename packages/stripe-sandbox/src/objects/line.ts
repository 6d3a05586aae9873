// The lines of a purchase and their sums: discounts are spread over the lines by largest remainder, so that they add up. Pure.
import type { Line, Tables } from '../world/model.ts'
import { exclusiveTax, sumOfTaxes, taxesOn } from './tax.ts'

export function lineOf(
  id: string,
  price: Tables['price'],
  product: string,
  quantity: number,
  tax_rates: string[] = [],
): Line {
  const amount = (price.unit_amount ?? 0) * quantity
  return {
    id,
    price: price.id,
    quantity,
    description: product,
    currency: price.currency,
    amount_subtotal: amount,
    amount_discount: 0,
    amount_tax: 0,
    amount_total: amount,
    tax_rates,
  }
}

/** Splits `total` in proportion to `weights`, in whole minor units. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  const rest = total - parts.reduce((all, part) => all + part, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  const lucky = new Set(byRemainder.slice(0, rest).map(({ index }) => index))
  return parts.map((part, index) => (lucky.has(index) ? part + 1 : part))
}

export function withDiscount(lines: readonly Line[], discount: number): Line[] {
  const parts = split(
    discount,
    lines.map((line) => line.amount_subtotal),
  )
  return lines.map((line, index) => {
    const off = parts[index] ?? 0
    return { ...line, amount_discount: off, amount_total: line.amount_subtotal - off + line.amount_tax }
  })
}

/** After discounts, so this comes last. */
export function withTax(line: Line, rates: ReadonlyArray<Tables['tax_rate']>): Line {
  const net = line.amount_subtotal - line.amount_discount
  const taxes = taxesOn(net, rates)
  return { ...line, amount_tax: sumOfTaxes(taxes), amount_total: net + exclusiveTax(taxes) }
}

export interface Sums {
  subtotal: number
  discount: number
  tax: number
  total: number
}

export const sumsOf = (lines: readonly Line[]): Sums => ({
  subtotal: lines.reduce((sum, line) => sum + line.amount_subtotal, 0),
  discount: lines.reduce((sum, line) => sum + line.amount_discount, 0),
  tax: lines.reduce((sum, line) => sum + line.amount_tax, 0),
  total: lines.reduce((sum, line) => sum + line.amount_total, 0),
})
