// The sites that were asked for lately, so that a view does not ask the database for its site.
import type { Storage } from '../storage/open.ts'
import type { SiteRecord } from './site.ts'
import { findSite, runningTests } from './store.ts'

export interface KnownSites {
  /** Without asking anybody. */
  remembered(id: string, now: number): SiteRecord | null
  find(id: string, now: number): Promise<SiteRecord | null>
  /** It was changed here. */
  forget(id: string): void
}

/** A command or another collector may change a site: after this it is read again. */
const FRESH_MS = 5_000
const MOST = 10_000

const everywhere = new WeakMap<Storage['read'], KnownSites>()

/** One for each database: whoever changes a site tells the same one that the views ask. */
export function knownSites(storage: Storage): KnownSites {
  const known = everywhere.get(storage.read) ?? rememberingSites(storage)
  everywhere.set(storage.read, known)
  return known
}

function rememberingSites(storage: Storage): KnownSites {
  const sites = new Map<string, { site: SiteRecord; readAt: number }>()
  let changes = 0
  return {
    remembered: (id, now) => {
      const known = sites.get(id)
      return known && Math.abs(now - known.readAt) < FRESH_MS ? known.site : null
    },
    find: async (id, now) => {
      const before = changes
      const found = await findSite(storage.read, id)
      const tests = found ? await runningTests(storage.read, id) : []
      const site = found && tests.length > 0 ? { ...found, runningTests: tests } : found
      if (sites.size >= MOST) sites.clear()
      // A change in between may be newer than what was read.
      if (site && before === changes) sites.set(id, { site, readAt: now })
      return site
    },
    forget: (id) => {
      changes += 1
      sites.delete(id)
    },
  }
}
