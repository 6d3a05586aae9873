// Split tests, made up: one that runs, a draft, and one that has ended.
import type { Range, SplitTest, SplitTestReport, SplitTestRow } from '@farthing/contract'
import { NOW } from './made-up-data.ts'

const DAY = 86_400_000
const evenly = (...names: string[]) => names.map((name) => ({ name, weight: 1 }))

const tests: SplitTest[] = [
  {
    name: 'price',
    goal: 'payment',
    sides: evenly('49-euros', '59-euros', '69-euros'),
    state: 'running',
    createdAt: NOW - 15 * DAY,
    startedAt: NOW - 14 * DAY,
    endedAt: null,
  },
  {
    name: 'headline',
    goal: 'event:Signup',
    sides: [
      { name: 'control', weight: 3 },
      { name: 'question', weight: 1 },
    ],
    state: 'draft',
    createdAt: NOW - DAY,
    startedAt: null,
    endedAt: null,
  },
  {
    name: 'checkout-steps',
    goal: 'page:/thanks',
    sides: evenly('two', 'one'),
    state: 'ended',
    createdAt: NOW - 60 * DAY,
    startedAt: NOW - 59 * DAY,
    endedAt: NOW - 30 * DAY,
  },
]

const side = (name: string, visitors: number, conversions: number, each: number): SplitTestRow => ({
  name,
  weight: 1,
  visitors,
  visits: Math.round(visitors * 1.2),
  conversions,
  conversion: conversions / visitors,
  payments: conversions,
  revenue: [
    {
      currency: 'eur',
      gross: conversions * each,
      refunds: -each,
      net: (conversions - 1) * each,
      payments: conversions,
    },
  ],
  reported: {
    gross: conversions * each,
    refunds: -each,
    net: (conversions - 1) * each,
    unconverted: 0,
    perVisitor: ((conversions - 1) * each) / visitors,
  },
  conversionDifference: null,
  revenueDifference: null,
})

const rows: Record<string, SplitTestRow[]> = {
  price: [
    side('49-euros', 2_401, 98, 4_900),
    {
      ...side('59-euros', 2_388, 101, 5_900),
      conversionDifference: { value: 0.0015, low: -0.0098, high: 0.0128, p: 0.797 },
      revenueDifference: { value: 49.1, low: 2.4, high: 95.8, p: 0.039 },
    },
    {
      ...side('69-euros', 2_420, 61, 6_900),
      conversionDifference: { value: -0.0156, low: -0.026, high: -0.0054, p: 0.0025 },
      revenueDifference: { value: -26.9, low: -86.2, high: 32.4, p: 0.374 },
    },
  ],
  'checkout-steps': [
    side('two', 310, 4, 4_900),
    {
      ...side('one', 298, 7, 4_900),
      conversionDifference: { value: 0.0106, low: -0.0119, high: 0.0361, p: null },
      revenueDifference: { value: 51.2, low: null, high: null, p: null },
    },
  ],
}

/** Null: another path. */
export function splitTestsAnswer(path: string, range: Range, empty: boolean): object | null {
  if (path.endsWith('/tests')) return { tests: empty ? [] : tests }
  const [, name] = /\/reports\/split-tests\/([^/]+)$/.exec(path) ?? []
  const test = tests.find((one) => one.name === name)
  const found = rows[test?.name ?? '']
  if (test === undefined || found === undefined) return null
  return { range, test, rows: found, total: found.length, nextOffset: null } satisfies SplitTestReport
}
