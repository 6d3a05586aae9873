import { describe, expect, it, onTestFinished } from 'vitest'
import { changeTimeZones } from '../identity/change-time-zone.ts'
import { forgetSalts } from '../identity/rotate-salt.ts'
import { saltEnd } from '../identity/salt.ts'
import { keptSalts } from '../identity/salts.ts'
import { visitorOf } from '../identity/visitor-hash.ts'
import { changedSite } from '../sites/edit-site.ts'
import { addDays, type SiteRecord, startOfDay } from '../sites/site.ts'
import { findSite, insertSite, updateSite } from '../sites/store.ts'
import { groupCommit } from '../storage/group-commit.ts'
import { openStorage, type Storage } from '../storage/open.ts'
import { engines, freshDatabase } from '../storage/testing/databases.ts'
import { recordViews, type ViewToRecord } from './record-view.ts'
import { countingSalts, messageOf, site as parisian } from './testing/visits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const visitors = 40

const browserOf = (visitor: number) => ({ ip: `203.0.113.${visitor}`, userAgent: 'Firefox' })

/** Collectors that share a database, each with its own memory of salts and its own idea of a new one. */
async function collectors(engine: (typeof engines)[number]) {
  const { url, remove } = await freshDatabase(engine)
  const storages = await Promise.all(Array.from({ length: engine === 'postgres' ? 2 : 1 }, () => openStorage(url)))
  onTestFinished(async () => {
    for (const storage of storages) await storage.close()
    await remove()
  })
  const commits = storages.map((storage, node) => {
    const newSalt = countingSalts()
    const salts = keptSalts(() => `${newSalt()} of node ${node}`)
    return groupCommit(storage, (trx, views: readonly ViewToRecord[]) => {
      for (const { now } of views) salts.forget(now)
      return recordViews(trx, views, salts)
    })
  })
  let sent = 0
  /** By whichever collector has its turn. */
  const look = (site: SiteRecord, visitor: number, now: number) => {
    const commit = commits[++sent % commits.length] ?? commits[0]
    if (!commit) throw new Error('there is no collector')
    return commit({
      message: messageOf({ name: `${visitor}-${now}`, at: now }),
      site,
      browser: browserOf(visitor),
      now,
    })
  }
  const everybody = (site: SiteRecord, now: number) =>
    Promise.all(Array.from({ length: visitors }, (_, visitor) => look(site, visitor, now)))
  const [storage] = storages
  if (!storage) throw new Error('there is no database')
  return { storage, everybody }
}

const visitsIn = (storage: Storage) =>
  storage.read.selectFrom('visit').select(['visitor_id', 'views', 'day']).orderBy('day').execute()

/** Whom the salts that are left lead to. */
async function reproducible(storage: Storage): Promise<string[]> {
  const left = await storage.read.selectFrom('salt').select('salt').execute()
  return left.flatMap(({ salt }) =>
    Array.from({ length: visitors }, (_, visitor) => {
      const { ip, userAgent } = browserOf(visitor)
      return visitorOf(salt, parisian.id, ip, userAgent).id
    }),
  )
}

/** The day before, its midnight, and how long the day after is. */
const nights: [name: string, timeZone: string, day: string, hours: number][] = [
  ['an ordinary night', 'Europe/Paris', '2026-06-10', 24],
  ['the night before clocks go forward', 'Europe/Paris', '2026-03-28', 23],
  ['the night before clocks go back', 'Europe/Paris', '2026-10-24', 25],
  ['clocks that go forward at midnight itself', 'America/Havana', '2026-03-07', 23],
  ['half an hour of daylight saving', 'Australia/Lord_Howe', '2026-04-04', 24.5],
]

describe.each(engines)('the change of a day’s salt under load (%s)', (engine) => {
  it.each(nights)(
    'splits no visit and leaves no way back to the ids before: %s',
    async (_name, timeZone, day, hours) => {
      const { storage, everybody } = await collectors(engine)
      const site = { ...parisian, timeZone }
      const midnight = startOfDay(addDays(day, 1), timeZone)
      expect((startOfDay(addDays(day, 2), timeZone) - midnight) / HOUR).toBe(hours)

      for (let now = midnight - 10 * MINUTE; now <= midnight + 20 * MINUTE; now += 5 * MINUTE)
        await everybody(site, now)
      const visits = await visitsIn(storage)
      expect(visits).toHaveLength(visitors)
      expect(visits.every((visit) => visit.views === 7 && visit.day === day)).toBe(true)

      const old = new Set(visits.map(({ visitor_id }) => visitor_id))
      expect(await reproducible(storage)).toEqual(expect.arrayContaining([...old]))
      const end = saltEnd(day, timeZone)
      expect(end - midnight).toBe(6 * HOUR)
      await forgetSalts(storage, end)
      const later = await everybody(site, end + MINUTE)
      const left = await reproducible(storage)
      expect(left.filter((id) => old.has(id))).toEqual([])
      expect(later.filter(({ placed }) => old.has(placed.visitorId))).toEqual([])
      expect(later.every(({ placed }) => left.includes(placed.visitorId))).toBe(true)
    },
  )

  it('splits no visit when the site’s time zone changes at that midnight, and forgets the old day all the same', async () => {
    const { storage, everybody } = await collectors(engine)
    /** In Paris; in New York it is six in the evening, and the day goes on. */
    const midnight = Date.parse('2026-06-10T22:00:00Z')
    const noon = midnight - 12 * HOUR
    await storage.write(async (trx) => {
      await insertSite(trx, parisian)
      await updateSite(trx, changedSite(parisian, { timeZone: 'America/New_York' }, noon, true))
    })
    const siteAt = async (now: number) => {
      await changeTimeZones(storage, now)
      const site = await findSite(storage.read, parisian.id)
      if (!site) throw new Error('the site is gone')
      return site
    }
    /** When the next day has begun in both. */
    const change = Date.parse('2026-06-11T04:00:00Z')
    for (let now = change - 20 * MINUTE; now <= change + 20 * MINUTE; now += 5 * MINUTE)
      await everybody(await siteAt(now), now)
    expect((await siteAt(change)).timeZone).toBe('America/New_York')
    const visits = await visitsIn(storage)
    expect(visits).toHaveLength(visitors)
    expect(visits.every(({ views }) => views === 9)).toBe(true)

    const old = new Set(visits.map(({ visitor_id }) => visitor_id))
    await forgetSalts(storage, saltEnd('2026-06-11', 'America/New_York'))
    expect((await reproducible(storage)).filter((id) => old.has(id))).toEqual([])
  })
})
