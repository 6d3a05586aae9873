// What advertising cost and what it brought: the return on what was spent, by campaign.
import type { AdCostsReport } from '@farthing/contract'
import { sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { dimensions } from './dimensions.ts'
import { figuresBy, noFigures } from './figures.ts'
import type { Whole } from './page.ts'
import { rangeOf, type Scope } from './scope.ts'

/** Costs are matched with visits and money by the campaign's name, as the links carry it. */
export async function adCosts(db: Db, scope: Scope): Promise<Whole<AdCostsReport>> {
  const costs = await costsIn(db, scope)
  const figures = await figuresBy(db, scope, () => dimensions.campaigns)
  const rows = costs.map(({ campaign, currency, cost, clicks, impressions }) => {
    const { visits, payments, revenue, reported } = figures.get(campaign) ?? noFigures
    const own = revenue.find((one) => one.currency === currency)?.net ?? 0
    // In the site's currency everything that could be converted counts; in another one only what was paid in it.
    const net = currency === scope.currency ? reported.net : own
    const spent = { campaign, currency, cost, clicks, impressions }
    return { ...spent, visits, payments, net, returned: cost === 0 ? null : net / cost }
  })
  return { range: rangeOf(scope), rows }
}

const costsIn = (db: Db, { siteId, from, to }: Scope) =>
  db
    .selectFrom('ad_cost')
    .select(['campaign', 'currency'])
    .select([sumOf('cost').as('cost'), sumOf('clicks').as('clicks'), sumOf('impressions').as('impressions')])
    .where('site_id', '=', siteId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['campaign', 'currency'])
    .orderBy('cost', 'desc')
    .orderBy('campaign')
    .execute()
