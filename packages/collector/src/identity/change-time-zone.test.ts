import { describe, expect, it } from 'vitest'
import { changedSite } from '../sites/edit-site.ts'
import { findSite, insertSite, updateSite } from '../sites/store.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { changeTimeZones } from './change-time-zone.ts'
import { saltEnd } from './salt.ts'
import { insertSalt } from './store.ts'

const site = {
  id: 'site_abcdefgh',
  name: 'Shop',
  hosts: ['shop.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: 0,
}
const now = Date.parse('2026-06-10T12:00:00Z')
/** Midnight in New York: the next day has begun in both zones. */
const change = Date.parse('2026-06-11T04:00:00Z')

describe.each(engines)('a changed time zone (%s)', (engine) => {
  it('applies from the next day on, and its salt lives until that day ends there', async () => {
    const storage = await freshStorage(engine)
    await storage.write(async (trx) => {
      await insertSite(trx, site)
      await updateSite(trx, changedSite(site, { timeZone: 'America/New_York' }, now, true))
      await insertSalt(trx, site.id, '2026-06-11', 'salt', saltEnd('2026-06-11', site.timeZone))
    })
    expect(await changeTimeZones(storage, change - 1)).toBe(0)
    expect((await findSite(storage.read, site.id))?.timeZone).toBe('Europe/Paris')
    expect(await changeTimeZones(storage, change)).toBe(1)
    expect(await findSite(storage.read, site.id)).toEqual({ ...site, timeZone: 'America/New_York' })
    expect(await storage.read.selectFrom('salt').select(['day', 'delete_at']).execute()).toEqual([
      { day: '2026-06-11', delete_at: Date.parse('2026-06-12T10:00:00Z') },
    ])
    expect(await changeTimeZones(storage, change)).toBe(0)
  })
})
