// What a new site is like when its owner says little, and what a change makes of it.
import type { newSiteSchema, SiteChange } from '@farthing/contract'
import type { z } from 'zod'
import type { SiteRecord } from './site.ts'

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

/** What is not named in the change stays as it is. */
export const changedSite = (site: SiteRecord, change: SiteChange): SiteRecord => ({
  ...site,
  name: change.name ?? site.name,
  hosts: change.hosts ? normalHosts(change.hosts) : site.hosts,
  timeZone: change.timeZone ?? site.timeZone,
  currency: change.currency ?? site.currency,
})

const normalHosts = (hosts: readonly string[]): string[] => [...new Set(hosts.map((host) => host.toLowerCase()))]
