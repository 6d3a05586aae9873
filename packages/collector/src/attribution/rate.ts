// How an amount becomes one of another currency: exact fractions between smallest units, whatever decimals the currencies have.
import { minorDigits } from '../sites/currency.ts'

/** `to/from` in smallest units: `92/100` makes 92 cents of 100. */
export type Rate = string

export const rateBetween = (from: number, to: number): Rate => fraction(BigInt(to), BigInt(from))

/** By way of a third currency: into it at the one rate, out of it at the other. */
export function chained(into: Rate, outOf: Rate): Rate {
  const [a = '0', b = '1'] = into.split('/')
  const [c = '0', d = '1'] = outOf.split('/')
  return fraction(BigInt(a) * BigInt(c), BigInt(b) * BigInt(d))
}

/** What one unit of `base` is worth in other currencies, as decimal texts. */
export interface DayRates {
  base: string
  rates: Readonly<Record<string, string>>
}

/** Null: the day's rates do not tell both. */
export function crossRate({ base, rates }: DayRates, from: string, into: string): Rate | null {
  const [a, b] = [from, into].map((currency) => (currency === base ? '1' : rates[currency]))
  const [worth, wanted] = [a, b].map((text) => (text === undefined ? null : decimal(text)))
  if (!worth || !wanted) return null
  const to = wanted.digits * worth.scale * 10n ** BigInt(minorDigits(into))
  return fraction(to, worth.digits * wanted.scale * 10n ** BigInt(minorDigits(from)))
}

/** Positive decimals only: anything else is no rate. */
function decimal(text: string): { digits: bigint; scale: bigint } | null {
  const [, whole = '', part = ''] = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text) ?? []
  const digits = BigInt(`${whole}${part}` || '0')
  return digits === 0n ? null : { digits, scale: 10n ** BigInt(part.length) }
}

function fraction(to: bigint, from: bigint): Rate {
  const common = commonDivisor(to, from)
  return `${to / common}/${from / common}`
}

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b))

/** Rounded half away from zero, so that what goes back is what came. */
export function converted(amount: number, rate: Rate): number {
  const [to = '0', from = '1'] = rate.split('/')
  const size = BigInt(Math.abs(amount)) * BigInt(to)
  const rounded = Number((2n * size + BigInt(from)) / (2n * BigInt(from)))
  return amount < 0 && rounded !== 0 ? -rounded : rounded
}
