// Which views are one visit. This is the definition; recording a view that is the newest is the same, one step at a time.
//
// A visit ends with 30 minutes of silence, with an arrival by another campaign or from another known place, or when the salt of
// the day on which it began is forgotten. GA4 and Plausible would let a visit go on when a new campaign brings the visitor back;
// Matomo and we do not: a click on an advertisement is a new arrival, and what is bought after it was earned by it.
import { saltEnd } from '../identity/salt.ts'
import { dayOf } from '../sites/site.ts'
import { direct, type Origin, saysNothingNew } from './arrival.ts'
import { inOrder, LATE_MS, ledTo, type Moment, wasBefore } from './order-views.ts'
import type { SeenView } from './parse-view.ts'

export const GAP_MS = 30 * 60_000
/** How far back a view can change visits: to the one it goes on with, and past those that it turns out to have been before. */
export const REACH_MS = GAP_MS + LATE_MS

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
  /** The masked clock of the last view; null when the order of the last ones can only be told from the views themselves. */
  lastTick: number | null
}

/**
 * A visit is named after the view that was recorded in it first, so that a `sessionId` from a page that is long closed still leads to
 * its view, and through that to the visit it is in today.
 */
export const visitIdOf = (viewId: string): string => `s_${viewId}`

export const begin = ({ view, at }: Moment<SeenView>, timeZone: string): Visit => ({
  day: dayOf(at, timeZone),
  startedAt: at,
  lastAt: at,
  views: 1,
  host: view.host,
  entryPage: view.page,
  exitPage: view.page,
  origin: view.arrival?.origin ?? direct,
  lastTick: tickAt({ view, at }),
})

/** `view` is not earlier than the visit's last one. */
export function goesOn(visit: Visit, { view, at }: Moment<SeenView>, timeZone: string): boolean {
  if (at - visit.lastAt > GAP_MS || at >= saltEnd(visit.day, timeZone)) return false
  return view.arrival === null || !view.arrival.opens || saysNothingNew(view.arrival.origin, visit.origin)
}

export const extend = (visit: Visit, { view, at }: Moment<SeenView>): Visit => ({
  ...visit,
  lastAt: at,
  views: visit.views + 1,
  exitPage: view.page,
  lastTick: tickAt({ view, at }),
})

/** Nothing that the next view could be compared with, when the last one has changed places. */
const tickAt = ({ view, at }: Moment<SeenView>) => (view.at === at ? view.tick : null)

/** Whether a view that arrives after all others was viewed after them too, as far as the visit alone can tell. */
export function comesLast(visit: Visit, view: SeenView): boolean {
  if (view.at <= visit.lastAt) return false
  if (view.at - visit.lastAt > LATE_MS) return true
  if (view.tick === null) return view.at - visit.startedAt > LATE_MS
  return visit.lastTick !== null && !wasBefore(view, { at: visit.lastAt, tick: visit.lastTick })
}

export interface Fold<View extends SeenView> {
  visit: Visit
  moments: Moments<View>
}

/** In order. */
type Moments<View extends SeenView> = [Moment<View>, ...Moment<View>[]]

/** One visitor's views, in any order. */
export function foldVisits<View extends SeenView>(views: readonly View[], timeZone: string): Fold<View>[] {
  const folds: Fold<View>[] = []
  for (const moment of inOrder(views)) {
    const last = folds.at(-1)
    if (last && ledTo(moment, last.moments[0])) Object.assign(last, foldOf(withFirst(last.moments, moment), timeZone))
    else if (last && goesOn(last.visit, moment, timeZone)) {
      last.visit = extend(last.visit, moment)
      last.moments.push(moment)
    } else folds.push(foldOf([moment], timeZone))
  }
  return folds
}

const foldOf = <View extends SeenView>(moments: Moments<View>, timeZone: string): Fold<View> => {
  const [first, ...others] = moments
  return { visit: others.reduce(extend, begin(first, timeZone)), moments }
}

/** The moments stay, and each view goes to the next one. */
const withFirst = <View extends SeenView>(moments: Moments<View>, { view, at }: Moment<View>): Moments<View> => [
  { view, at: moments[0].at },
  ...moments.map((moment, place) => ({ view: moment.view, at: moments[place + 1]?.at ?? at })),
]
