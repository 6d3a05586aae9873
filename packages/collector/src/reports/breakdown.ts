// What brought the visits and the money of a range: by channel, source, campaign, entry page, or what the browser was.
import type { Breakdown, BreakdownReport, Figures } from '@farthing/contract'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { figuresBy } from './figures.ts'
import { breakdowns, type Scope } from './scope.ts'

export async function breakdown(db: Db, site: SiteRecord, scope: Scope, by: Breakdown): Promise<BreakdownReport> {
  const figures = await figuresBy(db, scope, breakdowns[by], site.currency)
  const rows = [...figures].map(([name, row]) => ({ name, ...row }))
  return {
    range: { from: scope.from, to: scope.to, timeZone: site.timeZone, mode: scope.mode },
    rows: rows.sort(
      (a, b) =>
        netIn(site.currency, b) - netIn(site.currency, a) ||
        b.visitors - a.visitors ||
        ((a.name ?? '') < (b.name ?? '') ? -1 : 1),
    ),
  }
}

const netIn = (currency: string, { revenue }: Figures): number =>
  revenue.find((one) => one.currency === currency)?.net ?? 0
