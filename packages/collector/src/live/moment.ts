// What is told of one moment: who is there, where, from where, and what was paid lately.
import type { LiveMoment, Mode } from '@farthing/contract'
import { listPayments } from '../attribution/payment-store.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { type Present, presentSince } from './store.ts'

const PRESENT_MS = 5 * 60_000
const RECENT_MS = 30 * 60_000
const MOST = 10

export async function momentOf(db: Db, site: SiteRecord, mode: Mode, now: number): Promise<LiveMoment> {
  const present = await presentSince(db, site, now - PRESENT_MS)
  const filter = { siteId: site.id, mode, from: now - RECENT_MS, until: now + RECENT_MS, after: null, limit: MOST }
  return {
    mode,
    at: now,
    visitors: new Set(present.map(({ visitor }) => visitor)).size,
    pages: counted(present, ({ page }) => page).map(([page, visitors]) => ({ page, visitors })),
    channels: counted(present, ({ channel }) => channel).map(([channel, visitors]) => ({ channel, visitors })),
    recent: await listPayments(db, filter),
  }
}

function counted(present: readonly Present[], of: (one: Present) => string): [string, number][] {
  const visitors = new Map<string, Set<string>>()
  for (const one of present) visitors.set(of(one), (visitors.get(of(one)) ?? new Set()).add(one.visitor))
  return [...visitors]
    .map(([name, who]): [string, number] => [name, who.size])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST)
}
