// Deletes what is left of sites that were taken away. Begun again after a restart, it goes on: what is gone is not found any more.
import type { Storage } from '../storage/open.ts'
import { eraseMoney } from './erase-money.ts'
import { countPayments } from './money-store.ts'
import { EnoughForNow, type Pieces, piecewise } from './pieces.ts'
import {
  countVisits,
  dropAtOnce,
  dropNames,
  dropRows,
  dropVisitsOf,
  findRemoved,
  forgetRemoved,
  numberOf,
  type RemovedSite,
  removedSites,
} from './store.ts'
import { rowsThatGo } from './tables.ts'

const VISITS_AT_ONCE = 200
const ROWS_AT_ONCE = 500
/** Until then another collector, or a message that was under way, may still have left something behind. */
export const AFTERMATH_MS = 10 * 60_000

/** Answers the sites of which nothing is left. `mayGoOn` is asked between two pieces. */
export async function eraseRemoved(storage: Storage, now: number, mayGoOn: () => boolean): Promise<string[]> {
  const erased: string[] = []
  for (const site of await removedSites(storage.read)) {
    const isAll = await eraseRest({ storage, site, now, mayGoOn, onGone: () => undefined })
    if (!isAll) break
    if (now - site.removed_at < AFTERMATH_MS) continue
    await storage.write((trx) => forgetRemoved(trx, site.id))
    erased.push(site.id)
  }
  if (erased.length > 0) await storage.eraseDeleted()
  return erased
}

/** For whoever waits for it. `onShare`: how much of its visits and payments is gone; what it throws ends the work. */
export async function eraseNow(
  storage: Storage,
  siteId: string,
  now: number,
  onShare: (share: number) => void,
): Promise<void> {
  const site = await findRemoved(storage.read, siteId)
  if (!site) return
  const visits = await countVisits(storage.read, await numberOf(storage.read, siteId))
  const all = Math.max(1, visits + (await countPayments(storage.read, siteId)))
  let gone = 0
  const onGone = (count: number) => {
    gone += count
    onShare(Math.min(1, gone / all))
  }
  await eraseRest({ storage, site, now, mayGoOn: () => true, onGone })
}

interface Erasing extends Pick<Pieces, 'storage' | 'mayGoOn'> {
  site: RemovedSite
  now: number
  /** So many visits or payments are gone. */
  onGone: (count: number) => void
}

/** False: there is more, and it was enough for now. */
async function eraseRest({ storage, mayGoOn, site, now, onGone }: Erasing): Promise<boolean> {
  let rows = 0
  const onRows = (count: number) => {
    rows += count
  }
  const pieces = { storage, mayGoOn, onRows }
  try {
    await eraseMoney(pieces, site, now, onGone)
    await eraseVisits(pieces, site.id, onGone)
    await storage.write((trx) => dropAtOnce(trx, site.id))
    return true
  } catch (error) {
    if (error instanceof EnoughForNow) return false
    throw error
  } finally {
    if (rows > 0) await storage.eraseDeleted()
  }
}

async function eraseVisits(pieces: Pieces, siteId: string, onVisits: (count: number) => void): Promise<void> {
  const site = await numberOf(pieces.storage.read, siteId)
  if (site !== null) await piecewise(pieces, 'views', (trx) => dropVisitsOf(trx, site, VISITS_AT_ONCE), onVisits)
  for (const rows of rowsThatGo('with the site'))
    await piecewise(pieces, 'views', (trx) => dropRows(trx, rows, siteId, ROWS_AT_ONCE))
  await piecewise(pieces, 'views', (trx) => dropNames(trx, siteId, ROWS_AT_ONCE))
  if (site === null) return
  for (const rows of rowsThatGo('with its number'))
    await piecewise(pieces, 'views', (trx) => dropRows(trx, rows, site, ROWS_AT_ONCE))
}
