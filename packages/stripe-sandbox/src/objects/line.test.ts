// Discounts over lines add up to the cent, for any lines and any discount.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { split, sumsOf, withDiscount } from './line.ts'

const line = (amount: number) => ({
  id: 'li_1',
  price: 'price_1',
  quantity: 1,
  description: 'Mug',
  currency: 'eur',
  amount_subtotal: amount,
  amount_discount: 0,
  amount_tax: 0,
  amount_total: amount,
  tax_rates: [],
})

describe('a discount', () => {
  it('adds up over the lines and makes none negative', () => {
    const purchases = fc
      .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
      .chain((amounts) =>
        fc.record({
          amounts: fc.constant(amounts),
          off: fc.integer({ min: 0, max: amounts.reduce((a, b) => a + b, 0) }),
        }),
      )
    fc.assert(
      fc.property(purchases, ({ amounts, off }) => {
        const lines = withDiscount(amounts.map(line), off)
        expect(sumsOf(lines).discount).toBe(off)
        expect(sumsOf(lines).total).toBe(sumsOf(lines).subtotal - off)
        expect(lines.every(({ amount_total }) => amount_total >= 0)).toBe(true)
      }),
    )
  })
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [5, [0, 0], [0, 0]],
    [7, [3, 4], [3, 4]],
  ])('of %i over %j is %j', (total, weights, parts) => {
    expect(split(total, weights)).toEqual(parts)
  })
})
