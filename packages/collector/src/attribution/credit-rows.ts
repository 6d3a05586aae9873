// A payment's entries, touches and things bought as rows of credit: one for each three, a column for each model.
import { type AttributionModel, attributionModelSchema, type Mode } from '@farthing/contract'
import type { Entry } from '../ledger/entry.ts'
import { type Shares, shareOut } from './credit.ts'
import { type Bought, byThing, paidFor, thingsOf } from './credit-lines.ts'
import type { CreditRow } from './credit-store.ts'
import type { Step } from './models.ts'

/** An entry on its site's books. */
export interface PlacedEntry extends Entry {
  day: string
  reported: { amount: number; currency: string } | null
  lines: readonly (Bought & { amount: number })[]
}

interface Paid {
  paymentId: string
  siteId: string
  mode: Mode
  /** What Stripe kept of it, in the site's currency. Null: not known, or not converted. */
  fee: number | null
}

/** What came in before what went back: refunds take from those who got the money. */
export const inOrder = <One extends Pick<Entry, 'id' | 'at' | 'amount'>>(entries: readonly One[]): One[] =>
  [...entries].sort(
    (a, b) => Number(a.amount < 0) - Number(b.amount < 0) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )

/** In the order of their keys. Without a touch there are rows all the same: nobody earned it. */
export function creditRows(paid: Paid, entries: readonly PlacedEntry[], steps: readonly Step[]): CreditRow[] {
  const ordered = inOrder(entries)
  const things = thingsOf(ordered)
  const lines = paidFor(ordered, things)
  const own = cellsOf(shared(ordered, steps), lines)
  // An entry without a rate gives nothing to share; those after it are shared as if it were not there.
  const reported = cellsOf(
    shareOut(
      ordered.map((entry) => entry.reported?.amount ?? 0),
      steps,
    ),
    lines,
  )
  const fees = paid.fee === null ? null : cellsOf(shareOut([paid.fee], steps), lines.slice(0, 1))
  const positions = Array.from({ length: Math.max(1, steps.length) }, (_, position) => position)
  return ordered
    .flatMap((entry, at) =>
      positions.flatMap((position) =>
        things.flatMap((thing, line) => {
          const cell = { entry: at, position, line }
          const columns = {
            ...columnsOf(own, cell),
            ...reportedColumns(entry.reported ? reported : null, cell),
            ...feeColumns(at === 0 && entry.amount > 0 ? fees : null, cell),
          }
          // Where a visit gets nothing of a thing there is nothing to tell; that it led to the entry is told once.
          if (line > 0 && isNothing(columns)) return []
          return [{ ...keysOf(paid, entry), position, line, ...thing, ...columns }]
        }),
      ),
    )
    .sort(byKeys)
}

const shared = (entries: readonly PlacedEntry[], steps: readonly Step[]): Shares =>
  shareOut(
    entries.map(({ amount }) => amount),
    steps,
  )

const keysOf = ({ paymentId, siteId, mode }: Paid, { id, day, kind, currency, reported }: PlacedEntry) => ({
  payment_id: paymentId,
  entry_id: id,
  site_id: siteId,
  mode,
  day,
  kind,
  currency,
  reported_currency: reported?.currency ?? null,
})

const byKeys = (a: CreditRow, b: CreditRow): number =>
  a.entry_id < b.entry_id ? -1 : a.entry_id > b.entry_id ? 1 : a.position - b.position || a.line - b.line

/** By model, then by entry, touch and thing. */
type Cells = Readonly<Record<AttributionModel, number[][][]>>

interface Cell {
  entry: number
  position: number
  line: number
}

const models = attributionModelSchema.options

const ofEach = <Value>(value: (model: AttributionModel) => Value): Record<AttributionModel, Value> => ({
  first: value('first'),
  last: value('last'),
  last_non_direct: value('last_non_direct'),
  linear: value('linear'),
  position_based: value('position_based'),
  time_decay: value('time_decay'),
})

const cellsOf = (shares: Shares, lines: number[][]): Cells => ofEach((model) => byThing(shares[model], lines))

const columnsOf = (cells: Cells, { entry, position, line }: Cell) =>
  ofEach((model) => cells[model][entry]?.[position]?.[line] ?? 0)

function reportedColumns(cells: Cells | null, cell: Cell) {
  const of = cells && columnsOf(cells, cell)
  return {
    first_reported: of?.first ?? null,
    last_reported: of?.last ?? null,
    last_non_direct_reported: of?.last_non_direct ?? null,
    linear_reported: of?.linear ?? null,
    position_based_reported: of?.position_based ?? null,
    time_decay_reported: of?.time_decay ?? null,
  }
}

function feeColumns(cells: Cells | null, cell: Cell) {
  const of = cells && columnsOf(cells, cell)
  return {
    first_fee: of?.first ?? null,
    last_fee: of?.last ?? null,
    last_non_direct_fee: of?.last_non_direct ?? null,
    linear_fee: of?.linear ?? null,
    position_based_fee: of?.position_based ?? null,
    time_decay_fee: of?.time_decay ?? null,
  }
}

type Columns = ReturnType<typeof columnsOf> & ReturnType<typeof reportedColumns> & ReturnType<typeof feeColumns>

const isNothing = (columns: Columns): boolean =>
  models.every((model) => !columns[model] && !columns[`${model}_reported`] && !columns[`${model}_fee`])
