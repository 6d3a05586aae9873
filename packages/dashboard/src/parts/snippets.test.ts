// What is pasted works as it is pasted.
import type { Site } from '@farthing/contract'
import { expect, it } from 'vitest'
import { scriptTag } from './snippets.ts'

const site = (hosts: string[]): Site => ({
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
  hasViews: false,
  hasPayments: false,
})

it('names the collector and the site', () => {
  expect(scriptTag(site(['shop.example']), 'https://stats.example')).toBe(
    '<script defer src="https://stats.example/f.js" data-site="site_abcdefgh"></script>',
  )
})
