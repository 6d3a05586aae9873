// Writes what a file tells of each day, some at a time: in place of what was imported of it before, and never of a day that Farthing
// measured itself.
import type { Storage } from '../storage/open.ts'
import type { DayCount, ReadDay } from './day-count.ts'
import { addCounts, clearDay, measuredDays } from './store.ts'

/** Few enough that a running collector's views do not wait for them. */
const GROUPS_AT_ONCE = 25
const ROWS_AT_ONCE = 500

interface Group {
  day: string
  dimension: DayCount['dimension']
  counts: DayCount[]
  /** Parts of a day add to those before. */
  isFirst: boolean
}

/** `days`: those that were not measured. */
export async function writeDays(
  storage: Storage,
  siteId: string,
  read: Iterable<ReadDay>,
  tell: (share: number) => void,
): Promise<{ days: number; measuredDays: number }> {
  const done = { days: 0, measuredDays: 0 }
  const groupsOf = grouping()
  const isMeasured = asking(storage, siteId)
  let groups: Group[] = []
  const write = async () => {
    const { measured, newDays } = await isMeasured(groups)
    const left = newDays.filter((day) => measured.has(day)).length
    done.days += newDays.length - left
    done.measuredDays += left
    const wanted = groups.filter(({ day }) => !measured.has(day))
    groups = []
    await storage.write(async (trx) => {
      for (const { day, dimension, counts, isFirst } of wanted) {
        if (isFirst) await clearDay(trx, siteId, dimension, day)
        await addCounts(trx, siteId, counts)
      }
    })
  }
  for (const { day, counts, share } of read) {
    groups.push(...groupsOf(day, counts))
    const rows = groups.reduce((sum, group) => sum + group.counts.length, 0)
    if (groups.length < GROUPS_AT_ONCE && rows < ROWS_AT_ONCE) continue
    await write()
    tell(share)
  }
  if (groups.length > 0) await write()
  tell(1)
  return done
}

/** The parts of a day follow each other. */
function grouping() {
  let today = ''
  let told = new Set<string>()
  return (day: string, counts: readonly DayCount[]): Group[] => {
    if (day !== today) told = new Set()
    today = day
    return [...Map.groupBy(counts, ({ dimension }) => dimension)].map(([dimension, own]) => {
      const isFirst = !told.has(dimension)
      told.add(dimension)
      return { day, dimension, counts: own, isFirst }
    })
  }
}

/** Of a day that was begun the answer stays, so that no part of it is left out. */
function asking(storage: Storage, siteId: string) {
  let last: { day: string; isMeasured: boolean } | null = null
  return async (groups: readonly Group[]): Promise<{ measured: Set<string>; newDays: string[] }> => {
    const days = [...new Set(groups.map(({ day }) => day))]
    const measured = await measuredDays(storage.read, siteId, days[0] ?? '', days.at(-1) ?? '')
    if (last?.isMeasured) measured.add(last.day)
    else if (last) measured.delete(last.day)
    const newDays = days.filter((day) => day !== last?.day)
    const day = days.at(-1)
    if (day !== undefined) last = { day, isMeasured: measured.has(day) }
    return { measured, newDays }
  }
}
