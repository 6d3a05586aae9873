// What the lists of time zones and currencies offer, in the reader's language.
import { currencyName } from '../format.ts'

interface Choice {
  value: string
  label: string
}

export function timeZoneOptions(current: string): Choice[] {
  const own = ownTimeZone()
  const zones = new Set([current, 'UTC', own, ...Intl.supportedValuesOf('timeZone')])
  const label = (zone: string) => `${zone.replaceAll('_', ' ')}${zone === own ? ' (this browser)' : ''}`
  return [...zones].sort().map((zone) => ({ value: zone, label: label(zone) }))
}

export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The currencies in which Stripe takes payments most; any other that a site already has is kept. */
const COMMON =
  'aed aud bgn brl cad chf clp cny cop czk dkk eur gbp hkd huf idr ils inr isk jpy krw kwd mxn myr nok nzd php pln ron sar sek sgd thb try twd uah usd vnd zar'

export function currencyOptions(current: string): Choice[] {
  const codes = new Set([current, ...COMMON.split(' ')])
  return [...codes].sort().map((code) => ({ value: code, label: `${code.toUpperCase()} · ${currencyName(code)}` }))
}
