// How days become the points of a chart, and figures become one number. Pure; money stays in minor units.
import type { Figures, OverviewReport, Revenue } from '@farthing/contract'
import { countDays, type Days } from './range.ts'
import type { Figure } from './url-state.ts'

export type Step = 'day' | 'week' | 'month'
export interface Point extends Days {
  figures: Figures
}

/** Beyond a quarter of single days a chart is noise. */
export function stepFor(days: Days): Step {
  const count = countDays(days)
  if (count <= 92) return 'day'
  return count <= 400 ? 'week' : 'month'
}

/** Visitors are counted per day (DESIGN.md "Identity"), so that adding days up is exact. */
export function bucket(series: OverviewReport['series'], step: Step): Point[] {
  const groups = new Map<string, OverviewReport['series']>()
  for (const entry of series) {
    const key = groupKey(entry.start, step, series[0]?.start ?? entry.start)
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].map((entries) => ({
    from: entries[0]?.start ?? '',
    to: entries.at(-1)?.start ?? '',
    figures: addUp(entries),
  }))
}

function groupKey(day: string, step: Step, first: string): string {
  if (step === 'day') return day
  if (step === 'month') return day.slice(0, 7)
  return String(Math.floor((countDays({ from: first, to: day }) - 1) / 7))
}

export function addUp(all: Figures[]): Figures {
  const sum = (of: (figures: Figures) => number) => all.reduce((total, one) => total + of(one), 0)
  const visits = sum((one) => one.visits)
  const conversions = sum((one) => one.conversions)
  return {
    visitors: sum((one) => one.visitors),
    visits,
    views: sum((one) => one.views),
    bounces: sum((one) => one.bounces),
    durationMs: sum((one) => one.durationMs),
    payments: sum((one) => one.payments),
    conversions,
    conversion: visits === 0 ? null : Math.min(1, conversions / visits),
    revenue: addRevenue(all.flatMap((one) => one.revenue)),
    reported: {
      gross: sum((one) => one.reported.gross),
      refunds: sum((one) => one.reported.refunds),
      net: sum((one) => one.reported.net),
      unconverted: sum((one) => one.reported.unconverted),
    },
  }
}

const noRevenue = (currency: string): Revenue => ({ currency, gross: 0, refunds: 0, net: 0, payments: 0 })

function addRevenue(all: Revenue[]): Revenue[] {
  const byCurrency = new Map<string, Revenue>()
  for (const one of all) {
    const sum = byCurrency.get(one.currency) ?? noRevenue(one.currency)
    byCurrency.set(one.currency, {
      currency: one.currency,
      gross: sum.gross + one.gross,
      refunds: sum.refunds + one.refunds,
      net: sum.net + one.net,
      payments: sum.payments + one.payments,
    })
  }
  return [...byCurrency.values()]
}

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

export function figureOf(figures: Figures, figure: Figure, currency: string): number | null {
  const value = figure === 'revenue' ? revenueIn(figures.revenue, currency).net : figures[figure]
  // An amount that the reader may not see is no point of a chart.
  return Number.isNaN(value) ? null : value
}

/** Relative change; null when there is nothing to compare with. */
export function change(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before <= 0) return null
  return now / before - 1
}
