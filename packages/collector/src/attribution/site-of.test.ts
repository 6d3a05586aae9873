import { expect, it } from 'vitest'
import { type Claims, ENVIRONMENT, ownersAmong, siteOf } from './site-of.ts'

const claims: Claims = { via: [ENVIRONMENT], websiteIds: [], visitSites: [], sites: ['site_a', 'site_b'] }

it.each<[string, Partial<Claims>, string | null]>([
  ['metadata decides', { websiteIds: ['site_b'], visitSites: ['site_a'] }, 'site_b'],
  ['else the visit', { visitSites: ['site_b'] }, 'site_b'],
  ["else the connection's own site", { via: ['site_b', ENVIRONMENT] }, 'site_b'],
  ['else the oldest site of the environment', {}, 'site_a'],
  [
    'metadata that names no site here is no claim',
    { websiteIds: ['site_elsewhere'], visitSites: ['site_b'] },
    'site_b',
  ],
  ["another owner's site is not eligible", { via: ['site_a'], websiteIds: ['site_b'] }, 'site_a'],
  ['nor by a visit there', { via: ['site_a'], visitSites: ['site_b'] }, 'site_a'],
  ['no site, no owner', { sites: [] }, null],
])('%s', (_, part, site) => {
  expect(siteOf({ ...claims, ...part })).toBe(site)
})

it("never gives the operator's own money to a site whose visits are made up", () => {
  const sites = [{ id: 'site_a', isDemo: true as const }, { id: 'site_b' }]
  expect(ownersAmong(sites, [ENVIRONMENT])).toEqual(['site_b'])
  expect(ownersAmong(sites, ['site_a'])).toEqual(['site_a', 'site_b'])
})
