// In which pieces what is exported is read: none is large, however much there is.

export interface Piece<Row> {
  rows: readonly Row[]
  /** How far in its table this is, from 0 to 1. Absent: nobody knows before its end. */
  share?: number
}

/** Rows of a piece, more or less: milliseconds of work, between which views are answered. */
export const ROWS = 250
/** Where a site has few rows among those of others, so many numbers are looked through at a time. */
const MOST_NUMBERS = 16_000

/** What has a number, by its number. `read` answers those above the first, up to the second. */
export async function* byNumber<Row>(
  { first, last }: { first: number; last: number },
  read: (above: number, upTo: number) => Promise<Row[]>,
): AsyncGenerator<Piece<Row>> {
  let width = ROWS
  for (let above = first - 1; above < last; ) {
    const upTo = Math.min(above + width, last)
    const rows = await read(above, upTo)
    above = upTo
    yield { rows, share: (upTo - first + 1) / (last - first + 1) }
    width = nextWidth(width, rows.length)
  }
}

function nextWidth(width: number, found: number): number {
  if (found > ROWS) return Math.max(ROWS, Math.floor(width / 2))
  return found * 2 <= ROWS ? Math.min(width * 2, MOST_NUMBERS) : width
}

/** What has an order: `read` answers those after a row, and none at the end. */
export async function* inOrder<Row>(read: (after: Row | null) => Promise<Row[]>): AsyncGenerator<Piece<Row>> {
  let after: Row | null = null
  for (;;) {
    const rows: Row[] = await read(after)
    const last = rows.at(-1)
    if (last === undefined) return
    yield { rows }
    after = last
  }
}

/** How many rows a day has, of one kind. */
export interface DayOf {
  kind: string
  day: string
  rows: number
}

export interface Days {
  kind: string
  from: string
  to: string
}

/** Days of one kind together, as long as they are not too many rows. A day stays whole. */
export function together(days: readonly DayOf[]): Days[] {
  const found: (Days & { rows: number })[] = []
  for (const { kind, day, rows } of days.toSorted((a, b) => inTurn(a.kind, b.kind) || inTurn(a.day, b.day))) {
    const last = found.at(-1)
    if (last?.kind === kind && last.rows + rows <= ROWS) Object.assign(last, { to: day, rows: last.rows + rows })
    else found.push({ kind, from: day, to: day, rows })
  }
  return found.map(({ kind, from, to }) => ({ kind, from, to }))
}

/** The same on every machine, in whatever language it speaks. */
export const inTurn = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What belongs to a day, some days at a time. */
export async function* byDay<Row>(
  days: readonly DayOf[],
  read: (days: Days) => Promise<Row[]>,
): AsyncGenerator<Piece<Row>> {
  const pieces = together(days)
  for (const [index, piece] of pieces.entries()) yield { rows: await read(piece), share: (index + 1) / pieces.length }
}
