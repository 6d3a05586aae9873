// A view that came late: cuts the visits around it anew, as if it had come in time.
import { dayOf, type SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { type Fold, foldVisits, GAP_MS, visitIdOf } from './fold-visits.ts'
import type { Opener, Placed } from './record-view.ts'
import { deleteVisits, insertVisits, type StoredVisit } from './store.ts'
import { insertViews, moveView, type NumberedView, type StoredView, viewsOf } from './view-store.ts'
import { visitorOn } from './visitor-days.ts'

/** Nowhere yet. */
const NEW = ''

interface Late {
  site: SiteRecord
  view: NumberedView
  opener: Opener
}

export async function refold(trx: Db, { site, view, opener }: Late, visits: readonly StoredVisit[]): Promise<Placed> {
  const touched = chainFrom(view.at, visits)
  const views = touched.length > 0 ? await viewsOf(trx, touched) : []
  const folds = foldVisits([...views, { ...view, visitId: NEW }], site.timeZone)
  if (touched.length > 0) await deleteVisits(trx, touched)

  const moved: { viewId: string; visitId: string }[] = []
  let placed = { siteId: site.id, visitId: NEW, visitorId: NEW }
  const cut = folds.map(({ visit, moments }) => {
    const { no, id } = nameOf(moments, touched)
    const known = touched.find((stored) => stored.no === no)
    const visitorId = visitorOn(opener.visitors, visit.day).id
    const traits = known?.traits ?? opener.traits()
    const sides = known ? known.sides : opener.sides(visitorId)
    return { stored: { no, id, siteId: site.id, visitorId, visit, traits, sides }, moments }
  })
  await insertVisits(
    trx,
    cut.map(({ stored }) => stored),
  )
  for (const { stored, moments } of cut) {
    const { no: visitNo, id, visitorId } = stored
    for (const { view: member } of moments) {
      if (member.visitId === NEW) {
        await insertViews(trx, [{ siteId: site.id, day: dayOf(view.at, site.timeZone), view, visitNo }])
        placed = { siteId: site.id, visitId: id, visitorId }
      } else if (member.visitId !== id) {
        await moveView(trx, member.no, visitNo)
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
function nameOf([first, ...others]: Fold<StoredView>['moments'], touched: readonly StoredVisit[]) {
  const named = [first, ...others].find(({ view }) => touched.some(({ no }) => no === view.no))
  const { no, id } = (named ?? first).view
  return { no, id: visitIdOf(id) }
}
