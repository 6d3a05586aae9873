// Who the sender of a view may be: one visitor id for each day whose salt a visit around that moment can be under.
import type { SaltDay } from '../identity/rotate-salt.ts'
import { oldestSaltDay, saltEnd } from '../identity/salt.ts'
import type { DaySalt } from '../identity/salts.ts'
import { keptVisitorOf, type Visitor, visitorOf } from '../identity/visitor-hash.ts'
import { addDays, dayOf, type SiteRecord, startOfDay } from '../sites/site.ts'
import type { Traits } from './traits.ts'

export interface Browser {
  ip: string
  userAgent: string
  /** Asked only when a visit begins. */
  traits?: () => Traits
}

/** When a message of this age is counted. A day whose salt is gone has no visitors any more: later than that is its successor's start. */
export function countedAt(now: number, age: number, timeZone: string): number {
  if (age === 0) return now
  return Math.max(now - age, startOfDay(oldestSaltDay(now, timeZone), timeZone))
}

/** The day itself; the day before while its visits may go on over midnight; the day after when the message is that late. */
export function daysAround(at: number, now: number, timeZone: string): readonly string[] {
  const known = lastAround.get(timeZone)
  if (known && isIn(known, at) && isIn(known, now)) return known.days
  const days = daysAroundAnew(at, now, timeZone)
  const part = partOfDay(at, timeZone)
  if (lastAround.size >= MOST_ZONES) lastAround.clear()
  if (isIn(part, now)) lastAround.set(timeZone, { days, ...part })
  return days
}

interface Span {
  from: number
  until: number
}

// Calendars are slow, and every view asks for the same days.
const MOST_ZONES = 1_000
const lastAround = new Map<string, Span & { days: readonly string[] }>()
const isIn = ({ from, until }: Span, at: number) => at >= from && at < until

/** The day until the salt of the day before ends, or from then on: while both moments are in it, the days around are the same. */
function partOfDay(at: number, timeZone: string): Span {
  const day = dayOf(at, timeZone)
  const change = saltEnd(addDays(day, -1), timeZone)
  return at < change
    ? { from: startOfDay(day, timeZone), until: change }
    : { from: change, until: startOfDay(addDays(day, 1), timeZone) }
}

function daysAroundAnew(at: number, now: number, timeZone: string): string[] {
  const day = dayOf(at, timeZone)
  const before = addDays(day, -1)
  const after = addDays(day, 1)
  const days = [day]
  if (at < saltEnd(before, timeZone) && before >= oldestSaltDay(now, timeZone)) days.push(before)
  if (after <= dayOf(now, timeZone)) days.push(after)
  return days
}

/** By site-local day. */
export type Visitors = ReadonlyMap<string, Visitor>

/** Who said yes to being recognised is the same visitor on every day, whatever the salt. */
export const keptVisitorOnDays = (siteId: string, days: readonly string[], storedId: string): Visitors =>
  new Map(days.map((day) => [day, keptVisitorOf(siteId, storedId)]))

export async function visitorOnDays(
  site: Pick<SiteRecord, 'id' | 'timeZone'>,
  days: readonly string[],
  { ip, userAgent }: Browser,
  saltOf: (day: SaltDay) => DaySalt | Promise<DaySalt>,
): Promise<Visitors> {
  const visitors = new Map<string, Visitor>()
  for (const day of days) {
    const salt = saltOf({ siteId: site.id, day, timeZone: site.timeZone })
    visitors.set(day, visitorUnder(salt instanceof Promise ? await salt : salt, site.id, ip, userAgent))
  }
  return visitors
}

const MOST_VISITORS = 20_000

/** Who looks at one page looks at another, and a keyed hash takes as long as three look-ups. */
function visitorUnder({ salt, visitors }: DaySalt, siteId: string, ip: string, userAgent: string): Visitor {
  const browser = `${ip}\0${userAgent}`
  const known = visitors.get(browser)
  if (known) return known
  if (visitors.size >= MOST_VISITORS) visitors.clear()
  const visitor = visitorOf(salt, siteId, ip, userAgent)
  visitors.set(browser, visitor)
  return visitor
}

export const idsOf = (visitors: Visitors): string[] => [...visitors.values()].map(({ id }) => id)

export function visitorOn(visitors: Visitors, day: string): Visitor {
  const visitor = visitors.get(day)
  if (visitor === undefined) throw new Error(`no visitor id was made for ${day}`)
  return visitor
}
