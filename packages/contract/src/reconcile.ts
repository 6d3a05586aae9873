// The ledger against Stripe, day by day and to the cent, with the ids that explain every difference.
import { z } from 'zod'
import type { Range } from './figures.ts'
import { type Mode, modeSchema } from './ids.ts'

/** Query of `GET /api/sites/:id/stripe/reconcile`: days of the site's zone, both included. Default: the last 30 days. */
export const reconcileQuerySchema = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  mode: modeSchema.optional(),
})
export type ReconcileQuery = z.infer<typeof reconcileQuerySchema>

export type ReconcileKind = 'charge' | 'refund' | 'dispute' | 'reversal'

/** Money on which the two do not agree. Null: that side does not know it at all. */
export interface ReconcileItem {
  /** Stripe's id: `pi_…`, `ch_…`, `re_…`, `dp_…`. */
  id: string
  kind: ReconcileKind
  at: number
  ledger: number | null
  stripe: number | null
}

/** Minor units. `difference` is Stripe minus ledger: positive money is money that the ledger lacks. */
export interface ReconcileRow {
  day: string
  currency: string
  ledger: number
  stripe: number
  difference: number
  items: ReconcileItem[]
  /** Items beyond those listed. */
  more: number
}

export interface ReconcileTotal {
  currency: string
  ledger: number
  stripe: number
  difference: number
}

export interface NotCompared {
  kinds: ReconcileKind[]
  /** Stripe's name of the right that is missing, when that is the reason. */
  permission: string | null
  /** A sentence for the owner. */
  sentence: string
}

export interface ReconcileAnswer {
  range: Range
  mode: Mode
  /** When it was compared. */
  at: number
  /** What Stripe's side is made of; null when it could not be read at all. */
  basis: 'charges' | 'payment_intents' | null
  compared: ReconcileKind[]
  notCompared: NotCompared[]
  /** Newest day first; days on which nothing moved are left out. */
  rows: ReconcileRow[]
  totals: ReconcileTotal[]
}
