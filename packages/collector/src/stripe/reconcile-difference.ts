// Reconcile's arithmetic: which entry a movement at Stripe belongs to, and what each day's two sides come to.
import type { ReconcileItem, ReconcileKind, ReconcileRow, ReconcileTotal } from '@farthing/contract'
import type { Movement } from './movement.ts'

/** A payment of the ledger that goes by one of the names asked for. */
export interface KnownPayment {
  id: string
  siteId: string | null
  net: number
  /** Every Stripe id that means it, as far as asked for. */
  names: string[]
  entries: { id: string; day: string | null; amount: number; currency: string }[]
}

export type Place =
  /** The ledger has it, at this site: compared when the entry's day is added up. */
  | { kind: 'entry'; entry: string; day: string | null }
  /** It is another site's of the same account. */
  | { kind: 'elsewhere' }
  /** Nothing is left of the payment: the ledger takes no more away than came in. */
  | { kind: 'floored' }
  | { kind: 'unknown' }

export const entryKey = (payment: string, entry: string): string => `${payment} ${entry}`

/** `known` is in a fixed order, so that the same question has the same answer. */
export function placeOf(movement: Movement, known: readonly KnownPayment[], siteId: string): Place {
  const payments = known.filter(({ names }) => names.some((name) => movement.names.includes(name)))
  for (const entryId of movement.entryIds)
    for (const payment of payments) {
      const entry = payment.entries.find(
        ({ id, currency }) => matches(id, entryId) && (currency === movement.currency || movement.amount === 0),
      )
      if (!entry || payment.siteId === null) continue
      if (payment.siteId !== siteId) return { kind: 'elsewhere' }
      return { kind: 'entry', entry: entryKey(payment.id, entry.id), day: entry.day }
    }
  if (payments.some((payment) => payment.siteId !== null && payment.siteId !== siteId)) return { kind: 'elsewhere' }
  const nothingLeft = payments.length > 0 && payments.every((payment) => payment.net === 0)
  return movement.amount < 0 && nothingLeft ? { kind: 'floored' } : { kind: 'unknown' }
}

/** A payment has one charge entry, under whatever name it goes by. */
const matches = (id: string, wanted: string): boolean =>
  wanted === 'charge:*' ? id.startsWith('charge:') : id === wanted

interface RowDraft extends Omit<ReconcileRow, 'difference' | 'more'> {
  unlisted: number
}

/** Days and currencies, and at most so many items in each: a year of missing webhooks must not fill the memory. */
export type Table = Map<string, RowDraft>
const MOST_ITEMS = 100

export interface Compared {
  day: string
  currency: string
  id: string
  kind: ReconcileKind
  at: number
  ledger: number | null
  stripe: number | null
}

export function add(table: Table, { day, currency, ...item }: Compared): void {
  const key = `${day} ${currency}`
  const row = table.get(key) ?? { day, currency, ledger: 0, stripe: 0, items: [], unlisted: 0 }
  table.set(key, row)
  row.ledger += item.ledger ?? 0
  row.stripe += item.stripe ?? 0
  if ((item.ledger ?? 0) === (item.stripe ?? 0)) return
  if (row.items.length < MOST_ITEMS) row.items.push(item)
  else row.unlisted += 1
}

/** Newest day first. */
export const rowsOf = (table: Table): ReconcileRow[] =>
  [...table.values()]
    .map(({ unlisted, ...row }) => ({
      ...row,
      difference: row.stripe - row.ledger,
      items: row.items.sort(bySize),
      more: unlisted,
    }))
    .sort((a, b) => (a.day === b.day ? (a.currency < b.currency ? -1 : 1) : a.day < b.day ? 1 : -1))

const gap = ({ ledger, stripe }: ReconcileItem) => Math.abs((stripe ?? 0) - (ledger ?? 0))
const bySize = (a: ReconcileItem, b: ReconcileItem) => gap(b) - gap(a) || (a.id < b.id ? -1 : 1)

export function totalsOf(rows: readonly ReconcileRow[]): ReconcileTotal[] {
  const totals = new Map<string, ReconcileTotal>()
  for (const { currency, ledger, stripe, difference } of rows) {
    const total = totals.get(currency) ?? { currency, ledger: 0, stripe: 0, difference: 0 }
    totals.set(currency, {
      currency,
      ledger: total.ledger + ledger,
      stripe: total.stripe + stripe,
      difference: total.difference + difference,
    })
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
