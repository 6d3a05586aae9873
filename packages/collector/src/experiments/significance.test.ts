import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalTwoSided, tQuantile, tTwoSided } from './distributions.ts'
import { compareMeans, compareRates, type Sample } from './significance.ts'

it.each([
  [1.959963984540054, 0.05],
  [1, 0.31731050786],
  [2.5758293035489, 0.01],
  [5, 5.7330314375839e-7],
])('the normal distribution is beyond ±%f with %f', (z, p) => {
  expect(normalTwoSided(z) / p).toBeCloseTo(1, 7)
})

// Tables of Student's distribution.
it.each([
  [1, 12.7062047364],
  [2, 4.3026527297],
  [10, 2.228138852],
  [30, 2.0422724563],
  [1_000, 1.9623390808],
])("Student's distribution with %i degrees of freedom leaves 2.5 %% above %f", (freedom, t) => {
  expect(tQuantile(0.975, freedom)).toBeCloseTo(t, 7)
  expect(tTwoSided(t, freedom)).toBeCloseTo(0.05, 9)
})

it('compares rates as R does: prop.test(c(15, 25), c(100, 100), correct = FALSE) has p = 0.0771', () => {
  const found = compareRates({ of: 100, did: 15 }, { of: 100, did: 25 })
  expect(found?.value).toBeCloseTo(0.1, 12)
  expect(found?.p).toBeCloseTo(0.0770999, 6)
})

it('has the interval of Newcombe’s example: 56 of 70 against 48 of 80, from 0.0524 to 0.3339', () => {
  const found = compareRates({ of: 80, did: 48 }, { of: 70, did: 56 })
  expect(found?.low).toBeCloseTo(0.0524, 4)
  expect(found?.high).toBeCloseTo(0.3339, 4)
})

it.each([
  ['few converted', { of: 1_000, did: 2 }, { of: 1_000, did: 4 }],
  ['few did not', { of: 20, did: 20 }, { of: 20, did: 17 }],
  ['nobody converted', { of: 1_000, did: 0 }, { of: 1_000, did: 0 }],
])('says nothing of chance where %s, and still how far it may be', (_what, first, other) => {
  const found = compareRates(first, other)
  expect(found).toMatchObject({ p: null, low: expect.any(Number), high: expect.any(Number) })
})

it('compares nothing with nobody', () => {
  expect(compareRates({ of: 0, did: 0 }, { of: 10, did: 1 })).toBeNull()
  expect(compareMeans(sampleOf([]), sampleOf([1]))).toBeNull()
})

const sampleOf = (amounts: number[]): Sample => ({
  count: amounts.length,
  sum: amounts.reduce((sum, one) => sum + one, 0),
  sumOfSquares: amounts.reduce((sum, one) => sum + one * one, 0),
  notZero: amounts.filter((one) => one !== 0).length,
})

// Ruxton (Behavioral Ecology 17, 2006) shows why Welch's test; these samples are twice the size of a textbook's, for twenty payers.
const some = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
const others = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4]

it('compares means as Welch does', () => {
  const found = compareMeans(sampleOf([...some, ...some]), sampleOf([...others, ...others]))
  // By hand: the means 20.82 and 22.99, the variances of 30 values each, t = 3.5, 53.9 degrees of freedom.
  const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
  const variance = (all: number[]) =>
    (all.reduce((sum, one) => sum + (one - mean(all)) ** 2, 0) / (all.length * 2 - 1)) * 2
  const error = Math.sqrt(variance(some) / 30 + variance(others) / 30)
  const value = mean(others) - mean(some)
  const freedom = error ** 4 / ((variance(some) / 30) ** 2 / 29 + (variance(others) / 30) ** 2 / 29)
  expect(found?.value).toBeCloseTo(value, 9)
  expect(found?.p).toBeCloseTo(tTwoSided(value / error, freedom), 9)
  expect(found?.low).toBeCloseTo(value - tQuantile(0.975, freedom) * error, 9)
  expect(found?.p).toBeLessThan(0.002)
})

it('says nothing of revenue by fewer than twenty payers', () => {
  const few = [...Array<number>(500).fill(0), ...some]
  expect(compareMeans(sampleOf(few), sampleOf([...few, ...others]))).toMatchObject({ low: null, high: null, p: null })
})

const aRate = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([of, share]) => ({ of, did: Math.round(of * share) }))

it('is the same seen from the other side', () => {
  fc.assert(
    fc.property(aRate, aRate, (first, other) => {
      const [there, back] = [compareRates(first, other), compareRates(other, first)]
      expect(there?.value).toBeCloseTo(-(back?.value ?? 0), 12)
      expect(there?.low).toBeCloseTo(-(back?.high ?? 0), 12)
      if (there?.p === null) expect(back?.p).toBeNull()
      else expect(there?.p).toBeCloseTo(back?.p ?? -1, 9)
    }),
  )
})

it('holds the difference within its interval, and that within what rates can differ', () => {
  fc.assert(
    fc.property(aRate, aRate, (first, other) => {
      const { value, low, high, p } = compareRates(first, other) ?? { value: 0, low: null, high: null, p: null }
      expect(low).toBeLessThanOrEqual(value + 1e-12)
      expect(high).toBeGreaterThanOrEqual(value - 1e-12)
      expect(low).toBeGreaterThanOrEqual(-1 - 1e-12)
      expect(high).toBeLessThanOrEqual(1 + 1e-12)
      if (p !== null) expect(p >= 0 && p <= 1).toBe(true)
    }),
  )
})
