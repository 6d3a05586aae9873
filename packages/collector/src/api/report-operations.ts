// The reports and the payments, described.
import {
  adCostsReportSchema,
  breakdownReportSchema,
  breakdownSchema,
  clickQuerySchema,
  cohortsReportSchema,
  funnelQuerySchema,
  funnelReportSchema,
  goalsReportSchema,
  journeysReportSchema,
  liveMomentSchema,
  modeQuerySchema,
  overviewReportSchema,
  paymentDetailSchema,
  paymentRowSchema,
  paymentsAnswerSchema,
  paymentsQuerySchema,
  propertiesReportSchema,
  reportQuerySchema,
  splitTestReportSchema,
  subscriptionsReportSchema,
  timeToPaymentReportSchema,
  wentBackReportSchema,
} from '@farthing/contract'
import { z } from 'zod'
import * as examples from './examples.ts'
import { guests, type Operation, ok, SITE, viewers } from './operation.ts'

const CSV = { description: 'With `format=csv`: a table of all rows.', type: 'text/csv' }

function report(name: string, summary: string, schema: z.ZodType, example: unknown): Operation {
  const answer = ok(schema, example, 'The report. With `format=csv` all its rows as a table, as `text/csv`.')
  return {
    method: 'get',
    path: `${SITE}/reports/${name}`,
    tag: 'reports',
    summary,
    who: guests,
    query: reportQuerySchema,
    answers: answer,
  }
}

const bought = new Set<string>(['products', 'prices', 'plans'])

const breakdowns = breakdownSchema.options.map((by) =>
  report(
    by,
    `Visits and money by ${by.replaceAll('-', ' ')}`,
    breakdownReportSchema,
    bought.has(by) ? examples.productsExample : examples.breakdownExample,
  ),
)

export const reportOperations: Operation[] = [
  report('overview', 'The totals, and each part of the range', overviewReportSchema, examples.overviewExample),
  ...breakdowns,
  report(
    'props/{prop}',
    'Visits and money by a property of custom events',
    breakdownReportSchema,
    examples.breakdownExample,
  ),
  report('props', 'The properties of custom events', propertiesReportSchema, examples.propertiesExample),
  report(
    'variants/{test}',
    'Visits and money by the side of a split test that the visits landed with',
    breakdownReportSchema,
    examples.breakdownExample,
  ),
  {
    ...report(
      'split-tests/{test}',
      'What each side of a split test brought, and whether it is chance',
      splitTestReportSchema,
      examples.splitTestExample,
    ),
    more: 'Without `from` and `to` all days on which the test ran. `goal` is the test’s own.',
    refusals: [404],
  },
  report('goals', 'Custom events, and who did them', goalsReportSchema, examples.goalsExample),
  {
    ...report('funnel', 'Visits that did several steps in order', funnelReportSchema, examples.funnelExample),
    query: reportQuerySchema.extend(funnelQuerySchema.shape),
  },
  report('journeys', 'By which channels payers came', journeysReportSchema, examples.journeysExample),
  report(
    'went-back',
    'Refunds, disputes and credit notes, each with its payment',
    wentBackReportSchema,
    examples.wentBackExample,
  ),
  report(
    'time-to-payment',
    'How long from the first visit to the payment',
    timeToPaymentReportSchema,
    examples.timeToPaymentExample,
  ),
  report(
    'cohorts',
    'Customers by their first month and channel, and what they paid since',
    cohortsReportSchema,
    examples.cohortsExample,
  ),
  report(
    'subscriptions',
    'Monthly recurring revenue, and what moved it',
    subscriptionsReportSchema,
    examples.subscriptionsExample,
  ),
  { ...report('ad-costs', 'Return on advertising', adCostsReportSchema, examples.adCostsExample), who: viewers },
  {
    method: 'get',
    path: `${SITE}/reports/click-conversions.csv`,
    tag: 'reports',
    summary: 'Payments as offline conversions, in the form of Google Ads',
    who: viewers,
    query: reportQuerySchema.extend(clickQuerySchema.shape),
    answers: { 200: { ...CSV, description: 'One line a payment.' } },
  },
  {
    method: 'get',
    path: `${SITE}/payments`,
    tag: 'payments',
    summary: 'Payments, newest first',
    more: '`nextCursor` of an answer is the `cursor` of the next question.',
    who: guests,
    query: paymentsQuerySchema,
    answers: ok(paymentsAnswerSchema, examples.paymentsExample),
  },
  {
    method: 'get',
    path: `${SITE}/payments/export`,
    tag: 'payments',
    summary: 'All payments as one long text',
    more: 'Sent while it is read, however many there are. As `format=csv` a table, otherwise `{ payments: [ … ] }`.',
    who: viewers,
    query: paymentsQuerySchema.omit({ limit: true, cursor: true }),
    answers: ok(z.object({ payments: z.array(paymentRowSchema) }), { payments: [examples.paymentExample] }),
  },
  {
    method: 'get',
    path: `${SITE}/payments/{paymentId}`,
    tag: 'payments',
    summary: 'One payment, by any Stripe id that belongs to it',
    who: viewers,
    answers: ok(paymentDetailSchema, examples.paymentDetailExample),
  },
  {
    method: 'get',
    path: `${SITE}/live`,
    tag: 'reports',
    summary: 'What happens right now, as server-sent events',
    more: 'Each message is JSON of the schema `LiveMoment`: one whenever something changed.',
    who: guests,
    query: modeQuerySchema,
    answers: { 200: { description: 'A stream of messages.', type: 'text/event-stream', schema: liveMomentSchema } },
  },
]
