// How a site does: the totals of a range and of its parts, the same of the range before, and how many payments are still on their way.
import type { Comparison, Interval, OverviewReport, SeriesEntry } from '@farthing/contract'
import { countDistinct, countRows, engineOf, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { visitsIn } from './count-visits.ts'
import { everything } from './dimensions.ts'
import { figuresBy, noFigures } from './figures.ts'
import { byInterval, partsOf } from './intervals.ts'
import { comparedWith } from './range.ts'
import { rangeOf, type Scope } from './scope.ts'

export interface OverviewQuestion {
  interval: Interval
  compare?: Comparison | undefined
}

export async function overview(db: Db, scope: Scope, { interval, compare }: OverviewQuestion): Promise<OverviewReport> {
  const before = compare && { ...scope, ...comparedWith(scope, compare) }
  return {
    ...(await figuresOf(db, scope, interval)),
    ...(before ? { compared: await figuresOf(db, before, interval) } : {}),
    pending: await countPending(db, scope),
    clientRevenue: await sumClientRevenue(db, scope),
  }
}

async function figuresOf(db: Db, scope: Scope, interval: Interval) {
  const totals = await figuresBy(db, scope, everything)
  const parts = await figuresBy(db, scope, byInterval(scope, interval, engineOf(db)))
  const series: SeriesEntry[] = partsOf(scope, interval).map(({ key, start }) => ({
    start,
    ...(parts.get(key) ?? noFigures),
  }))
  return { range: rangeOf(scope), totals: totals.get('all') ?? noFigures, series }
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

const sumClientRevenue = (db: Db, scope: Scope) =>
  visitsIn(db, scope)
    .innerJoin('view', 'view.visit_id', 'visit.id')
    .innerJoin('event', 'event.view_id', 'view.id')
    .select((of) => of.ref('event.currency').$notNull().as('currency'))
    .select([countRows.as('events'), sumOf('event.revenue').as('amount')])
    .where('event.currency', 'is not', null)
    .where('event.revenue', 'is not', null)
    .groupBy('event.currency')
    .orderBy('event.currency')
    .execute()
