// Reads a CSV file whose first line names its columns; every row knows its line.
import { CsvError, parse } from 'csv-parse/sync'

export interface Row {
  line: number
  cells: Readonly<Record<string, string>>
}

export type Csv = { kind: 'rows'; columns: string[]; rows: Row[] } | { kind: 'refused'; line: number; why: string }

class Refused extends Error {
  readonly line: number
  readonly why: string
  constructor(line: number, why: string) {
    super(why)
    this.line = line
    this.why = why
  }
}

interface Parsed {
  record: Record<string, string>
  info: { lines: number }
}

/** Column names in lower case. Lines that begin with `#` are remarks. */
export function readCsv(text: string): Csv {
  const rows: Row[] = []
  const read = readRows(text, (row) => {
    rows.push(row)
    return null
  })
  return read.kind === 'refused' ? read : { kind: 'rows', columns: read.columns, rows }
}

export type ReadRows =
  | { kind: 'read'; columns: string[]; lines: number }
  | { kind: 'refused'; line: number; why: string }

/** One row after the other, so that a file of millions is never held as rows. `take` answers why it refuses one, which is the last then. */
export function readRows(text: string, take: (row: Row, columns: readonly string[]) => string | null): ReadRows {
  try {
    let columns: string[] = []
    let lines = 0
    parse(text, {
      bom: true,
      info: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      columns: (header: string[]) => {
        columns = header.map((name) => name.trim().toLowerCase())
        return columns
      },
      on_record: ({ record, info }: Parsed) => {
        const why = take({ line: info.lines, cells: record }, columns)
        if (why !== null) throw new Refused(info.lines, why)
        lines += 1
        // Nothing is kept of it here.
        return null
      },
    })
    return { kind: 'read', columns, lines }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', line: error.line, why: error.why }
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
    return { kind: 'refused', line, why: `this is no CSV: ${error.message.replace(/ on line \d+/, '')}` }
  }
}

/** A count; null when it is none. Some tools write `1,234` or `12.0`. An absent column counts nothing. */
export function countIn(text: string | undefined): number | null {
  const digits = (text ?? '0').replaceAll(',', '').replace(/\.0+$/, '')
  return /^\d{1,15}$/.test(digits) ? Number(digits) : digits === '' ? 0 : null
}

/** `2024-01-31` or `20240131`; null when it is no day. */
export function dayIn(text: string | undefined): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text?.trim() ?? '') ?? []
  const iso = `${year}-${month}-${day}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso
}
