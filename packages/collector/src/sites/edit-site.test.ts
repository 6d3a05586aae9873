import { newSiteSchema, siteChangeSchema } from '@farthing/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedSite, newSite } from './edit-site.ts'

const site = newSite(newSiteSchema.parse({ hosts: ['Shop.Example', 'shop.example'] }), 'site_00000000', 7)

it('calls a new site by its first host, and keeps each host once, in lower case', () => {
  expect(site).toEqual({
    id: 'site_00000000',
    name: 'shop.example',
    hosts: ['shop.example'],
    timeZone: 'UTC',
    currency: 'usd',
    createdAt: 7,
  })
})

it('changes exactly what is named', () => {
  const change = fc.record(
    {
      name: fc.string({ minLength: 1, maxLength: 20 }),
      hosts: fc.uniqueArray(fc.constantFrom('a.example', 'b.example', '*.c.example'), { minLength: 1 }),
      timeZone: fc.constantFrom('Europe/Paris', 'Asia/Tokyo'),
      currency: fc.constantFrom('eur', 'jpy'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(change, (asked) => {
      expect(changedSite(site, siteChangeSchema.parse(asked))).toEqual({ ...site, ...asked })
    }),
  )
})
