// Answers for looking at the dashboard without a collector: typed by the contract, the same at every run.
import type {
  BreakdownReport,
  Figures,
  OverviewReport,
  PaymentRow,
  PendingReturn,
  Range,
  Site,
} from '@farthing/contract'

/** A noon, so that "today" is the same day in every time zone of the pictures. */
export const NOW = Date.parse('2026-11-20T12:00:00Z')
const DAY = 86_400_000

export const shop: Site = {
  id: 'site_marmalade1',
  name: 'Marmalade & Sons',
  hosts: ['marmalade.example', 'www.marmalade.example'],
  timeZone: 'Europe/Paris',
  currency: 'eur',
  createdAt: NOW - 200 * DAY,
  role: 'owner',
  amounts: 'shown',
  ignoredAddresses: ['203.0.113.7'],
  ignoredPaths: ['/preview/*'],
  defaultMode: 'live',
  hasViews: true,
  hasPayments: true,
}
export const course: Site = { ...shop, id: 'site_typecourse', name: 'Type Course', hosts: ['typecourse.example'] }
export const newcomer: Site = {
  ...shop,
  id: 'site_newcomer1',
  name: 'shop.example',
  hosts: ['shop.example'],
  defaultMode: 'test',
  hasViews: false,
  hasPayments: false,
}

/** A small linear congruence: believable noise without chance. */
function noise(seed: number): number {
  return ((seed * 48_271 + 11) % 2_147_483_647) / 2_147_483_647
}

const mix = (seed: number) => noise(Math.floor(noise(seed + 1) * 1e9))

function days(from: string, to: string): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * DAY).toISOString().slice(0, 10),
  )
}

function figuresOf(visits: number, payments: number, each: number, other = 0): Figures {
  const gross = payments * each
  const refunds = payments > 6 ? -each : 0
  const eur = { currency: 'eur', gross, refunds, net: gross + refunds, payments }
  const usd = { currency: 'usd', gross: other, refunds: 0, net: other, payments: other > 0 ? 1 : 0 }
  return {
    visitors: Math.round(visits * 0.86),
    visits,
    views: Math.round(visits * 2.7),
    bounces: Math.round(visits * 0.41),
    durationMs: visits * 94_000,
    payments,
    conversions: payments,
    conversion: visits === 0 ? null : payments / visits,
    revenue: payments === 0 ? [] : other > 0 ? [eur, usd] : [eur],
    reported: { gross, refunds, net: gross + refunds, unconverted: other > 0 ? 1 : 0 },
  }
}

export function fullOverview(range: Range): OverviewReport {
  const series = days(range.from, range.to).map((start, index) => {
    const time = Date.parse(start) / DAY
    const week = [0.7, 1, 1.08, 1.05, 1.1, 0.95, 0.62][time % 7] ?? 1
    const visits = Math.round((210 + index * 1.5 + mix(time) * 110) * week)
    const payments = Math.round(visits * (0.012 + mix(time + 7) * 0.02))
    return { start, ...figuresOf(visits, payments, 4_900, time % 5 === 0 ? 2_900 : 0) }
  })
  return { range, series, totals: total(series), pending: 0, clientRevenue: [] }
}

export function emptyOverview(range: Range): OverviewReport {
  const series = days(range.from, range.to).map((start) => ({ start, ...figuresOf(0, 0, 0) }))
  return { range, series, totals: figuresOf(0, 0, 0), pending: 0, clientRevenue: [] }
}

function total(all: Figures[]): Figures {
  const sum = (of: (one: Figures) => number) => all.reduce((result, one) => result + of(one), 0)
  const money = (currency: string) => {
    const rows = all.flatMap((one) => one.revenue).filter((one) => one.currency === currency)
    const add = (of: 'gross' | 'refunds' | 'net' | 'payments') => rows.reduce((result, one) => result + one[of], 0)
    return { currency, gross: add('gross'), refunds: add('refunds'), net: add('net'), payments: add('payments') }
  }
  const visits = sum((one) => one.visits)
  const payments = sum((one) => one.payments)
  return {
    visitors: sum((one) => one.visitors),
    visits,
    views: sum((one) => one.views),
    bounces: sum((one) => one.bounces),
    durationMs: sum((one) => one.durationMs),
    payments,
    conversions: payments,
    conversion: payments / visits,
    revenue: [money('eur'), money('usd')],
    reported: { ...reportedOf(all), unconverted: sum((one) => one.reported.unconverted) },
  }
}

const reportedOf = (all: Figures[]) => {
  const add = (of: 'gross' | 'refunds' | 'net') => all.reduce((result, one) => result + one.reported[of], 0)
  return { gross: add('gross'), refunds: add('refunds'), net: add('net') }
}

const names: Record<string, Array<[string | null, number, number]>> = {
  channels: [
    ['Paid Search', 1_904, 61],
    ['Direct', 2_420, 38],
    ['Organic Search', 1_311, 22],
    ['Email', 402, 19],
    ['Referral', 566, 9],
    ['Organic Social', 731, 4],
    [null, 0, 3],
  ],
  sources: [
    ['google', 2_604, 74],
    [null, 2_420, 38],
    ['newsletter', 402, 19],
    ['news.ycombinator.com', 498, 7],
    ['bing', 190, 6],
    ['instagram', 702, 4],
    ['duckduckgo', 150, 3],
    ['a-very-long-partner-name.blog.example', 61, 1],
    ['youtube.com', 22, 0],
  ],
  campaigns: [
    ['autumn-preserves', 1_290, 48],
    ['brand', 614, 13],
    ['november-letter', 402, 19],
    [null, 5_028, 76],
  ],
  'entry-pages': [
    ['/', 3_480, 52],
    ['/pricing', 1_205, 49],
    ['/blog/how-to-set-seville-oranges-without-pectin', 1_322, 21],
    ['/gifts', 804, 24],
    ['/about', 211, 3],
  ],
}

export function fullBreakdown(name: string, range: Range): BreakdownReport {
  const rows = (names[name] ?? []).map(([row, visits, payments], index) => ({
    name: row,
    ...figuresOf(visits, payments, 4_900, index === 1 ? 5_800 : 0),
  }))
  return { range, rows }
}

const touch = {
  sessionId: 's_8fJq2mVx71LkPz',
  at: NOW - 3 * DAY,
  channel: 'Paid Search',
  source: 'google',
  medium: 'cpc',
  campaign: 'autumn-preserves',
  entryPage: '/pricing',
}

function payment(index: number, change: Partial<PaymentRow>): PaymentRow {
  return {
    id: `pi_3Qk${String(index).padStart(2, '0')}LmR2eZvKYlo2C`,
    mode: 'live',
    status: 'paid',
    currency: 'eur',
    gross: 4_900,
    refunds: 0,
    net: 4_900,
    outside: 0,
    fees: [],
    paidAt: NOW - index * 2.7 * 3_600_000 - 240_000,
    description: 'Marmalade club, monthly',
    attribution: { kind: 'attributed', evidence: 'client_reference_id', grade: 1, touch },
    ...change,
  }
}

const direct = { ...touch, channel: 'Direct', source: null, medium: null, campaign: null, entryPage: '/' }
const letter = { ...touch, channel: 'Email', source: 'newsletter', medium: 'email', campaign: 'november-letter' }

export const payments: PaymentRow[] = [
  payment(0, {}),
  payment(1, { attribution: { kind: 'attributed', evidence: 'checkout_metadata', grade: 1, touch: letter } }),
  payment(2, {
    status: 'partially_refunded',
    gross: 14_700,
    refunds: -4_900,
    net: 9_800,
    attribution: { kind: 'attributed', evidence: 'subscription_first_bind', grade: 2, touch: direct },
  }),
  payment(3, { currency: 'jpy', gross: 5_800, net: 5_800, description: null }),
  payment(4, { attribution: { kind: 'unattributed', reason: 'no_id_on_payment' } }),
  payment(5, { status: 'refunded', refunds: -4_900, net: 0 }),
  payment(6, { attribution: { kind: 'attributed', evidence: 'redirect_return', grade: 4, touch: direct } }),
  payment(7, {
    currency: 'usd',
    gross: 1_234_550,
    net: 1_234_550,
    attribution: { kind: 'attributed', evidence: 'email_match', grade: 6, touch: letter },
  }),
  payment(8, { status: 'failed', gross: 4_900, net: 0, attribution: { kind: 'unattributed', reason: 'id_unknown' } }),
]

export const pending: PendingReturn[] = [
  {
    checkoutSessionId: 'cs_test_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6a7B8c9',
    mode: 'test',
    reportedAt: NOW - 42_000,
    state: 'pending',
    reason: 'Stripe has not confirmed yet: it could not be reached.',
    nextAttemptAt: NOW + 8_000,
  },
  {
    checkoutSessionId: 'cs_test_b1B2c3D4e5F6g7H8i9J0',
    mode: 'test',
    reportedAt: NOW - 3_600_000,
    state: 'refused',
    reason: 'Stripe does not know this Checkout Session.',
    nextAttemptAt: null,
  },
]
