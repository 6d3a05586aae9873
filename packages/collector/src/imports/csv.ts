// Reads a CSV file whose first line names its columns; every row knows its line, and is forgotten after it was taken.
import { pipeline } from 'node:stream/promises'
import { CsvError, type Info, parse } from 'csv-parse'

export interface Row {
  line: number
  cells: Readonly<Record<string, string>>
}

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
  info: Info
}

export type ReadRows =
  | { kind: 'read'; columns: string[]; lines: number }
  | { kind: 'refused'; line: number; why: string }

/**
 * Column names in lower case. Lines that begin with `#` are remarks. One row after the other, so that a file of millions is never
 * held: `take` answers why it refuses one, which is the last then.
 */
export async function readRows(
  bytes: AsyncIterable<Uint8Array>,
  take: (row: Row, columns: readonly string[]) => string | null,
): Promise<ReadRows> {
  let columns: string[] = []
  let lines = 0
  const rows = parse({
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
  try {
    await pipeline(bytes, rows.resume())
    return { kind: 'read', columns, lines }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', line: error.line, why: error.why }
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
    return { kind: 'refused', line, why: `this is no CSV: ${error.message.replace(/ on line \d+/, '')}` }
  }
}

const HEAD_BYTES = 64 * 1024

/** The text that it begins with: remarks, and the line of the columns. */
export async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= HEAD_BYTES) break
  }
  return Buffer.concat(chunks).toString('utf8')
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
