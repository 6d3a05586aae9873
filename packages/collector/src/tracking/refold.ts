// A view that came late: cuts the visits around it anew, as if it had come in time.
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { type Fold, foldVisits, GAP_MS, visitIdOf } from './fold-visits.ts'
import type { SeenView } from './parse-view.ts'
import type { Opener, Recorded } from './record-view.ts'
import {
  deleteVisits,
  insertViews,
  insertVisits,
  moveView,
  type StoredView,
  type StoredVisit,
  viewsOf,
} from './store.ts'
import { visitorOn } from './visitor-days.ts'

/** Nowhere yet. */
const NEW = ''

export async function refold(
  trx: Db,
  site: SiteRecord,
  { visitors, traits }: Opener,
  visits: readonly StoredVisit[],
  view: SeenView,
): Promise<Recorded> {
  const touched = chainFrom(view.at, visits).map(({ id }) => id)
  const views = touched.length > 0 ? await viewsOf(trx, touched) : []
  const folds = foldVisits([...views, { ...view, visitId: NEW }], site.timeZone)
  if (touched.length > 0) await deleteVisits(trx, touched)

  const moved: { viewId: string; visitId: string }[] = []
  let placed = { siteId: site.id, visitId: NEW, visitorId: NEW }
  for (const { visit, moments } of folds) {
    const members = moments.map(({ view: member }) => member)
    const id = nameOf(moments, touched)
    const visitorId = visitorOn(visitors, visit.day).id
    const known = visits.find((stored) => stored.id === id)
    await insertVisits(trx, [{ id, siteId: site.id, visitorId, visit, traits: known?.traits ?? traits() }])
    for (const member of members) {
      if (member.visitId === NEW) {
        await insertViews(trx, [{ siteId: site.id, view: { ...view, visitId: id } }])
        placed = { siteId: site.id, visitId: id, visitorId }
      } else if (member.visitId !== id) {
        await moveView(trx, member.id, id)
        moved.push({ viewId: member.id, visitId: id })
      }
    }
  }
  return { kind: 'recorded', placed, moved }
}

/** What the view can change: the visit it may join, and those after it until a silence that it cannot bridge. */
function chainFrom(at: number, visits: readonly StoredVisit[]): StoredVisit[] {
  const chain: StoredVisit[] = []
  let end = at
  for (const stored of visits) {
    if (stored.visit.startedAt - end > GAP_MS) break
    chain.push(stored)
    end = Math.max(end, stored.visit.lastAt)
  }
  return chain
}

/** A visit keeps the name that pages were told already, as long as the view it is named after stays in it. */
function nameOf([first, ...others]: Fold<StoredView>['moments'], touched: readonly string[]): string {
  const named = [first, ...others].find(({ view }) => touched.includes(visitIdOf(view.id)))
  return visitIdOf((named ?? first).view.id)
}
