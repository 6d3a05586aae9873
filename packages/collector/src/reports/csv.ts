// A report as a table for spreadsheets: one line a row, money in one column for each currency, in minor units as everywhere.
import { stringify } from 'csv-stringify/sync'

type Cell = string | number | boolean | null
type Line = Record<string, Cell>

/** The report's list (`rows`, `series`, `steps` or `movements`) makes the lines; what is about the whole report is left out. */
export function toCsv(report: object): string {
  const lines = listOf(report).map(toLine)
  const columns = [...new Set(lines.flatMap(Object.keys))]
  return stringify(lines, { header: true, columns, escape_formulas: true })
}

function listOf(report: object): object[] {
  for (const name of ['rows', 'series', 'steps', 'movements']) {
    const list: unknown = Reflect.get(report, name)
    if (Array.isArray(list)) return list
  }
  return [report]
}

function toLine(row: object): Line {
  const line: Line = {}
  for (const [name, value] of Object.entries(row))
    if (Array.isArray(value)) Object.assign(line, moneyColumns(value))
    else if (value === null || typeof value !== 'object') line[name] = value
  return line
}

/** `[{currency: "eur", net: 1}]` becomes `net_eur`. */
function moneyColumns(list: Array<{ currency: string } & Line>): Line {
  const line: Line = {}
  for (const { currency, ...figures } of list)
    for (const [name, value] of Object.entries(figures)) line[`${name}_${currency}`] = value
  return line
}
