// What the reports are asked. Days are days of the site's time zone.
import { z } from 'zod'
import { attributionModelSchema } from './attribution.ts'
import { modeSchema } from './ids.ts'
import { filterSchema, type Goal, goalSchema } from './report-filter.ts'

const daySchema = z.iso.date()

/** One value or several: a query string cannot tell `a=1` from a list of one. */
export const listOf = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]), z.array(value).max(20))

/** With what a range is compared: the same number of days before it, or the same days a year before. */
export const comparisonSchema = z.enum(['previous', 'year'])
export type Comparison = z.infer<typeof comparisonSchema>

/** Weeks begin on Monday. */
export const intervalSchema = z.enum(['hour', 'day', 'week', 'month'])
export type Interval = z.infer<typeof intervalSchema>

/** What costs more, and is counted only when asked for. */
export const extraSchema = z.enum(['client', 'lifetime'])
export type Extra = z.infer<typeof extraSchema>

export const MOST_ROWS = 10_000

/** Query of every report: days are inclusive, in the site's time zone. Default: the last 30 days, live. */
export const reportQuerySchema = z.object({
  from: daySchema.optional().describe('First day, in the site’s time zone. Default: 29 days before the last.'),
  to: daySchema.optional().describe('Last day, included. Default: today.'),
  mode: modeSchema.optional().describe('Default: live, unless there was never a live payment.'),
  compare: comparisonSchema
    .optional()
    .describe('Of the overview: the same figures of as many days before, or of a year before.'),
  interval: intervalSchema
    .default('day')
    .describe('Of the overview’s series. Hours: of at most 8 days. Weeks begin on Monday.'),
  filter: listOf(filterSchema)
    .default([])
    .describe(
      'Which visits, with the money that is credited to them. `dimension:operator:value|value`; several must all hold.',
    ),
  goal: goalSchema
    .default({ kind: 'payment' })
    .describe('What counts as a conversion: `payment`, `payment:prod_…`, `event:Name` or `page:/path`.'),
  model: attributionModelSchema
    .optional()
    .describe('How the credit for a payment is given to the visits before it. Default: as the site’s settings say.'),
  refunds: z
    .enum(['own', 'purchase'])
    .default('own')
    .describe('On which day what went back is counted: when it went back, or when its payment was made.'),
  with: listOf(extraSchema)
    .default([])
    .describe('`client`: what pages said they sold, for each row. `lifetime`: what the acquired customers ever paid.'),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(1_000).describe('How many rows. As CSV always all.'),
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('How many rows to leave out before: `nextOffset` of the answer before.'),
  format: z.enum(['json', 'csv']).default('json'),
})
export type ReportQuery = z.infer<typeof reportQuerySchema>

/** `step=page:/pricing&step=event:Signup&step=payment` */
export const funnelQuerySchema = z.object({
  step: listOf(goalSchema)
    .pipe(z.array(z.custom<Goal>()).min(1))
    .describe('The steps in their order: `page:/pricing`, `event:Signup`, `payment`.'),
})

/** Of which kind of click ids the conversions are asked: `GET /api/sites/:id/reports/click-conversions.csv?kind=gclid` */
export const clickQuerySchema = z.object({
  kind: z
    .string()
    .regex(/^[a-z_]{2,30}$/, 'a kind of click id is one such as gclid or msclkid')
    .default('gclid')
    .describe('Which advertiser’s clicks: `gclid`, `gbraid`, `wbraid`, `msclkid`, `fbclid`, …'),
})
