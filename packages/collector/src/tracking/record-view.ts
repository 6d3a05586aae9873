// Puts a view into its visit: visitor → visit → view, once per view id, in any order of arrival.
import type { ViewMessage } from '@farthing/contract'
import type { SiteRecord } from '../sites/site.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { begin, extend, GAP_MS, goesOn, visitIdOf } from './fold-visits.ts'
import { parseView, type SeenView } from './parse-view.ts'
import { refold } from './refold.ts'
import {
  extendVisit,
  findView,
  insertView,
  insertVisit,
  type PlacedView,
  type StoredVisit,
  visitsSince,
} from './store.ts'
import { type Browser, countedAt, daysAround, type Visitors, visitorOn, visitorOnDays } from './visitor-days.ts'

export interface ViewToRecord {
  message: ViewMessage
  site: SiteRecord
  browser: Browser
  now: number
}

export type Recorded =
  /** The view, and those that it moved into another visit because it came late. */
  | { kind: 'recorded'; placed: PlacedView; moved: { viewId: string; visitId: string }[] }
  | { kind: 'known'; placed: PlacedView }

export async function recordView(trx: Db, given: ViewToRecord, newSalt: () => string): Promise<Recorded> {
  const { message, site, browser, now } = given
  await takeTurn(trx, 'views')
  const known = await findView(trx, message.viewId)
  if (known) return { kind: 'known', placed: known }

  const at = countedAt(now, message.age ?? 0, site.timeZone)
  const view = parseView(message, at, site)
  const visitors = await visitorOnDays(trx, site, daysAround(at, now, site.timeZone), browser, newSalt)
  const visits = await visitsSince(trx, site.id, [...visitors.values()], at - GAP_MS)
  const latest = latestOf(visits)
  if (latest === 'unclear' || (latest && latest.visit.lastAt >= at)) return refold(trx, site, visitors, visits, view)
  return { kind: 'recorded', placed: await append(trx, site, visitors, latest, view), moved: [] }
}

/** Unclear when visits end in the same millisecond. */
function latestOf(visits: readonly StoredVisit[]): StoredVisit | 'unclear' | undefined {
  const lastAt = Math.max(...visits.map(({ visit }) => visit.lastAt))
  const [latest, ...others] = visits.filter(({ visit }) => visit.lastAt === lastAt)
  return others.length > 0 ? 'unclear' : latest
}

/** The usual case: nothing of this visitor is later. */
async function append(
  trx: Db,
  site: SiteRecord,
  visitors: Visitors,
  latest: StoredVisit | undefined,
  view: SeenView,
): Promise<PlacedView> {
  if (latest && goesOn(latest.visit, view, site.timeZone)) {
    await extendVisit(trx, latest.id, extend(latest.visit, view))
    return place(trx, latest, view)
  }
  const visit = begin(view, site.timeZone)
  const opened = { id: visitIdOf(view.id), siteId: site.id, visitorId: visitorOn(visitors, visit.day), visit }
  await insertVisit(trx, opened)
  return place(trx, opened, view)
}

async function place(trx: Db, { id, siteId, visitorId }: StoredVisit, view: SeenView): Promise<PlacedView> {
  await insertView(trx, siteId, { ...view, visitId: id })
  return { siteId, visitId: id, visitorId }
}
