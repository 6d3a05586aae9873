// What the reports answer. Money is in minor units of its currency; days are days of the site's time zone.
import { z } from 'zod'
import { type Mode, modeSchema } from './ids.ts'

const daySchema = z.iso.date()

/** Query of every report: days are inclusive, in the site's time zone. Default: the last 30 days, live. */
export const reportQuerySchema = z.object({
  from: daySchema.optional(),
  to: daySchema.optional(),
  mode: modeSchema.optional(),
})
export type ReportQuery = z.infer<typeof reportQuerySchema>

/** Gross, refunds (and what else went back) and net are three numbers; currencies are never added. */
export interface Revenue {
  currency: string
  gross: number
  /** ≤ 0 */
  refunds: number
  net: number
}

/** What every row of every report counts. `conversion` is paying visits per visit, 0 to 1, null without visits. */
export interface Figures {
  visitors: number
  visits: number
  views: number
  payments: number
  conversion: number | null
  /** Some of the visitors, visits and views were counted by another tool and imported. Absent: all of it was measured. */
  imported?: true
  revenue: Revenue[]
}

export interface Range {
  from: string
  to: string
  timeZone: string
  mode: Mode
}

/** `GET /api/sites/:id/reports/overview` */
export interface OverviewReport {
  range: Range
  totals: Figures
  /** One entry a day, without gaps. */
  series: Array<{ day: string } & Figures>
  /** Payments that are on their way: the redirect came back, Stripe has not confirmed them yet. */
  pending: number
}

export const breakdownSchema = z.enum([
  'channels',
  'sources',
  'campaigns',
  'pages',
  'countries',
  'browsers',
  'systems',
  'devices',
  'languages',
])
export type Breakdown = z.infer<typeof breakdownSchema>

/** `GET /api/sites/:id/reports/channels`, `/sources`, `/campaigns`, `/pages` (entry pages), `/countries` (ISO codes), `/browsers`, `/systems`, `/devices`, `/languages`. */
export interface BreakdownReport {
  range: Range
  /** Largest revenue of the site's currency first, then visitors. `name` null: none (no campaign; payments without a visit). */
  rows: Array<{ name: string | null } & Figures>
}

/** `GET /api/sites/:id/reports/products`: what was sold, per price, signed: what went back is taken off where it was paid. */
export interface ProductsReport {
  range: Range
  rows: Array<{
    /** Stripe's product and price; null for shipping, and for money that Stripe did not itemise. */
    product: string | null
    price: string | null
    name: string | null
    payments: number
    revenue: Revenue[]
  }>
}

export type MovementKind =
  | 'trial_start'
  | 'trial_converted'
  | 'new'
  | 'expansion'
  | 'contraction'
  | 'churn'
  | 'reactivation'

/** `GET /api/sites/:id/reports/subscriptions`: monthly recurring revenue at the end of the range, and what moved it. */
export interface SubscriptionsReport {
  range: Range
  mrr: Array<{ currency: string; amount: number }>
  movements: Array<{
    kind: MovementKind
    currency: string
    count: number
    /** Change of the monthly recurring revenue, in minor units. */
    amount: number
  }>
}
