// How the cohorts of all channels, or of one, become a table: a line for each month, a cell for each month since.
import type { CohortsReport } from '@farthing/contract'
import { revenueIn } from './series.ts'

type Row = CohortsReport['rows'][number]

export interface CohortLine {
  /** Null: no visit of theirs is known. */
  month: string | null
  customers: number
  cells: Array<{ customers: number; net: number }>
}

/** `channel` undefined: all of them. */
export function cohortLines(rows: Row[], channel: string | null | undefined, currency: string): CohortLine[] {
  const chosen = channel === undefined ? rows : rows.filter((row) => row.channel === channel)
  const months = [...new Set(chosen.map((row) => row.month))].sort(newestFirst)
  return months.map((month) => {
    const own = chosen.filter((row) => row.month === month)
    const length = Math.max(0, ...own.flatMap((row) => row.months.map((cell) => cell.after + 1)))
    return {
      month,
      customers: own.reduce((sum, row) => sum + row.customers, 0),
      cells: Array.from({ length }, (_, after) => cellOf(own, after, currency)),
    }
  })
}

function cellOf(rows: Row[], after: number, currency: string): CohortLine['cells'][number] {
  const cells = rows.flatMap((row) => row.months.filter((cell) => cell.after === after))
  return {
    customers: cells.reduce((sum, cell) => sum + cell.customers, 0),
    net: cells.reduce((sum, cell) => sum + revenueIn(cell.revenue, currency).net, 0),
  }
}

/** Those without a known visit come last. */
function newestFirst(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return a < b ? 1 : -1
}

export const channelsOf = (rows: Row[]): Array<string | null> => [...new Set(rows.map((row) => row.channel))]
