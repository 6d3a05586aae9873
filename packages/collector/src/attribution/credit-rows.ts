// A payment's entries and touches as rows of credit: one for each pair, a column for each model.
import type { Mode } from '@farthing/contract'
import type { Entry } from '../ledger/entry.ts'
import { type Shares, shareOut } from './credit.ts'
import type { CreditRow } from './credit-store.ts'
import type { Step } from './models.ts'

/** An entry on its site's books. */
export interface PlacedEntry extends Entry {
  day: string
  reported: { amount: number; currency: string } | null
}

interface Paid {
  paymentId: string
  siteId: string
  mode: Mode
}

/** What came in before what went back: refunds take from those who got the money. */
export const inOrder = <One extends Pick<Entry, 'id' | 'at' | 'amount'>>(entries: readonly One[]): One[] =>
  [...entries].sort(
    (a, b) => Number(a.amount < 0) - Number(b.amount < 0) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )

/** In the order of their keys. Without a touch there is one row an entry: nobody earned it. */
export function creditRows(paid: Paid, entries: readonly PlacedEntry[], steps: readonly Step[]): CreditRow[] {
  const ordered = inOrder(entries)
  const own = shareOut(
    ordered.map(({ amount }) => amount),
    steps,
  )
  // An entry without a rate gives nothing to share; those after it are shared as if it were not there.
  const reported = shareOut(
    ordered.map((entry) => entry.reported?.amount ?? 0),
    steps,
  )
  const positions = Array.from({ length: Math.max(1, steps.length) }, (_, position) => position)
  return ordered
    .flatMap((entry, at) =>
      positions.map((position) => ({
        payment_id: paid.paymentId,
        entry_id: entry.id,
        position,
        site_id: paid.siteId,
        mode: paid.mode,
        day: entry.day,
        kind: entry.kind,
        currency: entry.currency,
        ...columnsOf(own, at, position),
        reported_currency: entry.reported?.currency ?? null,
        ...reportedColumns(entry.reported ? reported : null, at, position),
      })),
    )
    .sort((a, b) => (a.entry_id < b.entry_id ? -1 : a.entry_id > b.entry_id ? 1 : a.position - b.position))
}

const columnsOf = (shares: Shares, entry: number, position: number) => ({
  first: shares.first[entry]?.[position] ?? 0,
  last: shares.last[entry]?.[position] ?? 0,
  last_non_direct: shares.last_non_direct[entry]?.[position] ?? 0,
  linear: shares.linear[entry]?.[position] ?? 0,
  position_based: shares.position_based[entry]?.[position] ?? 0,
  time_decay: shares.time_decay[entry]?.[position] ?? 0,
})

function reportedColumns(shares: Shares | null, entry: number, position: number) {
  const of = shares && columnsOf(shares, entry, position)
  return {
    first_reported: of?.first ?? null,
    last_reported: of?.last ?? null,
    last_non_direct_reported: of?.last_non_direct ?? null,
    linear_reported: of?.linear ?? null,
    position_based_reported: of?.position_based ?? null,
    time_decay_reported: of?.time_decay ?? null,
  }
}
