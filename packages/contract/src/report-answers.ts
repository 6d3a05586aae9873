// What the reports answer.
import { z } from 'zod'
import {
  breakdownRowSchema,
  clientRevenueSchema,
  figuresSchema,
  rangeSchema,
  revenueSumSchema,
  seriesEntrySchema,
} from './figures.ts'
import { splitTestSchema } from './split-test.ts'

/** A part of a list: `limit` and `offset` choose it. */
const listed = <Row extends z.ZodType>(row: Row) => ({
  range: rangeSchema,
  rows: z.array(row),
  total: z.int().describe('How many rows there are in all.'),
  nextOffset: z.int().nullable().describe('`offset` of the next part. Null: this was the last.'),
})

export const overviewReportSchema = z
  .object({
    range: rangeSchema,
    totals: figuresSchema,
    series: z.array(seriesEntrySchema).describe('One entry for each `interval`, without gaps.'),
    compared: z
      .object({ range: rangeSchema, totals: figuresSchema, series: z.array(seriesEntrySchema) })
      .exactOptional()
      .describe('The same of the days that the range is compared with, when asked.'),
    pending: z
      .int()
      .describe('Payments that are on their way: the redirect came back, Stripe has not confirmed them yet.'),
    clientRevenue: z.array(clientRevenueSchema),
  })
  .meta({ id: 'OverviewReport' })
export type OverviewReport = z.infer<typeof overviewReportSchema>

export const breakdownReportSchema = z.object(listed(breakdownRowSchema)).meta({
  id: 'BreakdownReport',
  description:
    'Largest revenue of the site’s currency first, then visitors. Visits and money of pages and of properties are counted at each of a visit’s: they do not add up to the whole.',
})
export type BreakdownReport = z.infer<typeof breakdownReportSchema>

export const goalsReportSchema = z
  .object(listed(z.object({ name: z.string(), events: z.int(), visits: z.int(), conversion: z.number().nullable() })))
  .meta({
    id: 'GoalsReport',
    description: 'The custom events, and who did them; not `$exposure`, which the script reports for split tests.',
  })
export type GoalsReport = z.infer<typeof goalsReportSchema>

export const propertiesReportSchema = z
  .object(listed(z.object({ name: z.string(), events: z.int(), visits: z.int() })))
  .meta({
    id: 'PropertiesReport',
    description:
      'Which properties the custom events said, `$exposure` left out: each is a breakdown, at `/reports/props/{prop}`.',
  })
export type PropertiesReport = z.infer<typeof propertiesReportSchema>

export const funnelReportSchema = z
  .object({
    range: rangeSchema,
    visits: z.int(),
    steps: z.array(z.object({ step: z.string(), visits: z.int() })),
  })
  .meta({ id: 'FunnelReport', description: 'Visits that did all steps up to this one, in this order.' })
export type FunnelReport = z.infer<typeof funnelReportSchema>

export const journeysReportSchema = z
  .object(listed(z.object({ path: z.array(z.string()), payments: z.int(), revenue: z.array(revenueSumSchema) })))
  .meta({
    id: 'JourneysReport',
    description:
      'The channels by which payers came, one after the other, most frequent first; an empty path is not known.',
  })
export type JourneysReport = z.infer<typeof journeysReportSchema>

const withinSchema = z.enum(['under_an_hour', 'under_a_day', 'under_3_days', 'under_a_week', 'under_a_month', 'longer'])

export const timeToPaymentReportSchema = z
  .object({
    ...listed(z.object({ within: withinSchema, payments: z.int(), revenue: z.array(revenueSumSchema) })),
    unknown: z.int().describe('Payments without a known visit.'),
    visits: z.array(z.object({ visits: z.int(), payments: z.int() })).describe('How many visits it took.'),
  })
  .meta({ id: 'TimeToPaymentReport', description: 'From the first known visit to the payment.' })
export type TimeToPaymentReport = z.infer<typeof timeToPaymentReportSchema>

export const adCostsReportSchema = z
  .object(
    listed(
      z.object({
        campaign: z.string(),
        currency: z.string(),
        cost: z.int(),
        clicks: z.int(),
        impressions: z.int(),
        visits: z.int(),
        payments: z.int(),
        net: z
          .int()
          .describe('In the currency of the cost: converted when that is the site’s, else only what was paid in it.'),
        returned: z
          .number()
          .nullable()
          .describe('Net by cost: 1 is what was spent, and nothing more. Null without costs.'),
      }),
    ),
  )
  .meta({
    id: 'AdCostsReport',
    description: 'What was spent on each campaign, as it was imported, and what it brought.',
  })
export type AdCostsReport = z.infer<typeof adCostsReportSchema>

export const cohortsReportSchema = z
  .object(
    listed(
      z.object({
        month: z.string().nullable().describe('YYYY-MM; null: no visit of theirs is known.'),
        channel: z.string().nullable(),
        customers: z.int(),
        months: z
          .array(z.object({ after: z.int(), customers: z.int(), revenue: z.array(revenueSumSchema) }))
          .describe('By months since the first visit; 0 is that month.'),
      }),
    ),
  )
  .meta({
    id: 'CohortsReport',
    description: 'Customers by the month and the channel of their first known visit, and what they paid since.',
  })
export type CohortsReport = z.infer<typeof cohortsReportSchema>

const movementKindSchema = z.enum([
  ...(['trial_start', 'trial_converted', 'new', 'expansion', 'contraction', 'churn', 'reactivation'] as const),
])
export type MovementKind = z.infer<typeof movementKindSchema>

export const subscriptionsReportSchema = z
  .object({
    range: rangeSchema,
    mrr: z.array(z.object({ currency: z.string(), amount: z.int() })),
    channels: z
      .array(z.object({ channel: z.string().nullable(), currency: z.string(), mrr: z.int(), change: z.int() }))
      .describe('By the channel of the visit that the subscription’s first payment is attributed to; null: not known.'),
    movements: z.array(
      z.object({
        kind: movementKindSchema,
        currency: z.string(),
        count: z.int(),
        amount: z.int().describe('Change of the monthly recurring revenue, in minor units.'),
      }),
    ),
  })
  .meta({
    id: 'SubscriptionsReport',
    description: 'Monthly recurring revenue at the end of the range, and what moved it.',
  })
export type SubscriptionsReport = z.infer<typeof subscriptionsReportSchema>

const wentBackKindSchema = z.enum(['refund', 'credit_note', 'dispute', 'reversal'])
const sumSchema = { kind: wentBackKindSchema, currency: z.string(), amount: z.int() }

export const wentBackReportSchema = z
  .object({
    ...listed(
      z.object({
        id: z.string(),
        ...sumSchema,
        at: z.int(),
        payment: z.string().describe('As in the list of payments.'),
        paidAt: z.int(),
        channel: z.string().nullable().describe('Of the visit that earned the payment; null: not known.'),
      }),
    ),
    totals: z.array(z.object({ ...sumSchema, count: z.int() })),
  })
  .meta({
    id: 'WentBackReport',
    description: 'What took money back: refunds, disputes, credit notes, debits that a bank called back. Newest first.',
  })
export type WentBackReport = z.infer<typeof wentBackReportSchema>

const differenceSchema = z
  .object({
    value: z.number().describe('This side less the first one.'),
    low: z.number().nullable().describe('Where the true difference lies, with 95 % confidence: from here …'),
    high: z.number().nullable().describe('… to here. Null: there is too little to say.'),
    p: z
      .number()
      .nullable()
      .describe('How often chance alone makes a difference as large. Null: there is too little to say.'),
  })
  .meta({ id: 'SideDifference' })
export type SideDifference = z.infer<typeof differenceSchema>

const splitTestRowSchema = z
  .object({
    name: z.string(),
    weight: z.int(),
    visitors: z.int().describe('One for each day. Who landed with two sides is at both.'),
    visits: z.int(),
    conversions: z.int().describe('Visitors who reached the goal of the test.'),
    conversion: z.number().nullable().describe('Conversions by visitors.'),
    payments: z.int(),
    revenue: z.array(revenueSumSchema).describe('Of the visits, whenever it was paid.'),
    reported: z.object({
      gross: z.int(),
      refunds: z.int(),
      net: z.int(),
      unconverted: z.int().describe('Entries without a rate: they are in no figure here.'),
      perVisitor: z.number().nullable().describe('Net by visitor.'),
    }),
    conversionDifference: differenceSchema.nullable().describe('Two-proportion z-test. Null: of the first side.'),
    revenueDifference: differenceSchema
      .nullable()
      .describe('Of net revenue by visitor, in minor units: Welch’s t-test. Null: of the first side.'),
  })
  .meta({ id: 'SplitTestRow' })
export type SplitTestRow = z.infer<typeof splitTestRowSchema>

export const splitTestReportSchema = z.object({ ...listed(splitTestRowSchema), test: splitTestSchema }).meta({
  id: 'SplitTestReport',
  description: 'What each side of a split test brought, by the visits that landed with it, in the order of the sides.',
})
export type SplitTestReport = z.infer<typeof splitTestReportSchema>
