import { newSiteSchema, siteChangeSchema } from '@farthing/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedSite, newSite, nextDayInBoth } from './edit-site.ts'
import { addDays, dayOf } from './site.ts'

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
      retentionDays: fc.integer({ min: 1, max: 1_000 }),
      defaultModel: fc.constantFrom('first' as const, 'linear' as const),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(change, (asked) => {
      expect(changedSite(site, siteChangeSchema.parse(asked), 8, false)).toEqual({ ...site, ...asked })
    }),
  )
})

const now = Date.parse('2026-06-10T12:00:00Z')
const measured = { ...site, timeZone: 'Europe/Paris' }

it('changes the time zone of a measured site from the next day on, and not before', () => {
  const changed = changedSite(measured, { timeZone: 'America/New_York' }, now, true)
  expect(changed).toEqual({
    ...measured,
    nextTimeZone: { timeZone: 'America/New_York', at: Date.parse('2026-06-11T04:00:00Z') },
  })
  expect(changedSite(changed, { name: 'Shop' }, now, true).nextTimeZone).toEqual(changed.nextTimeZone)
  expect(changedSite(changed, { timeZone: 'Europe/Paris' }, now, true)).toEqual(measured)
})

it('forgets the retention when it is null, and keeps it when it is not named', () => {
  const kept = changedSite(site, { retentionDays: 90 }, now, true)
  expect(changedSite(kept, {}, now, true).retentionDays).toBe(90)
  expect(changedSite(kept, { retentionDays: null }, now, true)).toEqual(site)
})

it('lets the days follow each other over a change of the zone, none missing and none twice', () => {
  const zone = fc.constantFrom(
    'America/New_York',
    'UTC',
    'Europe/Paris',
    'Asia/Kolkata',
    'Asia/Tokyo',
    'Australia/Perth',
  )
  const anInstant = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-01-01T00:00:00Z') })
  fc.assert(
    fc.property(zone, zone, anInstant, (from, to, at) => {
      const change = nextDayInBoth(at, from, to)
      const [before, after] = [dayOf(change - 1, from), dayOf(change, to)]
      expect(change).toBeGreaterThan(at)
      expect([before, addDays(before, 1)]).toContain(after)
      expect(after).toBe(addDays(dayOf(at, from), 1))
    }),
  )
})
