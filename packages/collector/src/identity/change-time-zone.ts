// A site's new time zone, from the day on for which it was announced: the salts live on until their days end in the new zone.
import { announcedTimeZones, type SiteToChange, updateSite } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import { saltEnd } from './salt.ts'
import { prolongSalt, saltDays } from './store.ts'

/** Returns how many sites changed. */
export async function changeTimeZones(storage: Storage, now: number): Promise<number> {
  const isDue = ({ nextTimeZone }: SiteToChange) => nextTimeZone.at <= now
  if (!(await announcedTimeZones(storage.read)).some(isDue)) return 0
  return storage.write(async (trx) => {
    await takeTurn(trx, 'views')
    // Asked again: the owner may have thought better of it.
    const due = (await announcedTimeZones(trx)).filter(isDue)
    for (const { nextTimeZone, ...site } of due) {
      await updateSite(trx, { ...site, timeZone: nextTimeZone.timeZone })
      for (const day of await saltDays(trx, site.id))
        await prolongSalt(trx, site.id, day, saltEnd(day, nextTimeZone.timeZone))
    }
    return due.length
  })
}
