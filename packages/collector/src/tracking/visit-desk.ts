// The visits that a batch of views may go on with: read once, changed in memory, written once.
import type { Db } from '../storage/schema.ts'
import { REACH_MS } from './fold-visits.ts'
import { extendVisits, insertVisits, type StoredVisit, visitsSince } from './store.ts'
import { insertViews, type NumberedView, type PlacedView, type ViewToKeep } from './view-store.ts'
import { idsOf, type Visitors } from './visitor-days.ts'

export interface VisitDesk {
  /** In the order in which they began. */
  visitsOf(visitorIds: readonly string[], since: number): StoredVisit[]
  open(visit: StoredVisit, first: NumberedView): PlacedView
  /** `day`: the view's, in the site's time zone. */
  extend(visit: StoredVisit, view: NumberedView, day: string): PlacedView
  save(trx: Db): Promise<void>
  /** After somebody else wrote these visitors' visits. */
  reload(trx: Db, siteId: string, visitorIds: readonly string[]): Promise<void>
}

interface Expected {
  site: { id: string }
  view: NumberedView
  visitors: Visitors
}

export async function openDesk(trx: Db, expected: readonly Expected[]): Promise<VisitDesk> {
  const since = Math.min(...expected.map(({ view }) => view.at)) - REACH_MS
  const byVisitor = new Map<string, StoredVisit[]>()
  const opened = new Map<number, StoredVisit>()
  const extended = new Map<number, { stored: StoredVisit; day: string }>()
  let views: ViewToKeep[] = []

  const put = (stored: StoredVisit) => {
    const others = (byVisitor.get(stored.visitorId) ?? []).filter(({ no }) => no !== stored.no)
    byVisitor.set(stored.visitorId, [...others, stored])
  }
  const place = (stored: StoredVisit, view: NumberedView, day: string): PlacedView => {
    put(stored)
    views.push({ siteId: stored.siteId, day, view, visitNo: stored.no })
    return { siteId: stored.siteId, visitId: stored.id, visitorId: stored.visitorId }
  }
  const reload = async (on: Db, siteId: string, visitorIds: readonly string[]) => {
    for (const id of visitorIds) byVisitor.delete(id)
    for (const stored of await visitsSince(on, siteId, visitorIds, since)) put(stored)
  }
  for (const [siteId, visitorIds] of visitorsBySite(expected)) await reload(trx, siteId, [...visitorIds])

  return {
    visitsOf: (visitorIds, from) =>
      visitorIds
        .flatMap((id) => byVisitor.get(id) ?? [])
        .filter(({ visit }) => visit.lastAt >= from)
        .sort((a, b) => a.visit.startedAt - b.visit.startedAt),
    open: (stored, first) => {
      opened.set(stored.no, stored)
      return place(stored, first, stored.visit.day)
    },
    extend: (stored, view, day) => {
      if (opened.has(stored.no)) opened.set(stored.no, stored)
      else extended.set(stored.no, { stored, day })
      return place(stored, view, day)
    },
    save: async (on) => {
      await insertVisits(on, [...opened.values()])
      await extendVisits(on, [...extended.values()])
      await insertViews(on, views)
      opened.clear()
      extended.clear()
      views = []
    },
    reload,
  }
}

function visitorsBySite(expected: readonly Expected[]): Map<string, Set<string>> {
  const bySite = new Map<string, Set<string>>()
  for (const { site, visitors } of expected) {
    const ids = bySite.get(site.id) ?? new Set<string>()
    bySite.set(site.id, ids)
    for (const id of idsOf(visitors)) ids.add(id)
  }
  return bySite
}
