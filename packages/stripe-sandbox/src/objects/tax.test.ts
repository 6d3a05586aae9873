// Tax in and on amounts, in whole minor units.
import { describe, expect, it } from 'vitest'
import { exclusiveTax, newTaxRate, sumOfTaxes, taxesOn, totalTaxes } from './tax.ts'

const birth = { id: (prefix: string) => `${prefix}_1`, now: 0, livemode: false }
const rate = (percentage: number, inclusive: boolean) =>
  newTaxRate(birth, { display_name: 'VAT', percentage, inclusive })

describe('tax', () => {
  it.each([
    [1000, 20, false, 200, 1000],
    [1000, 20, true, 167, 833],
    [999, 7.7, false, 77, 999],
    [-1000, 20, false, -200, -1000],
    [0, 20, true, 0, 0],
  ])('on %i at %d %% (inclusive: %s) is %i of %i', (net, percentage, inclusive, amount, taxable_amount) => {
    expect(taxesOn(net, [rate(percentage, inclusive)])).toMatchObject([{ amount, taxable_amount }])
  })

  it('is summed per rate, and only exclusive tax comes on top', () => {
    const taxes = [
      ...taxesOn(1000, [rate(20, false)]),
      ...taxesOn(500, [rate(20, false)]),
      ...taxesOn(600, [rate(20, true)]),
    ]
    expect(totalTaxes(taxes).map(({ amount }) => amount)).toEqual([300, 100])
    expect([sumOfTaxes(taxes), exclusiveTax(taxes)]).toEqual([400, 300])
  })
})
