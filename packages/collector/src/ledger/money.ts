// Splits amounts in whole minor units, so that the parts always add up to the whole.

/**
 * Parts of `amount` in the proportion of the weights, by the largest remainder. Weights and amount may be negative;
 * without any weight to go by, everything is in the first part.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map((_, index) => (index === 0 ? amount : 0))
  // Beyond 2^53 a product of two amounts is no longer exact.
  const exact = weights.map((weight) => {
    const product = BigInt(amount) * BigInt(weight)
    const down = floorDivide(product, BigInt(total))
    return { down: Number(down), rest: product - down * BigInt(total) }
  })
  let missing = amount - exact.reduce((sum, { down }) => sum + down, 0)
  const byRest = exact.map((_, index) => index).sort((a, b) => compare(exact, a, b, total) || a - b)
  const parts = exact.map(({ down }) => down)
  for (const index of byRest) {
    if (missing === 0) break
    parts[index] = (parts[index] ?? 0) + 1
    missing -= 1
  }
  return parts
}

function floorDivide(product: bigint, total: bigint): bigint {
  const quotient = product / total
  const exact = quotient * total === product
  return exact || product < 0n === total < 0n ? quotient : quotient - 1n
}

/** The one that lost most by rounding down comes first. */
function compare(exact: { rest: bigint }[], a: number, b: number, total: number): number {
  const [one, other] = [exact[a]?.rest ?? 0n, exact[b]?.rest ?? 0n]
  const difference = total > 0 ? other - one : one - other
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}
