// What is set for a whole sandbox: how it names orders, what it settles in, and which versions' events it keeps.
import type { OrderReference } from './draft.ts'

export interface Settings {
  /** How a PaymentIntent names its invoice or session in `payment_details.order_reference`. */
  orderReference: OrderReference
  /** The account's bank is paid in this currency; without it, in whatever the customer paid. */
  settlementCurrency?: string | undefined
  /** Versions whose events are kept beside those of the account and its endpoints. */
  versions: readonly string[]
}

/** Units of each currency for one euro: fixed, so that every run settles alike. */
const perEuro: Record<string, number> = { eur: 1, usd: 1.1, gbp: 0.85, chf: 0.95, jpy: 160, kwd: 0.34, vnd: 28_000 }
const minorDigits: Record<string, number> = { jpy: 0, vnd: 0, kwd: 3 }

/** From minor units of one currency to minor units of the other. */
export function exchangeRate(from: string, to: string): number {
  const major = (perEuro[to] ?? 1) / (perEuro[from] ?? 1)
  return major * 10 ** ((minorDigits[to] ?? 2) - (minorDigits[from] ?? 2))
}
