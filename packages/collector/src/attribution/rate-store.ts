// Reads and writes rates: those of a day, and those that were frozen for an entry.
import { addDays } from '../sites/site.ts'
import type { Db, Tables } from '../storage/schema.ts'
import { crossRate, type DayRates, type Rate } from './rate.ts'

/** Banks publish no rates on weekends and holidays: the last ones published hold until the next. */
async function ratesAround(db: Db, from: string, until: string): Promise<(DayRates & { day: string })[]> {
  const rows = await db
    .selectFrom('exchange_rates')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', until)
    .orderBy('day', 'desc')
    .orderBy('base')
    .execute()
  return rows.map(({ day, base, rates }) => ({ day, base, rates: JSON.parse(rates) as Record<string, string> }))
}

/** Easter and Christmas are the longest silences of the banks. */
const HOLDS_DAYS = 7

export const publishedRate = async (db: Db, day: string, from: string, into: string) =>
  newestRate(await ratesAround(db, addDays(day, -HOLDS_DAYS), day), from, into)

/** The newest day that knows both currencies. */
export function newestRate(
  days: readonly (DayRates & { day: string })[],
  from: string,
  into: string,
): { rate: Rate; day: string } | null {
  for (const day of days) {
    const rate = crossRate(day, from, into)
    if (rate !== null) return { rate, day: day.day }
  }
  return null
}

export async function keepDayRates(trx: Db, days: readonly (DayRates & { day: string })[]): Promise<void> {
  for (const { day, base, rates } of days) {
    const known = await trx
      .selectFrom('exchange_rates')
      .select('rates')
      .where('day', '=', day)
      .where('base', '=', base)
      .executeTakeFirst()
    const all = { ...(known ? (JSON.parse(known.rates) as Record<string, string>) : {}), ...rates }
    const row = { day, base, rates: JSON.stringify(all) }
    await trx
      .insertInto('exchange_rates')
      .values(row)
      .onConflict((conflict) => conflict.columns(['day', 'base']).doUpdateSet({ rates: row.rates }))
      .execute()
  }
}

type FrozenRate = Tables['frozen_rate']

export const frozenRates = (db: Db, paymentId: string, currency: string): Promise<FrozenRate[]> =>
  db
    .selectFrom('frozen_rate')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where('currency', '=', currency)
    .execute()

export async function freezeRate(trx: Db, row: FrozenRate): Promise<void> {
  await trx
    .insertInto('frozen_rate')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['payment_id', 'entry', 'currency']).doUpdateSet({ rate: row.rate, origin: row.origin }),
    )
    .execute()
}

/** Payments of which an entry or a fee waits for a rate, a page at a time. */
export async function unconvertedPayments(db: Db, after: string, limit: number): Promise<string[]> {
  const entries = db
    .selectFrom('entry')
    .select('payment_id')
    .where('payment_id', '>', after)
    .where('site_id', 'is not', null)
    .where('reported', 'is', null)
  const fees = db
    .selectFrom('payment')
    .select('id as payment_id')
    .where('id', '>', after)
    .where('site_id', 'is not', null)
    .where('fees', '<>', '[]')
    .where('fees_reported', 'is', null)
  const rows = await entries.union(fees).orderBy('payment_id').limit(limit).execute()
  return rows.map((row) => row.payment_id)
}

const takenKey = (file: string): string => `rates file ${file}`

/** By what a dropped file was told when it was taken. */
export async function takenPrint(db: Db, file: string): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', takenKey(file)).executeTakeFirst()
  return row?.value ?? null
}

export async function keepTaken(trx: Db, file: string, value: string): Promise<void> {
  await trx
    .insertInto('setting')
    .values({ key: takenKey(file), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
