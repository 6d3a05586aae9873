// How a site does: the totals of a range and of its parts, the same of the range before, and how many payments are still on their way.
import type { Comparison, Extra, Interval, OverviewReport, SeriesEntry } from '@farthing/contract'
import { type Asked, askedOf, countDistinct } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { clientRevenue, clientRevenueBy } from './client-revenue.ts'
import { everything } from './dimensions.ts'
import { figuresBy, noFigures } from './figures.ts'
import { byInterval, partsOf } from './intervals.ts'
import { comparedWith } from './range.ts'
import { rangeOf, type Scope } from './scope.ts'

export interface OverviewQuestion {
  interval: Interval
  compare?: Comparison | undefined
  with?: readonly Extra[]
}

export async function overview(db: Db, scope: Scope, question: OverviewQuestion): Promise<OverviewReport> {
  const { compare } = question
  const before = compare && { ...scope, ...comparedWith(scope, compare) }
  return {
    ...(await figuresOf(db, scope, question)),
    ...(before ? { compared: await figuresOf(db, before, question) } : {}),
    pending: await countPending(db, scope),
    clientRevenue: await clientRevenue(db, scope),
  }
}

async function figuresOf(db: Db, scope: Scope, { interval, with: extras = [] }: OverviewQuestion) {
  const cut = (asked: Asked) => byInterval(scope, interval, asked)
  const client = extras.includes('client') ? await clientRevenueBy(db, scope, cut(askedOf(db))) : null
  const totals = await figuresBy(db, scope, () => everything)
  const parts = await figuresBy(db, scope, cut)
  const series: SeriesEntry[] = partsOf(scope, interval).map(({ key, start }) => ({
    start,
    ...(parts.get(key) ?? noFigures),
    ...(client ? { client: client.get(key) ?? [] } : {}),
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
