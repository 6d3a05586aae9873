// Splits amounts in whole minor units, so that the parts always add up to the whole.

const MOST = BigInt(Number.MAX_SAFE_INTEGER)

interface Share {
  down: bigint
  rest: bigint
}

/**
 * Parts of `amount` in the proportion of the weights, by the largest remainder. Weights and amount may be negative. Without a
 * weight to go by, everything is in the first part; so it is where weights that all but cancel out would give parts that no
 * longer are whole numbers of a program, beyond 2^53 in all.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const all = () => weights.map((_, index) => (index === 0 ? amount : 0))
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) return all()
  const shares = weights.map((weight): Share => {
    const product = BigInt(amount) * BigInt(weight)
    const down = floorDivide(product, total)
    return { down, rest: product - down * total }
  })
  const parts = roundUp(BigInt(amount), shares, total)
  const size = parts.reduce((sum, part) => sum + (part < 0n ? -part : part), 0n)
  return size > MOST ? all() : parts.map(Number)
}

/** What rounding down left over goes, a unit each, to those that lost most by it. */
function roundUp(amount: bigint, shares: Share[], total: bigint): bigint[] {
  const missing = Number(amount - shares.reduce((sum, { down }) => sum + down, 0n))
  const byRest = shares.map((_, index) => index).sort((a, b) => compare(shares, a, b, total) || a - b)
  const up = new Set(byRest.slice(0, missing))
  return shares.map(({ down }, index) => (up.has(index) ? down + 1n : down))
}

function floorDivide(product: bigint, total: bigint): bigint {
  const quotient = product / total
  const exact = quotient * total === product
  return exact || product < 0n === total < 0n ? quotient : quotient - 1n
}

/** The one that lost most by rounding down comes first. */
function compare(shares: Share[], a: number, b: number, total: bigint): number {
  const [one, other] = [shares[a]?.rest ?? 0n, shares[b]?.rest ?? 0n]
  const difference = total > 0n ? other - one : one - other
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}
