// Splits what each visit gets of a payment's entries by what was bought, so that both add up: over the things of a visit to its
// credit, and over the visits of a thing to what was paid for it.

/** Stripe's ids; nulls: shipping, or not itemised. */
export interface Bought {
  product: string | null
  price: string | null
}

interface EntryOfLines {
  amount: number
  lines: readonly (Bought & { amount: number })[]
}

const keyOf = ({ product, price }: Bought): string => JSON.stringify([product, price])

/** What a payment was for, each once, in the order in which it is told. Whatever no line explains is a thing of its own, last. */
export function thingsOf(entries: readonly EntryOfLines[]): Bought[] {
  const things = new Map<string, Bought>()
  for (const { lines } of entries)
    for (const { product, price } of lines) things.set(keyOf({ product, price }), { product, price })
  const unexplained = entries.some((entry) => restOf(entry) !== 0)
  if (unexplained || things.size === 0) things.set(keyOf(nothing), nothing)
  return [...things.values()]
}

const nothing: Bought = { product: null, price: null }

const restOf = ({ amount, lines }: EntryOfLines): number => amount - lines.reduce((sum, line) => sum + line.amount, 0)

/** By entry, then by thing: what was paid for it. */
export const paidFor = (entries: readonly EntryOfLines[], things: readonly Bought[]): number[][] =>
  entries.map((entry) =>
    things.map((thing) => {
      const own = entry.lines.filter((line) => keyOf(line) === keyOf(thing))
      const paid = own.reduce((sum, line) => sum + line.amount, 0)
      return keyOf(thing) === keyOf(nothing) ? paid + restOf(entry) : paid
    }),
  )

/**
 * `shares` by entry, then by touch; `paid` by entry, then by thing. Answers by entry, touch and thing. Running sums are split and not
 * single amounts: where all is given back, nobody keeps a cent of anything.
 */
export function byThing(shares: readonly number[][], paid: readonly number[][]): number[][][] {
  const [touches, things] = [shares[0]?.length ?? 0, paid[0]?.length ?? 0]
  if (things <= 1) return shares.map((entry) => entry.map((part) => [part]))
  const rows = Array<number>(touches).fill(0)
  const columns = Array<number>(things).fill(0)
  let before = grid(rows, columns)
  return shares.map((entry, at) => {
    for (const [touch, part] of entry.entries()) rows[touch] = (rows[touch] ?? 0) + part
    for (const [thing, part] of (paid[at] ?? []).entries()) columns[thing] = (columns[thing] ?? 0) + part
    const now = grid(rows, columns)
    const cells = now.map((line, touch) => line.map((cell, thing) => cell - (before[touch]?.[thing] ?? 0)))
    before = now
    return cells
  })
}

/**
 * Each cell as its row and column have it: the differences of what the cells up to it should have together, whole cents each, and so
 * nothing is lost or gained whatever the rounding. Where nothing is left of the columns, what is left of the rows (a rate that moved
 * between the payment and its refund) stands in the first.
 */
function grid(rows: readonly number[], columns: readonly number[]): number[][] {
  const total = columns.reduce((sum, one) => sum + one, 0)
  const upTo = (row: number, column: number): number => (total === 0 ? row : scaled(row, column, total))
  const [downs, acrosses] = [runningSums(rows), runningSums(columns)]
  const corner = (touch: number, thing: number) =>
    touch < 0 || thing < 0 ? 0 : upTo(downs[touch] ?? 0, acrosses[thing] ?? 0)
  return rows.map((_, touch) =>
    columns.map((__, thing) => {
      const cell =
        corner(touch, thing) - corner(touch - 1, thing) - corner(touch, thing - 1) + corner(touch - 1, thing - 1)
      return cell === 0 ? 0 : cell
    }),
  )
}

function runningSums(parts: readonly number[]): number[] {
  let sum = 0
  return parts.map((part) => {
    sum += part
    return sum
  })
}

/** Products of two amounts can be larger than what a number holds exactly. */
const scaled = (row: number, column: number, total: number): number =>
  Number((BigInt(row) * BigInt(column)) / BigInt(total))
