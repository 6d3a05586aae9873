// What a table of the export is: its file, what its columns mean, and how its lines are read.
import { csvHead, csvLines } from '../http/csv-lines.ts'
import type { Db } from '../storage/schema.ts'
import type { Piece } from './pieces.ts'

export type Cell = string | number | null

/** How far an export goes: what comes while it is under way is for the next one. */
export interface Extent {
  siteId: string
  /** Of the views, and so of the visits, which are called after one. */
  first: number
  last: number
  /** What happened later is not in it. */
  until: number
}

export interface ExportTable {
  file: string
  /** What its lines are. */
  about: string
  /** What they mean, in their order. */
  columns: Readonly<Record<string, string>>
  pieces(db: Db, extent: Extent): AsyncIterable<Piece<object>>
}

/** Sees to it that what is read has every column that is told of. */
export const table = <Column extends string>(told: {
  file: string
  about: string
  columns: Readonly<Record<Column, string>>
  pieces(db: Db, extent: Extent): AsyncIterable<Piece<Readonly<Record<NoInfer<Column>, Cell>>>>
}): ExportTable => told

/** The head of a table and its lines as text, a piece at a time. `tell` hears of each. */
export async function* textOf(
  { columns, pieces }: ExportTable,
  { db, extent, tell }: { db: Db; extent: Extent; tell: (rows: number, share: number) => void },
): AsyncGenerator<Buffer> {
  const cells = Object.keys(columns).map(cellOf)
  let rows = 0
  yield Buffer.from(csvHead(Object.keys(columns)))
  for await (const piece of pieces(db, extent)) {
    rows += piece.rows.length
    if (piece.rows.length > 0) yield Buffer.from(csvLines(piece.rows.map((row) => cells.map((cell) => cell(row)))))
    tell(rows, piece.share ?? 0)
  }
  tell(rows, 1)
}

/** Columns whose name is or ends in "at" are instants, in every table. */
const cellOf = (name: string) =>
  /^at$|[a-z]At$/.test(name)
    ? (row: object): unknown => instant(Reflect.get(row, name))
    : (row: object): unknown => Reflect.get(row, name)

const instant = (value: unknown): unknown => (typeof value === 'number' ? new Date(value).toISOString() : value)
