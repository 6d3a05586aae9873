// The visits that a batch of views may go on with: read once, changed in memory, written once.
import type { Db } from '../storage/schema.ts'
import { REACH_MS } from './fold-visits.ts'
import type { SeenView } from './parse-view.ts'
import { extendVisits, insertVisits, type StoredVisit, visitsSince } from './store.ts'
import { insertViews, type PlacedView, type ViewToKeep } from './view-store.ts'
import { idsOf, type Visitors } from './visitor-days.ts'

export interface VisitDesk {
  /** In the order in which they began. */
  visitsOf(visitorIds: readonly string[], since: number): StoredVisit[]
  open(visit: StoredVisit, first: SeenView): PlacedView
  /** `day`: the view's, in the site's time zone. */
  extend(visit: StoredVisit, view: SeenView, day: string): PlacedView
  save(trx: Db): Promise<void>
  /** After somebody else wrote these visitors' visits. */
  reload(trx: Db, siteId: string, visitorIds: readonly string[]): Promise<void>
}

interface Expected {
  site: { id: string }
  view: SeenView
  visitors: Visitors
}

export async function openDesk(trx: Db, expected: readonly Expected[]): Promise<VisitDesk> {
  const since = Math.min(...expected.map(({ view }) => view.at)) - REACH_MS
  const byVisitor = new Map<string, StoredVisit[]>()
  const opened = new Map<string, StoredVisit>()
  const extended = new Map<string, { stored: StoredVisit; day: string }>()
  let views: (Omit<ViewToKeep, 'visitNo'> & { visit: StoredVisit })[] = []

  const put = (stored: StoredVisit) => {
    const others = (byVisitor.get(stored.visitorId) ?? []).filter(({ id }) => id !== stored.id)
    byVisitor.set(stored.visitorId, [...others, stored])
  }
  const place = (stored: StoredVisit, view: SeenView, day: string): PlacedView => {
    put(stored)
    views.push({ siteId: stored.siteId, day, view, visit: stored })
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
      opened.set(stored.id, stored)
      return place(stored, first, stored.visit.day)
    },
    extend: (stored, view, day) => {
      if (opened.has(stored.id)) opened.set(stored.id, stored)
      else extended.set(stored.id, { stored, day })
      return place(stored, view, day)
    },
    save: async (on) => {
      const numbers = await insertVisits(on, [...opened.values()])
      for (const { id, visitorId } of opened.values()) numberVisit(byVisitor.get(visitorId) ?? [], id, numbers)
      await extendVisits(on, [...extended.values()])
      await insertViews(
        on,
        views.map(({ visit, ...view }) => ({ ...view, visitNo: numberIn(numbers, visit) })),
      )
      opened.clear()
      extended.clear()
      views = []
    },
    reload,
  }
}

/** What was opened may be gone on with after it was written. */
function numberVisit(visits: StoredVisit[], id: string, numbers: ReadonlyMap<string, number>): void {
  for (const stored of visits) if (stored.id === id) stored.no = numbers.get(id) ?? stored.no
}

function numberIn(numbers: ReadonlyMap<string, number>, { id, no }: StoredVisit): number {
  const number = numbers.get(id) ?? no
  if (number === null) throw new Error(`the visit ${id} was not written before its views`)
  return number
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
