// Takes rates of the day from a file, and has what waited for them converted. What was converted before stays as it is.
import type { Storage } from '../storage/open.ts'
import { noteDue } from './due-store.ts'
import { keepDayRates, unconvertedPayments } from './rate-store.ts'
import { type RatesOfDay, readRates } from './read-rates.ts'

/** Few enough that a view does not wait for them: 50 days of 41 currencies take 2 to 11 ms. */
const DAYS_AT_ONCE = 50
const PAYMENTS_AT_ONCE = 500

export type ImportedRates =
  | { kind: 'imported'; days: number; from: string; to: string; currencies: number; payments: number }
  | { kind: 'refused'; why: string }

export async function importRates(storage: Storage, text: string): Promise<ImportedRates> {
  const file = readRates(text)
  if (file.kind === 'refused') return file
  const days = [...file.days].sort((a, b) => (a.day < b.day ? -1 : 1))
  for (let at = 0; at < days.length; at += DAYS_AT_ONCE)
    await storage.write((trx) => keepDayRates(trx, days.slice(at, at + DAYS_AT_ONCE)))
  return { kind: 'imported', ...summaryOf(days), payments: await noteUnconverted(storage) }
}

const summaryOf = (days: readonly RatesOfDay[]) => ({
  days: new Set(days.map(({ day }) => day)).size,
  from: days[0]?.day ?? '',
  to: days.at(-1)?.day ?? '',
  currencies: new Set(days.flatMap(({ base, rates }) => [base, ...Object.keys(rates)])).size,
})

async function noteUnconverted(storage: Storage): Promise<number> {
  let noted = 0
  let after = ''
  for (;;) {
    const some = await unconvertedPayments(storage.read, after, PAYMENTS_AT_ONCE)
    await storage.write((trx) => noteDue(trx, some))
    noted += some.length
    after = some.at(-1) ?? ''
    if (some.length < PAYMENTS_AT_ONCE) return noted
  }
}
