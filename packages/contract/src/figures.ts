// What every row of every report counts. Money is in minor units of its currency.
import { z } from 'zod'
import { modeSchema } from './ids.ts'

export const revenueSumSchema = z
  .object({
    currency: z.string(),
    gross: z.int(),
    refunds: z.int().describe('≤ 0: refunds, disputes, credit notes and reversals'),
    net: z.int(),
    payments: z
      .int()
      .describe('Payments of which money came in, in this currency. Gross by payment is the average order value.'),
  })
  .meta({
    id: 'Revenue',
    description: 'Gross, refunds (and what else went back) and net are three numbers; currencies are never added.',
  })
export type Revenue = z.infer<typeof revenueSumSchema>

export const reportedSchema = z
  .object({
    gross: z.int(),
    refunds: z.int(),
    net: z.int(),
    unconverted: z.int().describe('Entries without a rate: they are in no figure here.'),
    fees: z.int().describe('What Stripe kept, where the key may read it and a rate is known.'),
    feesOf: z.int().describe('Of how many payments the fees are in it.'),
    feesUnconverted: z
      .int()
      .describe('Of how many payments Stripe kept a fee for which there is no rate: it is not in `fees`.'),
    perVisitor: z.number().nullable().describe('Net by visitor. Null without visitors.'),
    perPayment: z.number().nullable().describe('Gross by payment: the average order value. Null without payments.'),
  })
  .meta({ id: 'Reported', description: 'In the site’s currency, at the rates that are frozen on the entries.' })
export type Reported = z.infer<typeof reportedSchema>

export const clientRevenueSchema = z.object({ currency: z.string(), events: z.int(), amount: z.int() }).meta({
  id: 'ClientRevenue',
  description: 'What pages said was sold (`track` with revenue): shown beside Stripe’s figure, never added to it.',
})
export type ClientRevenue = z.infer<typeof clientRevenueSchema>

export const lifetimeSchema = z
  .object({
    customers: z
      .int()
      .describe(
        'Customers whose first known visit is one of the row, in the range. A guest is somebody new with each payment.',
      ),
    net: z.int().describe('What they paid in all, until now, in the site’s currency.'),
    unconverted: z.int(),
    perCustomer: z.number().nullable(),
  })
  .meta({ id: 'Lifetime', description: 'The lifetime value of the customers that the range and the row acquired.' })
export type Lifetime = z.infer<typeof lifetimeSchema>

const figures = {
  visitors: z.int().describe('One for each day: days add up.'),
  visits: z.int(),
  views: z.int(),
  bounces: z.int().describe('Visits of a single view.'),
  durationMs: z.int().describe('From the first to the last view, of all visits together.'),
  payments: z.int(),
  conversions: z.int().describe('Visits that reached the goal.'),
  conversion: z.number().nullable().describe('Converting visits per visit, 0 to 1; null without visits.'),
  imported: z
    .literal(true)
    .exactOptional()
    .describe(
      'Some of the visitors, visits and views were counted by another tool and imported. Absent: all of it was measured.',
    ),
  revenue: z
    .array(revenueSumSchema)
    .describe('By the visits that the model credits: a payment counts at each of them, its money is shared.'),
  reported: reportedSchema,
  client: z.array(clientRevenueSchema).exactOptional().describe('Only when asked for: `with=client`.'),
}

export const figuresSchema = z.object(figures).meta({ id: 'Figures' })
export type Figures = z.infer<typeof figuresSchema>

export const rangeSchema = z
  .object({ from: z.iso.date(), to: z.iso.date(), timeZone: z.string(), mode: modeSchema })
  .meta({ id: 'Range', description: 'Days of the site’s time zone, both included.' })
export type Range = z.infer<typeof rangeSchema>

export const seriesEntrySchema = z
  .object({
    start: z.string().describe('A part of the range: an hour as an instant with its offset, otherwise the first day.'),
    ...figures,
  })
  .meta({ id: 'SeriesEntry' })
export type SeriesEntry = z.infer<typeof seriesEntrySchema>

export const breakdownRowSchema = z
  .object({
    name: z.string().nullable().describe('Null: none (no campaign; payments without a visit).'),
    label: z.string().exactOptional().describe('What Stripe calls the product, price or plan, where it does.'),
    ...figures,
    lifetime: lifetimeSchema.exactOptional().describe('Only when asked for: `with=lifetime`.'),
  })
  .meta({ id: 'BreakdownRow' })
export type BreakdownRow = z.infer<typeof breakdownRowSchema>
