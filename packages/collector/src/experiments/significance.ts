// Whether two sides of a split test differ by more than chance makes them differ, and by how much.
import type { SideDifference } from '@farthing/contract'
import { normalTwoSided, tQuantile, tTwoSided } from './distributions.ts'

/** How many could, and how many did. */
export interface Rate {
  of: number
  did: number
}

/** Amounts of each visitor; those who brought none are counted and are zero. */
export interface Sample {
  count: number
  sum: number
  sumOfSquares: number
  /** Who brought something else than zero. */
  notZero: number
}

const Z_95 = 1.959963984540054

/** Cochran's rule (Biometrics 10, 1954): with fewer that are expected on either side, a p-value says more than is known. */
const FEWEST_EXPECTED = 5
/** Nearly everybody brings nothing, and a few bring a lot: the mean of fewer payers is not near a normal distribution. */
const FEWEST_PAYERS = 20

/**
 * Two-proportion z-test with the pooled rate (https://www.itl.nist.gov/div898/software/dataplot/refman1/auxillar/diffprop.htm); the
 * interval is Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10), which holds for small numbers too.
 */
export function compareRates(first: Rate, other: Rate): SideDifference | null {
  if (first.of === 0 || other.of === 0) return null
  const [p1, p2] = [first.did / first.of, other.did / other.of]
  const value = p2 - p1
  const [one, two] = [wilson(first), wilson(other)]
  return {
    value,
    low: value - Math.hypot(p2 - two.low, one.high - p1),
    high: value + Math.hypot(two.high - p2, p1 - one.low),
    p: pOfRates(first, other),
  }
}

function pOfRates(first: Rate, other: Rate): number | null {
  const pooled = (first.did + other.did) / (first.of + other.of)
  const fewest = Math.min(first.of, other.of) * Math.min(pooled, 1 - pooled)
  if (fewest < FEWEST_EXPECTED) return null
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.of + 1 / other.of))
  return normalTwoSided((other.did / other.of - first.did / first.of) / error)
}

/** Wilson's score interval (JASA 22, 1927). */
function wilson({ of, did }: Rate): { low: number; high: number } {
  const rate = did / of
  const z2 = Z_95 ** 2
  const middle = (rate + z2 / (2 * of)) / (1 + z2 / of)
  const half = (Z_95 * Math.sqrt((rate * (1 - rate)) / of + z2 / (4 * of ** 2))) / (1 + z2 / of)
  return { low: middle - half, high: middle + half }
}

/** Welch's t-test (Biometrika 34, 1947): neither the sizes nor the variances need to be the same. */
export function compareMeans(first: Sample, other: Sample): SideDifference | null {
  if (first.count === 0 || other.count === 0) return null
  const value = other.sum / other.count - first.sum / first.count
  const unknown = { value, low: null, high: null, p: null }
  if (Math.min(first.notZero, other.notZero) < FEWEST_PAYERS) return unknown
  const [one, two] = [varianceOfMean(first), varianceOfMean(other)]
  const variance = one + two
  if (variance <= 0) return unknown
  const freedom = variance ** 2 / (one ** 2 / (first.count - 1) + two ** 2 / (other.count - 1))
  const error = Math.sqrt(variance)
  const reach = tQuantile(0.975, freedom) * error
  return { value, low: value - reach, high: value + reach, p: tTwoSided(value / error, freedom) }
}

function varianceOfMean({ count, sum, sumOfSquares }: Sample): number {
  const variance = (sumOfSquares - sum ** 2 / count) / (count - 1)
  return Math.max(0, variance) / count
}
