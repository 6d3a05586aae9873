// Writes summaries of days. A day is whole until a visit of it changes, which the database itself notes (storage/migrations).
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'

/** Of one statement. */
const ROWS_AT_ONCE = 500

export interface OpenDay {
  /** The number that stands for it in what was measured. */
  site: number
  siteId: string
  timeZone: string
  day: string
}

/** Messages may be a day late; days are looked for from a little before the newest that is known. */
const LATE_DAYS = 3

/** Days whose visits are not counted, or have changed since. Asked day by day: the list of all visits is long. */
export async function openDays(db: Db): Promise<OpenDay[]> {
  const sites = await db
    .selectFrom('tracked_site')
    .innerJoin('site', 'site.id', 'tracked_site.id')
    .select(['tracked_site.no as site', 'site.id as siteId', 'site.time_zone as timeZone'])
    .execute()
  const open: OpenDay[] = []
  for (const one of sites)
    for (const day of [...(await changedDays(db, one.site)), ...(await newDays(db, one.site))])
      open.push({ ...one, day })
  return open
}

/** Also those that a collector was counting when it ended. */
async function changedDays(db: Db, site: number): Promise<string[]> {
  const rows = await db
    .selectFrom('summary_day')
    .select('day')
    .where('site', '=', site)
    .where('state', '<>', 'whole')
    .orderBy('day', 'desc')
    .execute()
  return rows.map(({ day }) => day)
}

async function newDays(db: Db, site: number): Promise<string[]> {
  const known = await db
    .selectFrom('summary_day')
    .select('day')
    .where('site', '=', site)
    .orderBy('day', 'desc')
    .limit(LATE_DAYS)
    .execute()
  const days: string[] = []
  let after: string | null = known.at(-1)?.day ?? ''
  while (after !== null) {
    after = await firstDayAfter(db, site, after)
    if (after !== null && !known.some(({ day }) => day === after)) days.push(after)
  }
  return days
}

async function firstDayAfter(db: Db, site: number, day: string): Promise<string | null> {
  const row = await db
    .selectFrom('visit_row')
    .select('day')
    .where('site', '=', site)
    .where('day', '>', day)
    .orderBy('day')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}

/** A count that is going on: of which day, and by whom. */
interface Count {
  site: number
  day: string
  counter: string
}

/** From here on a change of the day's visits makes it stale: who is just writing visits has finished before. */
export async function beginDay(trx: Db, { site, day, counter }: Count): Promise<void> {
  await takeTurn(trx, 'views')
  await trx
    .insertInto('summary_day')
    .values({ site, day, state: 'counting', counter })
    .onConflict((conflict) => conflict.columns(['site', 'day']).doUpdateSet({ state: 'counting', counter }))
    .execute()
}

export interface Counted {
  dimension: string
  key: string | null
  visitors: number
  visits: number
  views: number
  bounces: number
  durationMs: number
}

/** False when a visit changed meanwhile, or somebody else began. */
export async function finishDay(trx: Db, { site, day, counter }: Count, counted: readonly Counted[]): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('summary_day')
    .set({ state: 'whole' })
    .where('site', '=', site)
    .where('day', '=', day)
    .where('state', '=', 'counting')
    .where('counter', '=', counter)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx.deleteFrom('summary').where('site', '=', site).where('day', '=', day).execute()
  const rows = counted.map(({ key, durationMs, ...counts }) => ({
    ...counts,
    site,
    day,
    name: key ?? '',
    duration: durationMs,
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('summary')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute()
  return true
}
