// One report's figures by the values of one dimension.
import type { Figures, Revenue } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { countPayments, countVisits, sumRevenue } from './counts.ts'
import { countImported } from './imported.ts'
import type { Dimension, Scope } from './scope.ts'

export type FiguresByKey = Map<string | null, Figures>

/** `currency` is the site's: it comes first wherever revenue is listed. */
export async function figuresBy(db: Db, scope: Scope, dimension: Dimension, currency: string): Promise<FiguresByKey> {
  const visits = await countVisits(db, scope, dimension)
  const payments = await countPayments(db, scope, dimension)
  const revenue = await sumRevenue(db, scope, dimension)
  const visitsOf = new Map(visits.map((row) => [row.key, row]))
  const imported = await countImported(db, scope, dimension.ofImported)
  const importedOf = new Map(imported.map((row) => [row.key, row]))
  const paymentsOf = new Map(payments.map((row) => [row.key, row]))
  const keys = new Set([...visits, ...imported, ...payments, ...revenue].map(({ key }) => key))
  const figures: FiguresByKey = new Map()
  for (const key of keys) {
    const seen = visitsOf.get(key)
    const before = importedOf.get(key)
    const paid = paymentsOf.get(key)
    figures.set(key, {
      visitors: (seen?.visitors ?? 0) + (before?.visitors ?? 0),
      visits: (seen?.visits ?? 0) + (before?.visits ?? 0),
      views: (seen?.views ?? 0) + (before?.views ?? 0),
      payments: paid?.payments ?? 0,
      conversion: conversionOf(paid?.payingVisits ?? 0, seen?.visits ?? 0),
      ...(before ? { imported: true as const } : {}),
      revenue: revenueOf(revenue.filter((row) => row.key === key)).sort(siteCurrencyFirst(currency)),
    })
  }
  return figures
}

export const noFigures: Figures = { visitors: 0, visits: 0, views: 0, payments: 0, conversion: null, revenue: [] }

/** Of measured visits alone: whether an imported one paid nobody knows. Visits of earlier days can pay in this range: more of them than began here is still everybody, and not more. */
const conversionOf = (paying: number, visits: number): number | null =>
  visits === 0 ? null : Math.min(1, paying / visits)

const revenueOf = (rows: { currency: string; gross: number; net: number }[]): Revenue[] =>
  rows.map(({ currency, gross, net }) => ({ currency, gross, refunds: net - gross, net }))

const siteCurrencyFirst = (own: string) => (a: Revenue, b: Revenue) =>
  Number(b.currency === own) - Number(a.currency === own) || (a.currency < b.currency ? -1 : 1)
