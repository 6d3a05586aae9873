// Retention: what a site does not want to keep any longer is forgotten, in small pieces, so that views never wait for it.
import { addDays, dayOf, type SiteRecord, startOfDay } from '../sites/site.ts'
import { allSites } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import { forgetWords } from '../storage/words.ts'
import { dropHappenings, dropUnsaidNames, dropVisits, visitsBefore } from './store.ts'

const VISITS_AT_ONCE = 200

/** The first site-local day that is kept; null: every day is. */
export const firstKeptDay = (site: Pick<SiteRecord, 'retentionDays' | 'timeZone'>, now: number): string | null =>
  site.retentionDays === undefined ? null : addDays(dayOf(now, site.timeZone), 1 - site.retentionDays)

/** Returns how many visits were forgotten. */
export async function forgetOldViews(storage: Storage, now: number): Promise<number> {
  let forgotten = 0
  for (const site of await allSites(storage.read)) {
    const day = firstKeptDay(site, now)
    if (day !== null) forgotten += await forgetBefore(storage, site, day)
  }
  if (forgotten > 0) await storage.eraseDeleted()
  return forgotten
}

async function forgetBefore(storage: Storage, site: SiteRecord, day: string): Promise<number> {
  let forgotten = 0
  for (;;) {
    const count = await storage.write(async (trx) => {
      await takeTurn(trx, 'views')
      const visits = await visitsBefore(trx, site.id, day, VISITS_AT_ONCE)
      if (visits.length > 0) await dropVisits(trx, visits)
      return visits.length
    })
    forgotten += count
    if (count < VISITS_AT_ONCE) break
  }
  await storage.write(async (trx) => {
    await takeTurn(trx, 'views')
    const said = await dropHappenings(trx, site.id, startOfDay(day, site.timeZone))
    if (forgotten + said > 0) await dropUnsaidNames(trx, site.id)
    await forgetWords(trx, site.id, day)
  })
  return forgotten
}
