// How the entries of a series become the points of a chart, and figures become one number. Pure; money stays in minor units.
import type { Figures, Interval, Revenue, SeriesEntry } from '@farthing/contract'
import { addDays, countDays, type Days } from './range.ts'
import type { Figure, MoneyKind } from './url-state.ts'

/** `running`: the time is not over, so that the figure still grows. */
export interface Point extends Days {
  start: string
  figures: Figures
  time: 'over' | 'running' | 'ahead'
}

const HOUR = 3_600_000
/** What the collector tells hours of. */
const MOST_DAYS_OF_HOURS = 8

/** Beyond a quarter of single days a chart is noise. */
export function usualInterval(days: Days): Interval {
  const count = countDays(days)
  if (count <= 2) return 'hour'
  if (count <= 92) return 'day'
  return count <= 400 ? 'week' : 'month'
}

export function intervalsFor(days: Days): Interval[] {
  const count = countDays(days)
  const fits: Record<Interval, boolean> = {
    hour: count <= MOST_DAYS_OF_HOURS,
    day: count > 1 && count <= 400,
    week: count > 7,
    month: count > 31,
  }
  const all: Interval[] = ['hour', 'day', 'week', 'month']
  return all.filter((one) => fits[one])
}

export function chooseInterval(chosen: Interval | null, days: Days): Interval {
  return chosen !== null && intervalsFor(days).includes(chosen) ? chosen : usualInterval(days)
}

export function pointsOf(series: SeriesEntry[], interval: Interval, range: Days, now: number, today: string): Point[] {
  return series.map((entry, index) => {
    const from = entry.start.slice(0, 10)
    const next = series[index + 1]?.start.slice(0, 10)
    const to = interval === 'hour' ? from : next === undefined ? range.to : addDays(next, -1)
    const time = interval === 'hour' ? timeOfHour(Date.parse(entry.start), now) : timeOfDays({ from, to }, today)
    return { from, to, start: entry.start, figures: entry, time }
  })
}

function timeOfHour(start: number, now: number): Point['time'] {
  if (start > now) return 'ahead'
  return start + HOUR > now ? 'running' : 'over'
}

function timeOfDays({ from, to }: Days, today: string): Point['time'] {
  if (from > today) return 'ahead'
  return to >= today ? 'running' : 'over'
}

const noRevenue = (currency: string): Revenue => ({ currency, gross: 0, refunds: 0, net: 0, payments: 0 })

/** The site's currency when it earned any, else the first: currencies are never added, so one has to lead. */
export function leadCurrency(revenue: Revenue[], siteCurrency: string): string {
  const own = revenue.some((one) => one.currency === siteCurrency)
  return own ? siteCurrency : (revenue[0]?.currency ?? siteCurrency)
}

export function revenueIn(revenue: Revenue[], currency: string): Revenue {
  return revenue.find((one) => one.currency === currency) ?? noRevenue(currency)
}

export function otherRevenue(revenue: Revenue[], currency: string): Revenue[] {
  return revenue.filter((one) => one.currency !== currency)
}

/** Of Stripe, or what the pages told: that has no refunds, and is never added to the other. */
export function revenueOf({ revenue, client = [] }: Figures, kind: MoneyKind): Revenue[] {
  if (kind !== 'client') return revenue
  return client.map(({ currency, events, amount }) => ({
    currency,
    gross: amount,
    refunds: 0,
    net: amount,
    payments: events,
  }))
}

export function moneyOf(figures: Figures, currency: string, kind: MoneyKind): number {
  if (kind === 'reported') return figures.reported.net
  return revenueIn(revenueOf(figures, kind), currency)[kind === 'client' ? 'net' : kind]
}

/** NaN is an amount that the reader may not see (api.ts), and what is reckoned with it. */
export function figureOf(figures: Figures, figure: Figure, currency: string, kind: MoneyKind = 'net'): number | null {
  switch (figure) {
    case 'revenue':
      return moneyOf(figures, currency, kind)
    case 'bounce':
      return share(figures.bounces, figures.visits)
    case 'duration':
      return share(figures.durationMs, figures.visits)
    case 'order_value':
      return orderValue(figures, currency, kind)
    case 'per_visitor':
      return share(moneyOf(figures, currency, netOf(kind)), figures.visitors)
    default:
      return figures[figure]
  }
}

/** Gross by payment. In the site's currency it is only known when every entry has a rate. */
function orderValue(figures: Figures, currency: string, kind: MoneyKind): number | null {
  const { gross, payments } = revenueIn(revenueOf(figures, kind), currency)
  if (kind !== 'reported') return share(gross, payments)
  return figures.reported.unconverted > 0 ? null : share(figures.reported.gross, figures.payments)
}

/** By visitor is what stays, whichever part of it is looked at. */
const netOf = (kind: MoneyKind): MoneyKind => (kind === 'reported' || kind === 'client' ? kind : 'net')

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Relative change; null when there is nothing to compare with. */
export function change(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0 || Number.isNaN(now + before)) return null
  // Refunds are negative: more of them is more.
  return now < 0 === before < 0 || now === 0 ? now / before - 1 : null
}
