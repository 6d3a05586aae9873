// A site as tests need one: nothing measured, nothing paid.
import type { Site } from '@farthing/contract'

export const siteAt = (hosts: string[]): Site => ({
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts,
  timeZone: 'UTC',
  currency: 'eur',
  createdAt: 0,
  defaultMode: 'test',
  role: 'owner',
  amounts: 'shown',
  ignoredAddresses: [],
  ignoredPaths: [],
  datacentreTraffic: 'ignored',
  hasViews: false,
  hasPayments: false,
})
