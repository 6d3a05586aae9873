// Which of Stripe's dated API versions is meant, and which era its objects belong to. Pure.
import { invalid } from '../stripe-error.ts'

/** The version that the `stripe` package of this repository pins; a test holds the two together. */
export const newestVersion = '2026-10-28.endive'

/** The versions whose shapes are tested; any other well-formed date is rendered like the last of these before it. */
export const testedVersions = [
  '2020-08-27',
  '2022-11-15',
  '2025-02-24.acacia',
  '2025-03-31.basil',
  newestVersion,
] as const

export interface Version {
  name: string
  date: string
}

export type Era = 'E0' | 'E1' | 'E2'

export function parseVersion(name: string): Version {
  const date = /^(\d{4}-\d{2}-\d{2})(\.[a-z_]+)?$/.exec(name)?.[1]
  if (date === undefined) throw invalid(`Invalid Stripe API version: ${name}`)
  return { name, date }
}

/** ISO dates compare as text. */
export const isBefore = (version: Version, date: string) => version.date < date

/** Events that did not exist in older versions are never sent to their endpoints. */
const eventsSince: Record<string, string> = {
  'invoice.overpaid': '2025-03-31',
  'invoice_payment.paid': '2025-03-31',
  'refund.failed': '2024-10-28',
}

export const knowsEvent = (version: Version, type: string) => !isBefore(version, eventsSince[type] ?? '')

export const eraOf = (version: Version): Era =>
  isBefore(version, '2022-11-15') ? 'E0' : isBefore(version, '2025-03-31') ? 'E1' : 'E2'
