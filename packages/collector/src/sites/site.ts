// What a site is, and what follows from its hosts and its time zone.
import type { AttributionModel, MetadataKeys } from '@farthing/contract'
import { Temporal } from 'temporal-polyfill'

export interface SiteRecord {
  id: string
  name: string
  /** `shop.example`, `*.shop.example` or `localhost:3000`; lower case. */
  hosts: string[]
  timeZone: string
  currency: string
  createdAt: number
  /** After how many days views and visits are forgotten. Absent: never. */
  retentionDays?: number
  /** How many days before a payment a visit may still have earned it. Absent: the default (attribution/look-back.ts). */
  lookBackDays?: number
  /** The attribution model of its reports when none is named. Absent: last non-direct. */
  defaultModel?: AttributionModel
  /** Names of the site's own under which its metadata carries our ids. Absent: none. */
  metadataKeys?: MetadataKeys
  /** Addresses, ranges and paths whose messages do not count. Absent: none. */
  ignoredAddresses?: string[]
  ignoredPaths?: string[]
  /** Messages from datacentres count as well. Absent: they are ignored. */
  datacentreTraffic?: 'counted'
  /** Everything in it is made up (demo/). Absent: nothing is. */
  isDemo?: true
  /** A change that applies from `at` on. Absent: none. */
  nextTimeZone?: { timeZone: string; at: number }
  /** Known where views come in (known-sites.ts). Absent: none runs. */
  runningTests?: readonly RunningTest[]
}

export interface RunningTest {
  name: string
  sides: readonly { name: string; weight: number }[]
}

/** Whether this host (with its port, as in `URL.host`) is the site's own. A host without a port allows any port. */
export function isOwnHost(site: Pick<SiteRecord, 'hosts'>, host: string): boolean {
  const [name = ''] = host.toLowerCase().split(':')
  return site.hosts.some((own) => {
    if (own.includes(':')) return own === host.toLowerCase()
    if (own.startsWith('*.')) return name.endsWith(own.slice(1)) || name === own.slice(2)
    return name === own || name === `www.${own}`
  })
}

/** `*` stands for anything, slashes too; a path stands for itself and nothing below it. */
export function isIgnoredPath(patterns: readonly string[], path: string): boolean {
  return patterns.some((pattern) => {
    const [first = '', ...rest] = pattern.split('*')
    if (rest.length === 0) return path === pattern
    if (!path.startsWith(first)) return false
    return fits(path.slice(first.length), rest)
  })
}

/** Whether these parts follow each other in the text, the last one at its end. */
function fits(text: string, parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? ''
  let from = 0
  for (const part of parts.slice(0, -1)) {
    const found = text.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return text.length - last.length >= from && text.endsWith(last)
}

/** The site-local day of an instant, YYYY-MM-DD. */
export function dayOf(at: number, timeZone: string): string {
  const known = lastDays.get(timeZone)
  if (known && at >= known.start && at < known.end) return known.day
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  if (lastDays.size >= MOST) lastDays.clear()
  lastDays.set(timeZone, { day, start: startOfDay(day, timeZone), end: startOfDay(addDays(day, 1), timeZone) })
  return day
}

// Calendars are slow, and every view asks for the same few days.
const MOST = 1_000
const lastDays = new Map<string, { day: string; start: number; end: number }>()

function remembering<Answer>(answer: (text: string, more: string) => Answer): (text: string, more: string) => Answer {
  const known = new Map<string, Answer>()
  return (text, more) => {
    const key = `${text} ${more}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= MOST) known.clear()
    const made = answer(text, more)
    known.set(key, made)
    return made
  }
}

/** The instant at which a site-local day begins; days of 23 and 25 hours included. */
export const startOfDay = remembering(
  (day, timeZone) => Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds,
)

export const addDays = (day: string, days: number): string => daysLater(day, String(days))

const daysLater = remembering((day, days) =>
  Temporal.PlainDate.from(day)
    .add({ days: Number(days) })
    .toString(),
)
