// What an import is made of: another tool's count of one day, by one dimension, under the names that our own reports use.
import type { Breakdown } from '@farthing/contract'
import type { Sorter } from '../storage/sorter.ts'

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

/** A day, or a part of one of which much is told: the parts of a day follow each other, and add up. */
export interface ReadDay {
  day: string
  counts: DayCount[]
  /** How much of the file is told with it. */
  share: number
}

export type ReadFile =
  /** The earliest day first; no more than one part of a day is in memory. */
  | { kind: 'counts'; days: Iterable<ReadDay>; lines: number }
  /** Nothing in it that we report. */
  | { kind: 'skipped'; why: string }
  /** `line` is the file's own; the first is 1. */
  | { kind: 'refused'; line: number; why: string }

const keyOf = ({ dimension, day, name }: DayCount) => `${dimension}\0${day}\0${name}`

/** Lines of the same day and name add up: other tools tell versions and variants apart. */
function addUp(sums: Map<string, DayCount>, count: DayCount): void {
  const sum = sums.get(keyOf(count))
  if (!sum) sums.set(keyOf(count), count)
  else {
    sum.visitors += count.visitors
    sum.visits += count.visits
    sum.views += count.views
  }
}

/** What a file of sums is read into: its lines may be in any order. */
export type SumSorter = Sorter<Pick<DayCount, 'dimension' | 'day' | 'name'>>

export function keepSum(sorter: SumSorter, count: DayCount): void {
  const { dimension, day, name, visitors, visits, views } = count
  sorter.add(keyOf(count), { at: 0, order: day }, { dimension, day, name }, [visitors, visits, views])
}

export function* daysOf(sorter: SumSorter): Generator<ReadDay> {
  yield* inDays(sumsOf(sorter))
}

function* sumsOf(sorter: SumSorter): Generator<{ count: DayCount; share: number }> {
  for (const { about, sums, share } of sorter.inOrder()) {
    const [visitors, visits, views] = sums
    yield { count: { ...about, visitors, visits, views }, share }
  }
}

/** A site that puts an id into each of its addresses has as many names in a day as visits. */
export const MOST_NAMES = 500

/** Of counts that come in the order of their days. */
export function* inDays(counts: Iterable<{ count: DayCount; share: number }>): Generator<ReadDay> {
  let sums = new Map<string, DayCount>()
  let last: { day: string; share: number } | undefined
  for (const { count, share } of counts) {
    if (last && (last.day !== count.day || sums.size >= MOST_NAMES)) {
      yield { ...last, counts: [...sums.values()] }
      sums = new Map()
    }
    addUp(sums, count)
    last = { day: count.day, share }
  }
  if (last) yield { ...last, counts: [...sums.values()] }
}
