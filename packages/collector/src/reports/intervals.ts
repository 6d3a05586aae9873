// How a range is cut into hours, days, weeks or months: each has a key that the database gives, and a place in the series.
import type { Interval } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { addDays, startOfDay } from '../sites/site.ts'
import { type Asked, mondayOf } from '../storage/dialect.ts'
import type { VisitDimension } from './dimensions.ts'
import { dayOfEntry, instantOfEntry } from './entry-day.ts'
import { eachDay } from './range.ts'
import type { Scope } from './scope.ts'

const HOUR_MS = 3_600_000
/** More hours than this are no picture any more. */
export const MOST_DAYS_OF_HOURS = 8

export interface Part {
  key: string
  /** An hour as an instant with its offset, otherwise the first day. */
  start: string
}

export function partsOf(scope: Scope, interval: Interval): Part[] {
  if (interval === 'hour') return hoursOf(scope)
  const starts = new Set(eachDay(scope).map((day) => startOf(day, interval)))
  return [...starts].map((key) => ({ key, start: laterOf(key, scope.from) }))
}

/** The same cut, made by the database. */
export function byInterval(scope: Scope, interval: Interval, asked: Asked): VisitDimension {
  const cut: Record<Interval, (day: RawBuilder<string | null>, at: RawBuilder<number>) => RawBuilder<string | null>> = {
    hour: (_, at) =>
      sql`cast((${at} - ${sql.lit(startOfDay(scope.from, scope.timeZone))}) / ${sql.lit(HOUR_MS)} as text)`,
    day: (day) => day,
    week: (day) => mondayOf(asked, day),
    month: (day) => sql`substr(${day}, 1, 7) || '-01'`,
  }
  const of = cut[interval]
  return {
    of: 'visit',
    ofVisit: of(sql.ref('visit.day'), sql.ref('visit.started_at')),
    ofEntry: of(dayOfEntry(scope.refunds), instantOfEntry(scope.refunds)),
    // Other tools' exports are by day: an hour of theirs nobody knows.
    ofImported: interval === 'hour' ? null : { dimension: 'all', key: of(sql.ref('imported_day.day'), sql.lit(0)) },
    ofSummary: interval === 'hour' ? null : { dimension: 'all', key: of(sql.ref('summary.day'), sql.lit(0)) },
  }
}

/** Days are text: they sort as they follow each other. */
const laterOf = (...days: [string, string]): string => days.sort()[1]

function startOf(day: string, interval: Exclude<Interval, 'hour'>): string {
  if (interval === 'day') return day
  if (interval === 'month') return `${day.slice(0, 7)}-01`
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

/** Hours of real time since the first midnight: the day that the clocks change has 23 or 25 of them. */
function hoursOf({ from, to, timeZone }: Scope): Part[] {
  const first = startOfDay(from, timeZone)
  const hours = Math.ceil((startOfDay(addDays(to, 1), timeZone) - first) / HOUR_MS)
  return Array.from({ length: hours }, (_, hour) => ({
    key: String(hour),
    start: localInstant(first + hour * HOUR_MS, timeZone),
  }))
}

/** As in `2026-03-29T03:00+02:00`. */
const localInstant = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' })
