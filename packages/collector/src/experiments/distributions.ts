// How rare a value is under the normal distribution and Student's: by the error function and the incomplete beta function (https://dlmf.nist.gov/8.17).

/** With more degrees of freedom, Student's distribution is the normal one to the seventh digit. */
const ENDLESS = 1e7

/** The chance to be as far from zero, or farther, on either side. */
export function tTwoSided(t: number, freedom: number): number {
  if (freedom > ENDLESS) return normalTwoSided(t)
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 1 / 2)
}

const FAR = 2.5

/** Near zero a series (https://dlmf.nist.gov/7.6.E2), farther out a continued fraction (https://dlmf.nist.gov/7.9.E1). */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const front = Math.exp(-x * x) / Math.sqrt(Math.PI)
  if (x > FAR) {
    let fraction = x
    for (let step = 60; step > 0; step -= 1) fraction = x + step / 2 / fraction
    return front / fraction
  }
  let [term, sum] = [x, x]
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (2 * x * x) / odd
    sum += term
  }
  return 1 - 2 * front * sum
}

/** Below which value the share lies; of a share from one half to one. */
export function tQuantile(share: number, freedom: number): number {
  let [low, high] = [0, 1]
  while (1 - tTwoSided(high, freedom) / 2 < share) high *= 2
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (1 - tTwoSided(middle, freedom) / 2 < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))
  // The fraction comes to its end soon on this side, and the other one is told by symmetry (8.17.4).
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a
  return 1 - (front * betaFraction(1 - x, b, a)) / b
}

const MOST_STEPS = 500
const SMALL = 1e-300

/** https://dlmf.nist.gov/8.17.E22, by Lentz's method (https://dlmf.nist.gov/3.10.iii). */
function betaFraction(x: number, a: number, b: number): number {
  const notZero = (value: number) => (Math.abs(value) < SMALL ? SMALL : value)
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    for (const term of [even, odd]) {
      d = 1 / notZero(1 + term * d)
      c = notZero(1 + term / c)
      fraction *= d * c
    }
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** Stirling's series (https://dlmf.nist.gov/5.11.E1), from where it is exact to the last digit. */
function logGamma(given: number): number {
  let z = given
  let shift = 0
  while (z < 15) {
    shift += Math.log(z)
    z += 1
  }
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7)
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift
}
