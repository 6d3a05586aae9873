// Journeys, cohorts, funnels, goals and subscriptions, made up.
import type {
  CohortsReport,
  FunnelReport,
  GoalsReport,
  JourneysReport,
  Range,
  SubscriptionsReport,
  TimeToPaymentReport,
  WentBackReport,
} from '@farthing/contract'
import { NOW } from './made-up-data.ts'

const eur = (payments: number, each = 4_900) => [
  { currency: 'eur', gross: payments * each, refunds: 0, net: payments * each, payments },
]

/** All rows on one page. */
const whole = (range: Range) => ({ range, nextOffset: null })

const journeys = (range: Range): JourneysReport => ({
  ...whole(range),
  total: 5,
  rows: [
    { path: ['Paid Search'], payments: 41, revenue: eur(41) },
    { path: ['Direct'], payments: 30, revenue: eur(30) },
    { path: ['Organic Search', 'Email', 'Direct'], payments: 18, revenue: eur(18) },
    { path: ['Organic Social', 'Direct', 'Paid Search', 'Email', 'Direct'], payments: 6, revenue: eur(6) },
    { path: [], payments: 3, revenue: eur(3) },
  ],
})

const times: Array<[TimeToPaymentReport['rows'][number]['within'], number]> = [
  ['under_an_hour', 62],
  ['under_a_day', 21],
  ['under_3_days', 18],
  ['under_a_week', 11],
  ['under_a_month', 24],
  ['longer', 9],
]

const timeToPayment = (range: Range): TimeToPaymentReport => ({
  ...whole(range),
  total: times.length,
  unknown: 3,
  rows: times.map(([within, payments]) => ({ within, payments, revenue: eur(payments) })),
  visits: [80, 30, 14, 6, 2].map((payments, index) => ({ visits: index + 1, payments })),
})

const cohorts = (range: Range): CohortsReport => ({
  ...whole(range),
  total: 18,
  rows: ['2026-11', '2026-10', '2026-09', '2026-08', '2026-07', null].flatMap((month, age) =>
    ['Paid Search', 'Direct', 'Email'].map((channel, index) => ({
      month,
      channel: month === null ? null : channel,
      customers: 22 - index * 6,
      months: Array.from({ length: month === null ? 1 : age + 1 }, (_, after) => ({
        after,
        customers: Math.round((22 - index * 6) * 0.82 ** after),
        revenue: eur(Math.round((22 - index * 6) * 0.82 ** after)),
      })),
    })),
  ),
})

const funnel = (range: Range, steps: string[]): FunnelReport => ({
  range,
  visits: 7_334,
  steps: steps.map((step, index) => ({ step, visits: Math.round(5_000 * 0.3 ** index) })),
})

const goals = (range: Range): GoalsReport => ({
  ...whole(range),
  total: 2,
  rows: [
    { name: 'Signup', events: 402, visits: 380, conversion: 0.0518 },
    { name: 'Newsletter', events: 250, visits: 248, conversion: 0.0338 },
  ],
})

const subscriptions = (range: Range): SubscriptionsReport => ({
  range,
  mrr: [
    { currency: 'eur', amount: 1_284_700 },
    { currency: 'usd', amount: 92_800 },
  ],
  channels: [
    { channel: 'Paid Search', currency: 'eur', mrr: 620_000, change: 48_000 },
    { channel: 'Direct', currency: 'eur', mrr: 401_700, change: -9_800 },
    { channel: 'Email', currency: 'eur', mrr: 240_000, change: 14_700 },
    { channel: null, currency: 'eur', mrr: 23_000, change: 0 },
    { channel: 'Direct', currency: 'usd', mrr: 92_800, change: 5_800 },
  ],
  movements: [
    { kind: 'trial_start', currency: 'eur', count: 24, amount: 0 },
    { kind: 'trial_converted', currency: 'eur', count: 13, amount: 63_700 },
    { kind: 'new', currency: 'eur', count: 9, amount: 44_100 },
    { kind: 'expansion', currency: 'eur', count: 3, amount: 15_000 },
    { kind: 'contraction', currency: 'eur', count: 2, amount: -9_800 },
    { kind: 'churn', currency: 'eur', count: 7, amount: -60_100 },
    { kind: 'new', currency: 'usd', count: 2, amount: 5_800 },
  ],
})

const back = (kind: WentBackReport['rows'][number]['kind'], index: number, amount: number) => ({
  id: `${kind}_${index}`,
  kind,
  currency: 'eur',
  amount,
  at: NOW - index * 31 * 3_600_000,
  payment: `pi_3Qk${String(index).padStart(2, '0')}LmR2eZvKYlo2C`,
  paidAt: NOW - (index + 3) * 86_400_000,
  channel: index === 2 ? null : 'Paid Search',
})

const wentBack = (range: Range): WentBackReport => ({
  range,
  total: 4,
  nextOffset: null,
  totals: [
    { kind: 'dispute', currency: 'eur', count: 1, amount: -4_900 },
    { kind: 'refund', currency: 'eur', count: 3, amount: -14_700 },
  ],
  rows: [back('refund', 1, -4_900), back('dispute', 2, -4_900), back('refund', 3, -900), back('refund', 4, -8_900)],
})

const full: Record<string, (range: Range, steps: string[]) => object> = {
  journeys,
  'time-to-payment': timeToPayment,
  cohorts,
  funnel,
  goals,
  subscriptions,
  'went-back': wentBack,
}

const nothing: Record<string, object> = {
  'time-to-payment': { unknown: 0, rows: [], visits: [] },
  subscriptions: { mrr: [], channels: [], movements: [] },
  'went-back': { totals: [], total: 0, nextOffset: null },
}

/** Null: not one of these reports. */
export function payersReport(name: string, range: Range, steps: string[], empty: boolean): object | null {
  const of = full[name]
  if (of === undefined) return null
  if (!empty) return of(range, steps)
  if (name === 'funnel') return { range, visits: 0, steps: steps.map((step) => ({ step, visits: 0 })) }
  return { ...whole(range), rows: [], total: 0, ...nothing[name] }
}
