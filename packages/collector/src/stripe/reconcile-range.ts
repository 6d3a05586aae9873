// Which days reconcile compares: days of the site's time zone, both ends included.
import { Refusal } from '../errors.ts'
import { addDays, dayOf } from '../sites/site.ts'

export interface ComparedDays {
  from: string
  to: string
}

const DEFAULT_DAYS = 30
const MOST_DAYS = 366

/** Absent ends: the 30 days that end today, or at the end that is given. Throws a refusal. */
export function daysToReconcile(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: number,
  timeZone: string,
): ComparedDays {
  const today = dayOf(now, timeZone)
  const last = to ?? (from !== undefined && from > today ? from : today)
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS)
  if (first > last) throw new Refusal('invalid_query', `"from" (${first}) is after "to" (${last}).`)
  if (first < addDays(last, 1 - MOST_DAYS))
    throw new Refusal('invalid_query', `At most ${MOST_DAYS} days are compared at once. Ask for a shorter range.`)
  return { from: first, to: last }
}
