import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allocate } from './money.ts'

const amount = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
const weights = fc.array(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), { minLength: 1, maxLength: 20 })
const sum = (parts: number[]) => parts.reduce((total, part) => total + part, 0)

it('gives parts that add up to the whole, for any amounts and signs', () => {
  fc.assert(
    fc.property(amount, weights, (whole, by) => {
      expect(sum(allocate(whole, by))).toBe(whole)
    }),
  )
})

const RUNS = { numRuns: Number(process.env.FARTHING_PROPERTY_RUNS ?? 10_000) }

it('adds up where weights of both signs all but cancel out', () => {
  // The last weight leaves a total of a few units, so that the parts are much larger than the whole.
  const nearly = fc.tuple(weights, fc.integer({ min: -5, max: 5 })).map(([by, left]) => [...by, left - sum(by)])
  fc.assert(
    fc.property(amount, nearly, (whole, by) => {
      const parts = allocate(whole, by)
      expect(parts.every(Number.isSafeInteger)).toBe(true)
      expect(sum(parts)).toBe(whole)
    }),
    RUNS,
  )
})

it.each([
  ['as long as the parts are whole numbers', 1_000, [500, -499], [500_000, -499_000]],
  ['and everything is in the first where they would not be', 10 ** 12, [10 ** 9, 1 - 10 ** 9], [10 ** 12, 0]],
])('keeps the proportion %s', (_, whole, by, parts) => {
  expect(allocate(whole, by)).toEqual(parts)
})

it('is never more than one unit away from the exact share', () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.integer({ min: 0, max: 10 ** 6 }), { minLength: 1, maxLength: 20 }),
      (whole, by) => {
        fc.pre(sum(by) > 0)
        for (const [index, part] of allocate(whole, by).entries())
          expect(Math.abs(part - (whole * (by[index] ?? 0)) / sum(by))).toBeLessThanOrEqual(1)
      },
    ),
  )
})

it.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [-100, [1, 1, 1], [-33, -33, -34].reverse()],
  [1800, [3000, -1200], [3000, -1200]],
  [5, [0, 0], [5, 0]],
  [0, [3, 4], [0, 0]],
])('%i by %j', (whole, by, parts) => {
  expect(sum(allocate(whole, by))).toBe(sum(parts))
  if (whole >= 0) expect(allocate(whole, by)).toEqual(parts)
})
