// How minor units become a readable amount: decimals as Stripe counts them, never by guessing /100.
import { numberFormat } from './intl.ts'

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

export function minorDigits(currency: string): 0 | 2 | 3 {
  const code = currency.toLowerCase()
  if (ZERO_DECIMAL.has(code)) return 0
  return THREE_DECIMAL.has(code) ? 3 : 2
}

export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency)
}

/**
 * Stripe and Intl differ for some currencies (Stripe keeps two decimals for ISK, Intl shows none): the shorter form
 * is shown when nothing is lost by it, else every digit that Stripe counts.
 */
function shownDigits(minor: number, currency: string): number {
  const stripe = minorDigits(currency)
  const usual = numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const shorter = Math.min(stripe, usual)
  return minor % 10 ** (stripe - shorter) === 0 ? shorter : stripe
}

/** NaN is an amount that the reader may not see (api.ts). */
const hiddenAmount = 'Hidden'

export function formatMoney(minor: number, currency: string, locale?: string): string {
  if (Number.isNaN(minor)) return hiddenAmount
  const digits = shownDigits(minor, currency)
  return numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(toMajor(minor, currency))
}

/** For axes and narrow columns, where the digits after the third say little. */
export function formatMoneyShort(minor: number, currency: string, locale?: string): string {
  if (Number.isNaN(minor)) return hiddenAmount
  return numberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  }).format(toMajor(minor, currency))
}
