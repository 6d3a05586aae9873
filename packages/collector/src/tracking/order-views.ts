// In which order one visitor looked at pages whose messages arrived within seconds of each other.
//
// A browser sends the message of a page while the next page loads already, so the two may overtake each other on the way. The device's
// clock says which was first. It says nothing else: the moments at which the messages arrived stay, and only change places.
import type { SeenView } from './parse-view.ts'

/** A message that is overtaken by more than this was sent again, and says its age. */
export const LATE_MS = 10_000

/** Clocks are kept as what is left after this many milliseconds, a little over two hours: their order within seconds, and no time of day. */
const TICKS = 2 ** 23

/** `mask` hides by how much the clock is wrong. */
export const tickOf = (clock: number, mask: number): number => (((clock + mask) % TICKS) + TICKS) % TICKS

export interface Moment<View extends SeenView> {
  view: View
  /** One of the moments at which the messages arrived. */
  at: number
}

/** The same for any order in which the views are given. */
export function inOrder<View extends SeenView>(views: readonly View[]): Moment<View>[] {
  const arrived = [...views].sort(byArrival)
  const order: View[] = []
  for (const view of arrived) {
    const later = order.findLastIndex((other) => !wasBefore(view, other))
    order.splice(later + 1, 0, view)
  }
  return arrived.flatMap(({ at }, place) => {
    const view = order[place]
    return view ? [{ view, at }] : []
  })
}

/** Views of the same millisecond are ordered by their ids: any order would do, as long as it is always the same. */
const byArrival = (a: SeenView, b: SeenView) => a.at - b.at || (a.id < b.id ? -1 : 1)

/** Whether the one that arrived later was viewed earlier, by a clock that both have in common: two devices may share an address. */
export function wasBefore(view: Pick<SeenView, 'at' | 'tick'>, other: Pick<SeenView, 'at' | 'tick'>): boolean {
  const apart = view.at - other.at
  if (view.tick === null || other.tick === null || apart > LATE_MS) return false
  const ahead = aroundZero(view.tick - other.tick)
  return ahead < 0 && Math.abs(apart - ahead) <= LATE_MS
}

const aroundZero = (ticks: number) => {
  const positive = (ticks + TICKS) % TICKS
  return positive < TICKS / 2 ? positive : positive - TICKS
}

/**
 * Without clocks: whether the page arrived just after the view that a link on it led to, which seemed to begin a visit until then.
 * Who goes back to the page before is not meant: that view's own referrer tells.
 */
export function ledTo(before: Moment<SeenView>, first: Moment<SeenView>): boolean {
  const [page, linked] = [before.view, first.view]
  if (page.tick !== null || linked.tick !== null || before.at - first.at > LATE_MS) return false
  if (linked.arrival?.opens === true || page.pageBefore === linked.page) return false
  return page.host === linked.host && page.page === linked.pageBefore
}
