// What brought the visits and the money of a range, by one dimension.
import type { Breakdown, BreakdownReport, Figures } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { dimensions } from './dimensions.ts'
import { figuresBy } from './figures.ts'
import { rangeOf, type Scope } from './scope.ts'

export async function breakdown(db: Db, scope: Scope, by: Breakdown): Promise<BreakdownReport> {
  const figures = await figuresBy(db, scope, dimensions[by])
  const rows = [...figures].map(([name, row]) => ({ name, ...row }))
  return {
    range: rangeOf(scope),
    rows: rows.sort(
      (a, b) =>
        netIn(scope.currency, b) - netIn(scope.currency, a) ||
        b.visitors - a.visitors ||
        ((a.name ?? '') < (b.name ?? '') ? -1 : 1),
    ),
  }
}

const netIn = (currency: string, { revenue }: Figures): number =>
  revenue.find((one) => one.currency === currency)?.net ?? 0
