// Takes a site away for good: from this transaction on it is none of ours, for anybody; what is left of it is deleted after it.
import { forgetDemo } from '../demo/store.ts'
import { knownSites } from '../sites/known-sites.ts'
import type { SiteRecord } from '../sites/site.ts'
import { findSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { dropAtOnce, noteRemoved } from './store.ts'

/** Null: there is no such site. `isConfirmed` throws where it should stay after all. */
export async function removeSite(
  storage: Storage,
  siteId: string,
  now: number,
  isConfirmed: (site: SiteRecord) => void = () => undefined,
): Promise<SiteRecord | null> {
  const removed = await storage.write(async (trx) => {
    const site = await findSite(trx, siteId)
    if (!site) return null
    isConfirmed(site)
    await noteRemoved(trx, { id: siteId, removed_at: now, is_demo: site.isDemo ? 1 : 0 })
    await dropAtOnce(trx, siteId)
    if (site.isDemo) await forgetDemo(trx)
    return site
  })
  knownSites(storage).forget(siteId)
  return removed
}
