// Figures for looking at the reports without a collector: typed by the contract, the same at every run.
import type { BreakdownReport, Comparison, Figures, Interval, OverviewReport, Range } from '@farthing/contract'
import { NOW } from './made-up-data.ts'

const DAY = 86_400_000

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
    client: payments === 0 ? [] : [{ currency: 'eur', events: payments, amount: payments * 4_700 }],
    // A dollar was 0.92 euros all the time.
    reported: {
      gross: gross + Math.round(other * 0.92),
      refunds,
      net: gross + refunds + Math.round(other * 0.92),
      unconverted: 0,
      fees: payments * 167,
      feesOf: payments - (other > 0 ? 1 : 0),
      feesUnconverted: other > 0 ? 1 : 0,
      perVisitor: visits === 0 ? null : (gross + refunds) / Math.round(visits * 0.86),
      perPayment: payments === 0 ? null : gross / payments,
    },
  }
}

/** What the series is asked for: how it is cut, and with what it is compared. */
export interface Cut {
  interval: Interval
  compare: Comparison | null
}

export function fullOverview(range: Range, cut: Cut): OverviewReport {
  return overviewOf(range, cut, (start, index) => {
    const time = Math.floor(Date.parse(start) / (cut.interval === 'hour' ? 3_600_000 : DAY))
    if (Date.parse(start) > NOW) return figuresOf(0, 0, 0)
    const week = [0.7, 1, 1.08, 1.05, 1.1, 0.95, 0.62][time % 7] ?? 1
    const size = { hour: 0.06, day: 1, week: 7, month: 30 }[cut.interval]
    const visits = Math.round((210 + index * 1.5 + mix(time) * 110) * week * size)
    const payments = Math.round(visits * (0.012 + mix(time + 7) * 0.02))
    return figuresOf(visits, payments, 4_900, time % 5 === 0 ? 2_900 : 0)
  })
}

export const emptyOverview = (range: Range, cut: Cut): OverviewReport =>
  overviewOf(range, cut, () => figuresOf(0, 0, 0))

function overviewOf(range: Range, cut: Cut, of: (start: string, index: number) => Figures): OverviewReport {
  const seriesOf = (part: Range) => starts(part, cut.interval).map((start, index) => ({ start, ...of(start, index) }))
  const before = { ...range, ...beforeOf(range, cut.compare) }
  const series = seriesOf(range)
  const compared = cut.compare && { range: before, series: seriesOf(before) }
  const sold = total(series).payments
  return {
    range,
    series,
    totals: total(series),
    ...(compared && { compared: { ...compared, totals: total(compared.series) } }),
    pending: 0,
    clientRevenue: sold === 0 ? [] : [{ currency: 'eur', events: sold, amount: sold * 4_700 }],
  }
}

function beforeOf({ from, to }: Range, compare: Comparison | null) {
  const back = compare === 'year' ? 365 : days(from, to).length
  const earlier = (day: string) => new Date(Date.parse(day) - back * DAY).toISOString().slice(0, 10)
  return { from: earlier(from), to: earlier(to) }
}

function starts({ from, to }: Range, interval: Interval): string[] {
  const all = days(from, to)
  if (interval === 'hour')
    return all.flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, '0')}:00+01:00`),
    )
  if (interval === 'week') return all.filter((day, index) => index === 0 || new Date(day).getUTCDay() === 1)
  return interval === 'month' ? all.filter((day, index) => index === 0 || day.endsWith('-01')) : all
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
    conversion: visits === 0 ? null : payments / visits,
    revenue: payments === 0 ? [] : [money('eur'), money('usd')],
    client: payments === 0 ? [] : [{ currency: 'eur', events: payments, amount: payments * 4_700 }],
    reported: {
      gross: sum((one) => one.reported.gross),
      refunds: sum((one) => one.reported.refunds),
      net: sum((one) => one.reported.net),
      unconverted: payments === 0 ? 0 : 2,
      fees: sum((one) => one.reported.fees),
      feesOf: sum((one) => one.reported.feesOf),
      feesUnconverted: sum((one) => one.reported.feesUnconverted),
      perVisitor: visits === 0 ? null : sum((one) => one.reported.net) / sum((one) => one.visitors),
      perPayment: payments === 0 ? null : sum((one) => one.reported.gross) / payments,
    },
  }
}

const sold: Array<[string | null, number, number]> = [
  ['Marmalade club, monthly', 0, 88],
  ['Gift box', 0, 31],
  [null, 0, 12],
]

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
  countries: [
    ['FR', 2_304, 66],
    ['DE', 1_820, 41],
    ['GB', 1_100, 22],
    ['US', 940, 19],
    ['CH', 402, 8],
    ['JP', 90, 0],
    [null, 678, 2],
  ],
  devices: [
    ['desktop', 4_302, 121],
    ['mobile', 2_811, 32],
    ['tablet', 221, 3],
  ],
  purposes: [
    ['first_payment', 0, 88],
    ['renewal', 0, 68],
  ],
  products: sold,
  prices: sold,
  plans: sold.slice(0, 1),
  plan: [
    ['club', 610, 71],
    ['gift', 244, 30],
    ['tasting box, once', 96, 7],
  ],
  price: [
    ['49-euros', 512, 60],
    ['59-euros', 498, 52],
    [null, 310, 26],
  ],
  currencies: [
    ['eur', 0, 140],
    ['usd', 0, 16],
  ],
}

/** Every other payer is somebody new, and comes back once. */
function lifetimeOf(payments: number) {
  const customers = Math.ceil(payments / 2)
  const net = customers * 2 * 4_900
  return { customers, net, unconverted: 0, perCustomer: customers === 0 ? null : net / customers }
}

/** Other models move money between the rows, and a filter leaves what it names. */
export function fullBreakdown(name: string, range: Range, model: string, only: string | null): BreakdownReport {
  const rows = (names[name] ?? [])
    .filter(([row]) => only === null || row === only)
    .map(([row, visits, payments], index) => {
      const moved = model === 'last_non_direct' ? 0 : ((index % 3) - 1) * 4
      const figures = figuresOf(visits, Math.max(0, payments + moved), 4_900, index === 1 ? 5_800 : 0)
      const lifetime = lifetimeOf(figures.payments)
      return {
        name: row,
        ...figures,
        lifetime,
        ...(name === 'channels' && index === 2 ? { imported: true as const } : {}),
      }
    })
  return { range, rows, total: rows.length, nextOffset: null }
}
