// What a site is, and what follows from its hosts and its time zone.
import { Temporal } from 'temporal-polyfill'

export interface SiteRecord {
  id: string
  name: string
  /** `shop.example`, `*.shop.example` or `localhost:3000`; lower case. */
  hosts: string[]
  timeZone: string
  currency: string
  createdAt: number
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

/** The site-local day of an instant, YYYY-MM-DD. */
export const dayOf = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The instant at which a site-local day begins; days of 23 and 25 hours included. */
export const startOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds

export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()
