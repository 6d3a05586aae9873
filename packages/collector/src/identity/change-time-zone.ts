// A site's new time zone, from the day on for which it was announced: the salts live on until their days end in the new zone.
import { announcedTimeZones, updateSite } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import { saltEnd } from './salt.ts'
import { prolongSalt, saltDays } from './store.ts'

/** Returns how many sites changed. */
export async function changeTimeZones(storage: Storage, now: number): Promise<number> {
  const due = (await announcedTimeZones(storage.read)).filter((site) => site.nextTimeZone.at <= now)
  for (const { nextTimeZone, ...site } of due)
    await storage.write(async (trx) => {
      await takeTurn(trx, 'views')
      await updateSite(trx, { ...site, timeZone: nextTimeZone.timeZone })
      for (const day of await saltDays(trx, site.id))
        await prolongSalt(trx, site.id, day, saltEnd(day, nextTimeZone.timeZone))
    })
  return due.length
}
