// What the reports are asked and what they answer. Money is in minor units of its currency; days are days of the site's time zone.
import { z } from 'zod'
import { attributionModelSchema, defaultAttributionModel } from './attribution.ts'
import { type Mode, modeSchema } from './ids.ts'
import { filterSchema, type Goal, goalSchema } from './report-filter.ts'

const daySchema = z.iso.date()

/** One value or several: a query string cannot tell `a=1` from a list of one. */
const listOf = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]), z.array(value).max(20))

/** With what a range is compared: the same number of days before it, or the same days a year before. */
export const comparisonSchema = z.enum(['previous', 'year'])
export type Comparison = z.infer<typeof comparisonSchema>

/** Weeks begin on Monday. */
export const intervalSchema = z.enum(['hour', 'day', 'week', 'month'])
export type Interval = z.infer<typeof intervalSchema>

/** Query of every report: days are inclusive, in the site's time zone. Default: the last 30 days, live. */
export const reportQuerySchema = z.object({
  from: daySchema.optional(),
  to: daySchema.optional(),
  mode: modeSchema.optional(),
  compare: comparisonSchema.optional(),
  interval: intervalSchema.default('day'),
  /** Of visits, with the money that is credited to them. Several: all must hold. */
  filter: listOf(filterSchema),
  /** What counts as a conversion. Default: any payment. */
  goal: goalSchema.default({ kind: 'payment' }),
  /** How the credit for a payment is given to the visits before it. */
  model: attributionModelSchema.default(defaultAttributionModel),
  /** On which day what went back is counted: when it went back, or when its payment was made. */
  refunds: z.enum(['own', 'purchase']).default('own'),
  format: z.enum(['json', 'csv']).default('json'),
})
export type ReportQuery = z.infer<typeof reportQuerySchema>

/** `step=page:/pricing&step=event:Signup&step=payment` */
export const funnelQuerySchema = z.object({ step: listOf(goalSchema).pipe(z.array(z.custom<Goal>()).min(1)) })

/** Of which kind of click ids the conversions are asked: `GET /api/sites/:id/reports/click-conversions.csv?kind=gclid` */
export const clickQuerySchema = z.object({
  kind: z
    .string()
    .regex(/^[a-z_]{2,30}$/, 'a kind of click id is one such as gclid or msclkid')
    .default('gclid'),
})

/** Gross, refunds (and what else went back) and net are three numbers; currencies are never added. */
export interface Revenue {
  currency: string
  gross: number
  /** ≤ 0 */
  refunds: number
  net: number
  /** Payments of which money came in, in this currency. Gross by payment is the average order value. */
  payments: number
}

/** What every row of every report counts. `conversion` is converting visits per visit, 0 to 1, null without visits. */
export interface Figures {
  visitors: number
  visits: number
  views: number
  /** Visits of a single view. */
  bounces: number
  /** Milliseconds from the first to the last view, of all visits together. */
  durationMs: number
  payments: number
  /** Visits that reached the goal. */
  conversions: number
  conversion: number | null
  /** Some of the visitors, visits and views were counted by another tool and imported. Absent: all of it was measured. */
  imported?: true
  /** By the visits that the model credits: a payment counts at each of them, its money is shared. */
  revenue: Revenue[]
  /** The same in the site's currency, at the rates that are frozen on the entries; entries without a rate are only counted. */
  reported: { gross: number; refunds: number; net: number; unconverted: number }
}

export interface Range {
  from: string
  to: string
  timeZone: string
  mode: Mode
}

/** A part of the range: an hour as an instant with its offset, otherwise the first day. */
export type SeriesEntry = { start: string } & Figures

/** `GET /api/sites/:id/reports/overview` */
export interface OverviewReport {
  range: Range
  totals: Figures
  /** One entry for each `interval`, without gaps. */
  series: SeriesEntry[]
  /** The same of the days that the range is compared with, when asked. */
  compared?: { range: Range; totals: Figures; series: SeriesEntry[] }
  /** Payments that are on their way: the redirect came back, Stripe has not confirmed them yet. */
  pending: number
  /** What the pages said was sold (`track` with revenue). Shown beside Stripe's figure, never added to it. */
  clientRevenue: Array<{ currency: string; events: number; amount: number }>
}

/** `GET /api/sites/:id/reports/<dimension>` */
export interface BreakdownReport {
  range: Range
  /**
   * Largest revenue of the site's currency first, then visitors. `name` null: none (no campaign; payments without a visit).
   * Visits and money of `pages` are counted at every page of the visit: they do not add up to the whole.
   */
  rows: Array<{ name: string | null } & Figures>
}

/** `GET /api/sites/:id/reports/goals`: the custom events, and who did them. */
export interface GoalsReport {
  range: Range
  rows: Array<{ name: string; events: number; visits: number; conversion: number | null }>
}

/** `GET /api/sites/:id/reports/funnel?step=…&step=…`: visits that did all steps up to this one, in this order. */
export interface FunnelReport {
  range: Range
  visits: number
  steps: Array<{ step: string; visits: number }>
}

/** `GET /api/sites/:id/reports/journeys`: the channels by which payers came, one after the other; an empty path is not known. */
export interface JourneysReport {
  range: Range
  /** The most frequent 200. */
  rows: Array<{ path: string[]; payments: number; revenue: Revenue[] }>
}

/** `GET /api/sites/:id/reports/time-to-payment`: from the first known visit to the payment. */
export interface TimeToPaymentReport {
  range: Range
  /** Payments without a known visit. */
  unknown: number
  rows: Array<{
    within: 'under_an_hour' | 'under_a_day' | 'under_3_days' | 'under_a_week' | 'under_a_month' | 'longer'
    payments: number
    revenue: Revenue[]
  }>
  /** How many visits it took. */
  visits: Array<{ visits: number; payments: number }>
}

/** `GET /api/sites/:id/reports/ad-costs`: what was spent on each campaign, as it was imported, and what it brought. */
export interface AdCostsReport {
  range: Range
  rows: Array<{
    campaign: string
    currency: string
    cost: number
    clicks: number
    impressions: number
    visits: number
    payments: number
    /** In the currency of the cost: converted when that is the site's, else only what was paid in it. */
    net: number
    /** Net by cost: 1 is what was spent, and nothing more. Null without costs. */
    returned: number | null
  }>
}

/** `GET /api/sites/:id/reports/cohorts`: customers by the month and the channel of their first known visit, and what they paid since. */
export interface CohortsReport {
  range: Range
  rows: Array<{
    /** YYYY-MM; null: no visit of theirs is known. */
    month: string | null
    channel: string | null
    customers: number
    /** By months since the first visit; 0 is that month. */
    months: Array<{ after: number; customers: number; revenue: Revenue[] }>
  }>
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
  /** By the channel of the visit that the subscription's first payment is attributed to; null: not known. */
  channels: Array<{ channel: string | null; currency: string; mrr: number; change: number }>
  movements: Array<{
    kind: MovementKind
    currency: string
    count: number
    /** Change of the monthly recurring revenue, in minor units. */
    amount: number
  }>
}
