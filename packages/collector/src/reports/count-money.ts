// What the money of a range sums to, and how many payments it is.
import { type RawBuilder, sql } from 'kysely'
import { countDistinct, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { cameIn, dayOfEntry } from './entry-day.ts'
import { entryCondition } from './filters.ts'
import type { Scope } from './scope.ts'

/** How the money is told apart. `seen`: it counts at every page of its visit, table `view`. */
export interface MoneyKey {
  value: RawBuilder<string | null>
  seen: boolean
}

const isPaid = sql<boolean>`payment.status not in ('pending', 'failed')`

const entriesIn = (db: Db, scope: Scope, { seen }: MoneyKey) =>
  scope.filters.reduce(
    (query, filter) => query.where(entryCondition(filter)),
    db
      .selectFrom('entry')
      .innerJoin('payment', 'payment.id', 'entry.payment_id')
      .leftJoin('touch', (join) =>
        join.onRef('touch.payment_id', '=', 'entry.payment_id').on('touch.position', '=', sql.lit(0)),
      )
      .leftJoin(
        (of) =>
          of
            .selectFrom('view')
            .select(['view.visit_id', 'view.page'])
            .distinct()
            .where('view.site_id', '=', scope.siteId)
            // Nothing to join, unless pages are asked for.
            .where(seen ? sql<boolean>`1 = 1` : sql<boolean>`1 = 0`)
            .as('view'),
        (join) => join.onRef('view.visit_id', '=', 'touch.visit_id'),
      )
      .where('entry.site_id', '=', scope.siteId)
      .where('entry.mode', '=', scope.mode)
      .where(dayOfEntry(scope.refunds), '>=', scope.from)
      .where(dayOfEntry(scope.refunds), '<=', scope.to),
  )

/** Payments of which money came in during the range, and the visits that they are credited to. */
export const countPayments = (db: Db, scope: Scope, key: MoneyKey) =>
  entriesIn(db, scope, key)
    .select([
      key.value.as('key'),
      countDistinct('entry.payment_id').as('payments'),
      countDistinct('touch.visit_id').as('payingVisits'),
    ])
    .where(cameIn)
    .where(isPaid)
    .groupBy('key')
    .execute()

const gross = sql<number>`cast(coalesce(sum(case when ${cameIn} then entry.amount end), 0) as bigint)`
const payments = sql<number>`cast(count(distinct case when ${cameIn} and ${isPaid} then entry.payment_id end) as bigint)`

export const sumRevenue = (db: Db, scope: Scope, key: MoneyKey) =>
  entriesIn(db, scope, key)
    .select([key.value.as('key'), 'entry.currency', sumOf('entry.amount').as('net'), gross.as('gross')])
    .select(payments.as('payments'))
    .groupBy(['key', 'entry.currency'])
    .execute()
