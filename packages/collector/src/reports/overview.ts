// How a site does: the totals of a range, each of its days, and how many payments are still on their way.
import type { OverviewReport } from '@farthing/contract'
import type { SiteRecord } from '../sites/site.ts'
import { countDistinct } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { figuresBy, noFigures } from './figures.ts'
import { eachDay } from './range.ts'
import { byDay, everything, type Scope } from './scope.ts'

export async function overview(db: Db, site: SiteRecord, scope: Scope): Promise<OverviewReport> {
  const totals = await figuresBy(db, scope, everything, site.currency)
  const days = await figuresBy(db, scope, byDay, site.currency)
  return {
    range: { from: scope.from, to: scope.to, timeZone: site.timeZone, mode: scope.mode },
    totals: totals.get('all') ?? noFigures,
    series: eachDay(scope).map((day) => ({ day, ...(days.get(day) ?? noFigures) })),
    pending: await countPending(db, scope),
  }
}

async function countPending(db: Db, { siteId, mode }: Scope): Promise<number> {
  const row = await db
    .selectFrom('checkout_return')
    .select(countDistinct('checkout_session_id').as('count'))
    .where('site_id', '=', siteId)
    .where('mode', '=', mode)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return row?.count ?? 0
}
