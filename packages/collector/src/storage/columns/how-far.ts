// How far the rows are, and what of them comes next: the copy goes by the numbers of visits and of changes.
import type SQLite from 'better-sqlite3'

type Rows = SQLite.Database

const numberIn = (rows: Rows, text: string, ...values: readonly unknown[]): number =>
  Number(rows.prepare(text).pluck().get(values))

const listIn = <Value>(rows: Rows, text: string, ...values: readonly unknown[]): Value[] =>
  rows.prepare(text).pluck().all(values) as Value[]

export const lastChange = (rows: Rows): number => numberIn(rows, 'select coalesce(max(no), 0) from report_change')

/** Visits up to this number may be copied: from here on their changes are noted. */
export const copiedUntil = (rows: Rows): number => numberIn(rows, "select last from counter where name = 'copied'")

/** Whether a copy that is as far as this is of these rows, and not of a backup or of another time. */
export function areOf(rows: Rows, { change, visit }: { change: number; visit: number }): boolean {
  if (visit > copiedUntil(rows)) return false
  // The last change that was followed stays noted.
  const [first] = listIn<number>(rows, 'select no from report_change where no >= ? order by no limit 1', change)
  return change === 0 ? first === undefined || first === 1 : first === change
}

/** Counted no further than `most`. */
export const countBetween = (rows: Rows, after: number, until: number, most: number): number =>
  numberIn(rows, 'select count(*) from (select 1 from visit_row where no > ? and no <= ? limit ?)', after, until, most)

export const visitsBetween = (rows: Rows, after: number, until: number, most: number): number[] =>
  listIn(rows, 'select no from visit_row where no > ? and no <= ? order by no limit ?', after, until, most)

export const paymentsAfter = (rows: Rows, after: string, most: number): string[] =>
  listIn(rows, 'select id from payment where id > ? order by id limit ?', after, most)

interface Change {
  no: number
  visit: number | null
  payment_id: string | null
}

export const changesAfter = (rows: Rows, after: number, most: number): Change[] =>
  rows
    .prepare('select no, visit, payment_id from report_change where no > ? order by no limit ?')
    .all(after, most) as Change[]
