// A report as a table for spreadsheets: one line a row, money in one column for each currency, in minor units as everywhere.
import { csvHead, csvLines } from '../http/csv-lines.ts'

type Cell = string | number | boolean | null
type Line = Record<string, Cell>

/** Few enough for a line to be on its way while the next ones are written. */
const LINES_AT_ONCE = 500

/**
 * The report's list (`rows`, `series`, `steps` or `movements`) makes the lines; what is about the whole report is left out. A part of
 * the text at a time.
 */
export function* toCsv(report: object): Generator<string> {
  const rows = listOf(report)
  const columns = columnsOf(rows)
  yield csvHead(columns)
  for (let from = 0; from < rows.length; from += LINES_AT_ONCE)
    yield csvLines(rows.slice(from, from + LINES_AT_ONCE).flatMap(linesOf), columns)
}

/** The same as cells, for a report that is short enough to be looked at as a whole. */
export function toTable(report: object): { columns: string[]; lines: Line[] } {
  const rows = listOf(report)
  return { columns: columnsOf(rows), lines: rows.flatMap(linesOf) }
}

const columnsOf = (rows: readonly object[]): string[] => [
  ...new Set(rows.flatMap((row) => linesOf(row).flatMap(Object.keys))),
]

function listOf(report: object): object[] {
  for (const name of ['rows', 'series', 'steps', 'movements']) {
    const list: unknown = Reflect.get(report, name)
    if (Array.isArray(list)) return list
  }
  return [report]
}

/** A list within a row (the months of a cohort) makes a line of each of its entries. */
function linesOf(row: object): Line[] {
  const line: Line = {}
  let inner: Line[] = [{}]
  for (const [name, value] of Object.entries(row))
    if (!Array.isArray(value)) Object.assign(line, cellsOf(name, value))
    else if (value.some(isMoney)) Object.assign(line, moneyColumns(name, value))
    else if (value.some((one) => typeof one === 'object'))
      inner = value.flatMap((one: object) => linesOf(one).map((own) => prefixed(name, own)))
    else if (value.length > 0) line[name] = value.join(' > ')
  return inner.map((own) => ({ ...line, ...own }))
}

const isMoney = (value: unknown): boolean => typeof value === 'object' && value !== null && 'currency' in value

function cellsOf(name: string, value: unknown): Line {
  if (typeof value === 'object' && value !== null) return prefixed(name, { ...value })
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? { [name]: value }
    : {}
}

const prefixed = (name: string, line: object): Line =>
  Object.fromEntries(Object.entries(line).map(([column, value]) => [`${name}_${column}`, value]))

/** `revenue: [{currency: "eur", net: 1}]` becomes `net_eur`; of other lists `client_amount_eur`. */
function moneyColumns(name: string, list: Array<{ currency: string } & Line>): Line {
  const line: Line = {}
  for (const { currency, ...figures } of list)
    for (const [figure, value] of Object.entries(figures))
      line[name === 'revenue' ? `${figure}_${currency}` : `${name}_${figure}_${currency}`] = value
  return line
}
