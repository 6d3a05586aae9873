// Which days have a salt, and until when: a site-local day and the six hours in which a visit may go on over midnight.
import { addDays, dayOf, startOfDay } from '../sites/site.ts'

const GRACE_MS = 6 * 60 * 60_000

/** From then on the salt is gone, and with it every way from an address to the day's visitors. */
export const saltEnd = (day: string, timeZone: string): number => startOfDay(addDays(day, 1), timeZone) + GRACE_MS

/** The oldest day that still has a salt: yesterday until six in the morning, then today. */
export function oldestSaltDay(now: number, timeZone: string): string {
  const today = dayOf(now, timeZone)
  const yesterday = addDays(today, -1)
  return now < saltEnd(yesterday, timeZone) ? yesterday : today
}
