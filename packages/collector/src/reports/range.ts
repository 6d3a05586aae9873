// Which days a report is about: days of the site's time zone, both ends included.
import type { Comparison, ReportQuery } from '@farthing/contract'
import { addDays, dayOf } from '../sites/site.ts'

export interface Days {
  from: string
  to: string
}

export type AskedDays = { kind: 'days'; days: Days } | { kind: 'refused'; sentence: string }

const DEFAULT_DAYS = 30
/** Three years and a little: a report has one entry a day. */
export const MOST_DAYS = 1_100

/** Absent ends: the 30 days that end today, or at the end that is given. */
export function daysAsked({ from, to }: Pick<ReportQuery, 'from' | 'to'>, now: number, timeZone: string): AskedDays {
  const today = dayOf(now, timeZone)
  const last = to ?? (from !== undefined && from > today ? from : today)
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS)
  if (first > last) return { kind: 'refused', sentence: `"from" (${first}) is after "to" (${last}).` }
  if (first < addDays(last, 1 - MOST_DAYS))
    return { kind: 'refused', sentence: `A report covers at most ${MOST_DAYS} days. Ask for a shorter range.` }
  return { kind: 'days', days: { from: first, to: last } }
}

export function eachDay({ from, to }: Days): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The days that a range is compared with: as many before it, or the same ones a year before. */
export function comparedWith({ from, to }: Days, comparison: Comparison): Days {
  if (comparison === 'year') return { from: aYearBefore(from), to: aYearBefore(to) }
  const days = eachDay({ from, to }).length
  return { from: addDays(from, -days), to: addDays(to, -days) }
}

/** The 29th of February has no such day: it is compared with the 28th. */
function aYearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return before.endsWith('-02-29') ? before.replace('-29', '-28') : before
}
