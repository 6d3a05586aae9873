// Payments as offline conversions, for the tool whose advertisement was clicked: the form of Google Ads, which Microsoft's takes too.
// https://support.google.com/google-ads/answer/7014069

import { stringify } from 'csv-stringify/sync'
import { Temporal } from 'temporal-polyfill'
import { minorDigits } from '../sites/currency.ts'
import type { Db } from '../storage/schema.ts'
import { paidPayments } from './paid-payments.ts'
import type { Scope } from './scope.ts'

/** One line a payment: the id of the newest click before it that has one, and what is left of the money. */
export async function clickConversions(db: Db, scope: Scope, kind: string): Promise<string> {
  const lines = (await paidPayments(db, scope)).flatMap(({ paidAt, currency, net, touches }) => {
    const click = touches.findLast((touch) => touch.click_kind === kind && touch.click_id !== null)
    // A conversion's value is at least zero, and what was taken back whole is none.
    if (!click || net <= 0) return []
    return [
      [click.click_id, 'Payment', localTime(paidAt, scope.timeZone), decimal(net, currency), currency.toUpperCase()],
    ]
  })
  const header = [
    columnOf[kind] ?? kind,
    'Conversion Name',
    'Conversion Time',
    'Conversion Value',
    'Conversion Currency',
  ]
  return stringify([header, ...lines], { escape_formulas: true })
}

const columnOf: Readonly<Record<string, string>> = {
  gclid: 'Google Click ID',
  gbraid: 'GBRAID',
  wbraid: 'WBRAID',
  msclkid: 'Microsoft Click ID',
}

/** As in `2026-03-29T03:00:00+02:00`: https://support.google.com/google-ads-data-manager/answer/14184381 */
const localTime = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' })

function decimal(amount: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
