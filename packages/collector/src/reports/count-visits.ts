// What the visits of a range count, and which of them converted.
import { type RawBuilder, sql } from 'kysely'
import { askedOf, countDistinct, countRows, sameId, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { visitCondition } from './filters.ts'
import type { Scope } from './scope.ts'
import type { Seen, SeenRow } from './seen.ts'

type Key = RawBuilder<string | null>

const bounces = sql<number>`cast(coalesce(sum(case when visit.views = 1 then 1 else 0 end), 0) as bigint)`
const duration = sql<number>`cast(coalesce(sum(visit.last_at - visit.started_at), 0) as bigint)`

/** Visits that began in the range, or on some days of it; a visitor is one for each day, so days add up. */
export const visitsIn = (db: Db, scope: Scope, days: readonly string[] | 'all' = 'all') => {
  const asked = askedOf(db)
  const all = db.selectFrom('visit').where('visit.site_id', '=', scope.siteId)
  const then =
    days === 'all'
      ? all.where('visit.day', '>=', scope.from).where('visit.day', '<=', scope.to)
      : all.where('visit.day', 'in', days)
  return scope.filters.reduce(
    (query, filter) => query.where(visitCondition(filter, { siteId: scope.siteId, asked })),
    then,
  )
}

export const countVisits = (db: Db, scope: Scope, key: Key, days?: readonly string[]) =>
  visitsIn(db, scope, days)
    .select([key.as('key'), countDistinct('visit.visitor_id').as('visitors'), countRows.as('visits')])
    .select([sumOf('visit.views').as('views'), bounces.as('bounces'), duration.as('durationMs')])
    .groupBy('key')
    .execute()

const told = ['visit.no', 'visit.visitor_id', 'visit.views', 'visit.started_at', 'visit.last_at'] as const

/** A visit counts at every page that it saw, its views only at theirs. */
export const countVisitsBySeen = (db: Db, scope: Scope, seen: Seen, days?: readonly string[]) =>
  askedOf(db) === 'columns' ? countInColumns(db, scope, seen, days) : countInRows(db, scope, seen, days)

/** Each value of a visit once. */
const countInRows = (db: Db, scope: Scope, { rows }: Seen, days?: readonly string[]) =>
  db
    .selectFrom(
      visitsIn(db, scope, days)
        .innerJoin(sql<SeenRow>`${rows(scope.siteId, askedOf(db))}`.as<'one'>(sql.ref('one')), (join) =>
          join.onRef('one.visit_no', '=', 'visit.no'),
        )
        .select([...told, 'one.value as key', sumOf('one.times').as('seen')])
        .groupBy([...told, 'one.value'])
        .as('visit'),
    )
    .select(['visit.key', countDistinct('visit.visitor_id').as('visitors'), countRows.as('visits')])
    .select([sumOf('visit.seen').as('views'), bounces.as('bounces'), duration.as('durationMs')])
    .groupBy('visit.key')
    .execute()

/** Nearly every visitor has one visit: only of the others it must be asked whether they were counted already. The copy has each value once. */
const countInColumns = (db: Db, scope: Scope, { rows }: Seen, days?: readonly string[]) =>
  db
    .with('begun', () => visitsIn(db, scope, days).select(told))
    .with('again', (on) =>
      on.selectFrom('begun').select('begun.visitor_id').groupBy('begun.visitor_id').having(countRows, '>', 1),
    )
    .with('known', (on) =>
      on
        .selectFrom('begun')
        .leftJoin('again', 'again.visitor_id', 'begun.visitor_id')
        .selectAll('begun')
        .select('again.visitor_id as again'),
    )
    .selectFrom('known as visit')
    .innerJoin(sql<SeenRow>`${rows(scope.siteId, 'columns')}`.as<'one'>(sql.ref('one')), (join) =>
      join.onRef('one.visit_no', '=', 'visit.no'),
    )
    .select(['one.value as key', countRows.as('visits'), sumOf('one.times').as('views')])
    .select(sql<number>`count(*) - count(visit.again) + count(distinct visit.again)`.as('visitors'))
    .select([bounces.as('bounces'), duration.as('durationMs')])
    .groupBy('one.value')
    .execute()

/** Visits of the range that did it, under the key that they have among all visits. */
export const countConversions = (db: Db, scope: Scope, key: Key) =>
  visitsIn(db, scope)
    .select([key.as('key'), countDistinct('visit.no').as('conversions')])
    .where(reached(scope.goal))
    .groupBy('key')
    .execute()

export const countConversionsBySeen = (db: Db, scope: Scope, { rows }: Seen) =>
  visitsIn(db, scope)
    .innerJoin(sql<SeenRow>`${rows(scope.siteId, askedOf(db))}`.as<'seen'>(sql.ref('seen')), (join) =>
      join.onRef('seen.visit_no', '=', 'visit.no'),
    )
    .select(['seen.value as key', countDistinct('visit.no').as('conversions')])
    .where(reached(scope.goal))
    .groupBy('seen.value')
    .execute()

export function reached(goal: Scope['goal']): RawBuilder<boolean> {
  if (goal.kind === 'payment') return sql`exists (select 1 from touch where touch.visit_no = visit.no)`
  if (goal.kind === 'product')
    return sql`exists (select 1 from touch inner join credit on credit.payment_id = touch.payment_id
      where touch.visit_no = visit.no and credit.product = ${goal.product})`
  if (goal.kind === 'page')
    return sql`exists (select 1 from view as reached where reached.visit_no = visit.no and reached.page = ${goal.page})`
  return sql`exists (select 1 from event inner join view as reached on ${sameId('reached.id', 'event.view_id')}
    where reached.visit_no = visit.no and event.name = ${goal.name})`
}
