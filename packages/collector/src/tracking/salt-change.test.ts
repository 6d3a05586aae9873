import { describe, expect, it } from 'vitest'
import { forgetSalts } from '../identity/rotate-salt.ts'
import { keptSalts } from '../identity/salts.ts'
import { visitorOf } from '../identity/visitor-hash.ts'
import { groupCommit } from '../storage/group-commit.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { recordViews, type ViewToRecord } from './record-view.ts'
import { countingSalts, messageOf, site } from './testing/visits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** In Paris. */
const midnight = Date.parse('2026-06-10T22:00:00Z')
const visitors = 100

const browserOf = (visitor: number) => ({ ip: `203.0.113.${visitor}`, userAgent: 'Firefox' })

describe.each(engines)('the change of a day’s salt under load (%s)', (engine) => {
  it('splits no visit, and leaves no way back to the ids of the day before', async () => {
    const storage = await freshStorage(engine)
    const salts = keptSalts(countingSalts())
    const commit = groupCommit(storage, (trx, views: readonly ViewToRecord[]) => {
      for (const { now } of views) salts.forget(now)
      return recordViews(trx, views, salts)
    })
    const look = (visitor: number, now: number) =>
      commit({ message: messageOf({ name: `${visitor}-${now}`, at: now }), site, browser: browserOf(visitor), now })
    const everybody = (now: number) => Promise.all(Array.from({ length: visitors }, (_, visitor) => look(visitor, now)))

    for (let now = midnight - 10 * MINUTE; now <= midnight + 20 * MINUTE; now += 5 * MINUTE) await everybody(now)
    const visits = await storage.read.selectFrom('visit').select(['visitor_id', 'views', 'day']).execute()
    expect(visits).toHaveLength(visitors)
    expect(visits.every(({ views, day }) => views === 7 && day === '2026-06-10')).toBe(true)

    const old = new Set(visits.map(({ visitor_id }) => visitor_id))
    await forgetSalts(storage, midnight + 6 * HOUR)
    const later = await everybody(midnight + 6 * HOUR + MINUTE)
    const left = await storage.read.selectFrom('salt').select('salt').execute()
    const reproducible = left.flatMap(({ salt }) =>
      Array.from({ length: visitors }, (_, visitor) => {
        const { ip, userAgent } = browserOf(visitor)
        return visitorOf(salt, site.id, ip, userAgent).id
      }),
    )
    expect(reproducible.filter((id) => old.has(id))).toEqual([])
    expect(later.filter(({ placed }) => old.has(placed.visitorId))).toEqual([])
    expect(later.every(({ placed }) => reproducible.includes(placed.visitorId))).toBe(true)
  })
})
