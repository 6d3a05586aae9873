// Reads a CSV file whose first line names its columns; every row knows its line.
import { CsvError, parse } from 'csv-parse/sync'

export interface Row {
  line: number
  cells: Readonly<Record<string, string>>
}

export type Csv = { kind: 'rows'; columns: string[]; rows: Row[] } | { kind: 'refused'; line: number; why: string }

interface Parsed {
  record: Record<string, string>
  info: { lines: number }
}

/** Column names in lower case. Lines that begin with `#` are remarks. */
export function readCsv(text: string): Csv {
  try {
    let columns: string[] = []
    const rows = parse(text, {
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
    }) as unknown as Parsed[]
    return { kind: 'rows', columns, rows: rows.map(({ record, info }) => ({ line: info.lines, cells: record })) }
  } catch (error) {
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
