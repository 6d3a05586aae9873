// What an import is made of: another tool's count of one day, by one dimension, under the names that our own reports use.
import type { Breakdown } from '@farthing/contract'

export interface DayCount {
  /** `all`: the whole day. */
  dimension: Breakdown | 'all'
  day: string
  /** Empty: no name, as a visit without a campaign has none. */
  name: string
  visitors: number
  visits: number
  views: number
}

export type ReadFile =
  | { kind: 'counts'; counts: DayCount[]; lines: number }
  /** Nothing in it that we report. */
  | { kind: 'skipped'; why: string }
  /** `line` is the file's own; the first is 1. */
  | { kind: 'refused'; line: number; why: string }

const keyOf = ({ dimension, day, name }: DayCount) => `${dimension}\0${day}\0${name}`

/** Lines of the same day and name add up: other tools tell versions and variants apart. */
export function addedUp(counts: Iterable<DayCount>): DayCount[] {
  const sums = new Map<string, DayCount>()
  for (const count of counts) {
    const sum = sums.get(keyOf(count))
    sums.set(
      keyOf(count),
      sum
        ? {
            ...sum,
            visitors: sum.visitors + count.visitors,
            visits: sum.visits + count.visits,
            views: sum.views + count.views,
          }
        : count,
    )
  }
  return [...sums.values()]
}
