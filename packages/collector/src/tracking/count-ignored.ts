// Counts what was not counted: in memory first, so that a flood of bots costs one write a second and not one each.
import type { UncountedReason } from '@farthing/contract'
import { dayOf, type SiteRecord } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import { addUncounted, type Uncounted } from './ignored-store.ts'

export type CountIgnored = (reason: UncountedReason, site: Pick<SiteRecord, 'id' | 'timeZone'>, now: number) => void

const EVERY_MS = 1_000

/** What a kill takes is the last second's. Its memory is bounded by our own sites, days and reasons. */
export function ignoredCounter(storage: Storage, failed: (error: unknown) => void): CountIgnored {
  let pending = new Map<string, Uncounted>()
  const save = () => {
    const rows = [...pending.values()]
    pending = new Map()
    storage.write((trx) => addUncounted(trx, rows)).catch(failed)
  }
  return (reason, site, now) => {
    if (pending.size === 0) setTimeout(save, EVERY_MS).unref()
    const day = dayOf(now, site.timeZone)
    const key = `${site.id} ${day} ${reason}`
    const counted = pending.get(key) ?? { siteId: site.id, day, reason, count: 0 }
    pending.set(key, { ...counted, count: counted.count + 1 })
  }
}
