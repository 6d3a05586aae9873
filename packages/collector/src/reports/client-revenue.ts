// What pages said they sold: shown beside Stripe's figure, and never added to it.
import type { ClientRevenue } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { startOfDay } from '../sites/site.ts'
import { askedOf, countRows, sameId, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { type Dimension, everything } from './dimensions.ts'
import { visitCondition } from './filters.ts'
import type { Scope } from './scope.ts'
import type { Seen, SeenRow } from './seen.ts'

const DAY_MS = 86_400_000

/**
 * From the events to their visits, in this order on SQLite too (https://sqlite.org/optoverview.html#crossjoin): of such events there are
 * few. An event is not older than its visit, wrong clocks left a day.
 */
function soldIn(db: Db, scope: Scope) {
  const { siteId, from, to, timeZone } = scope
  const all = db
    .selectFrom('event')
    .crossJoin('view')
    .crossJoin('visit')
    .where(sameId('view.id', 'event.view_id'))
    .whereRef('visit.no', '=', 'view.visit_no')
    .where('event.site_id', '=', siteId)
    .where('event.at', '>=', startOfDay(from, timeZone) - DAY_MS)
    .where('event.currency', 'is not', null)
    .where('event.revenue', 'is not', null)
    .where('visit.site_id', '=', siteId)
    .where('visit.day', '>=', from)
    .where('visit.day', '<=', to)
  const of = { siteId, asked: askedOf(db) }
  return scope.filters.reduce((query, filter) => query.where(visitCondition(filter, of)), all)
}

const sold = [countRows.as('events'), sumOf('event.revenue').as('amount')] as const
const currency = sql.ref<string>('event.currency')

const byVisit = (db: Db, scope: Scope, key: RawBuilder<string | null>) =>
  soldIn(db, scope)
    .select([key.as('key'), currency.as('currency'), ...sold])
    .groupBy(['key', 'event.currency'])
    .orderBy('event.currency')
    .execute()

/** At the page, or with the property, with which it was said. */
const bySeen = (db: Db, scope: Scope, { rows }: Seen) =>
  soldIn(db, scope)
    .innerJoin(sql<SeenRow>`${rows(scope.siteId, askedOf(db))}`.as<'seen'>(sql.ref('seen')), (join) =>
      join.onRef('seen.view_no', '=', 'view.no'),
    )
    .select(['seen.value as key', currency.as('currency'), ...sold])
    .groupBy(['seen.value', 'event.currency'])
    .orderBy('event.currency')
    .execute()

/** Payments have none of it. */
export async function clientRevenueBy(
  db: Db,
  scope: Scope,
  dimension: Dimension,
): Promise<Map<string | null, ClientRevenue[]>> {
  if (dimension.of === 'money') return new Map()
  const rows = await (dimension.of === 'seen'
    ? bySeen(db, scope, dimension.seen)
    : byVisit(db, scope, dimension.ofVisit))
  const groups = Map.groupBy(rows, ({ key }) => key)
  return new Map([...groups].map(([key, own]) => [key, own.map(({ key: _, ...sums }) => sums)]))
}

export const clientRevenue = async (db: Db, scope: Scope): Promise<ClientRevenue[]> =>
  (await clientRevenueBy(db, scope, everything)).get('all') ?? []
