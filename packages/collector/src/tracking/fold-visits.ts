// Which views are one visit. This is the definition; recording a view that is the newest is the same, one step at a time.
//
// A visit ends with 30 minutes of silence, with an arrival by another campaign or from another known place, or when the salt of
// the day on which it began is forgotten. GA4 and Plausible would let a visit go on when a new campaign brings the visitor back;
// Matomo and we do not: a click on an advertisement is a new arrival, and what is bought after it was earned by it.
import { saltEnd } from '../identity/salt.ts'
import { dayOf } from '../sites/site.ts'
import { direct, type Origin, saysNothingNew } from './arrival.ts'
import type { SeenView } from './parse-view.ts'

export const GAP_MS = 30 * 60_000

export interface Visit {
  /** Site-local day on which it began. */
  day: string
  startedAt: number
  lastAt: number
  views: number
  host: string
  entryPage: string
  exitPage: string
  origin: Origin
}

/**
 * A visit is named after the view that was recorded in it first, so that a `sessionId` from a page that is long closed still leads to
 * its view, and through that to the visit it is in today.
 */
export const visitIdOf = (viewId: string): string => `s_${viewId}`

export const begin = (view: SeenView, timeZone: string): Visit => ({
  day: dayOf(view.at, timeZone),
  startedAt: view.at,
  lastAt: view.at,
  views: 1,
  host: view.host,
  entryPage: view.page,
  exitPage: view.page,
  origin: view.arrival?.origin ?? direct,
})

/** `view` is not earlier than the visit's last one. */
export function goesOn(visit: Visit, view: SeenView, timeZone: string): boolean {
  if (view.at - visit.lastAt > GAP_MS || view.at >= saltEnd(visit.day, timeZone)) return false
  return view.arrival === null || !view.arrival.opens || saysNothingNew(view.arrival.origin, visit.origin)
}

export const extend = (visit: Visit, view: SeenView): Visit => ({
  ...visit,
  lastAt: view.at,
  views: visit.views + 1,
  exitPage: view.page,
})

export interface Fold<View extends SeenView> {
  visit: Visit
  /** In order. */
  views: [View, ...View[]]
}

/** One visitor's views, in any order. */
export function foldVisits<View extends SeenView>(views: readonly View[], timeZone: string): Fold<View>[] {
  const folds: Fold<View>[] = []
  for (const view of [...views].sort(byTime)) {
    const last = folds.at(-1)
    if (last && goesOn(last.visit, view, timeZone)) {
      last.visit = extend(last.visit, view)
      last.views.push(view)
    } else folds.push({ visit: begin(view, timeZone), views: [view] })
  }
  return folds
}

/** Views of the same millisecond are ordered by their ids: any order would do, as long as it is always the same. */
const byTime = (a: SeenView, b: SeenView) => a.at - b.at || (a.id < b.id ? -1 : 1)
