// What a new site is like when its owner says little, and what a change makes of it.
import type { newSiteSchema, SiteChange } from '@farthing/contract'
import type { z } from 'zod'
import { addDays, dayOf, type SiteRecord, startOfDay } from './site.ts'

export function newSite(asked: z.output<typeof newSiteSchema>, id: string, now: number): SiteRecord {
  const hosts = normalHosts(asked.hosts)
  return {
    id,
    name: asked.name ?? hosts[0] ?? id,
    hosts,
    timeZone: asked.timeZone,
    currency: asked.currency,
    createdAt: now,
  }
}

/** What is not named in the change stays as it is. `hasViews`: a site of which nothing was measured has no days yet to keep whole. */
export function changedSite(site: SiteRecord, change: SiteChange, now: number, hasViews: boolean): SiteRecord {
  const {
    retentionDays: keptDays,
    nextTimeZone: announced,
    lookBackDays: lookedBack,
    datacentreTraffic,
    ...rest
  } = site
  const fromDatacentres = change.datacentreTraffic ?? datacentreTraffic
  const ignoredAddresses = change.ignoredAddresses ?? site.ignoredAddresses
  const ignoredPaths = change.ignoredPaths ?? site.ignoredPaths
  const { timeZone, ...nextTimeZone } = timeZoneChange(rest, change.timeZone, announced, now, hasViews)
  const retentionDays = change.retentionDays === undefined ? keptDays : change.retentionDays
  const lookBackDays = change.lookBackDays === undefined ? lookedBack : change.lookBackDays
  return {
    ...rest,
    name: change.name ?? site.name,
    hosts: change.hosts ? normalHosts(change.hosts) : site.hosts,
    currency: change.currency ?? site.currency,
    timeZone,
    ...nextTimeZone,
    ...(change.defaultModel ? { defaultModel: change.defaultModel } : {}),
    ...(change.metadataKeys ? { metadataKeys: change.metadataKeys } : {}),
    ...(lookBackDays === undefined || lookBackDays === null ? {} : { lookBackDays }),
    ...(ignoredAddresses === undefined ? {} : { ignoredAddresses: [...new Set(ignoredAddresses)] }),
    ...(ignoredPaths === undefined ? {} : { ignoredPaths: [...new Set(ignoredPaths)] }),
    ...(fromDatacentres === 'counted' ? { datacentreTraffic: fromDatacentres } : {}),
    ...(retentionDays === undefined || retentionDays === null ? {} : { retentionDays }),
  }
}

/** What the payments of a site were frozen under. */
export const concernsPayments = (before: SiteRecord, after: SiteRecord): boolean =>
  before.lookBackDays !== after.lookBackDays || before.currency !== after.currency

type Zones = Pick<SiteRecord, 'timeZone' | 'nextTimeZone'>

function timeZoneChange(
  { timeZone }: Zones,
  wanted: string | undefined,
  announced: Zones['nextTimeZone'],
  now: number,
  hasViews: boolean,
): Zones {
  if (wanted === undefined) return announced ? { timeZone, nextTimeZone: announced } : { timeZone }
  if (wanted === timeZone || !hasViews) return { timeZone: wanted }
  return { timeZone, nextTimeZone: { timeZone: wanted, at: nextDayInBoth(now, timeZone, wanted) } }
}

/**
 * When the next day has begun in both zones: then the days follow each other without a gap, and none comes twice. The day of the
 * change is shorter or longer than others by what lies between the zones.
 */
export function nextDayInBoth(now: number, from: string, to: string): number {
  const next = addDays(dayOf(now, from), 1)
  return Math.max(startOfDay(next, from), startOfDay(next, to))
}

const normalHosts = (hosts: readonly string[]): string[] => [...new Set(hosts.map((host) => host.toLowerCase()))]
