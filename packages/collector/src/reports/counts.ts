// The three questions that every report is made of: what the visits count, what the payments count, and what the money sums to.
import { sql } from 'kysely'
import { countDistinct, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import type { Dimension, Scope } from './scope.ts'

/** Money that came in; every other kind of entry takes some of it back. */
const cameIn = sql<boolean>`entry.kind in ('charge', 'balance_applied')`
const isPaid = sql<boolean>`payment.status not in ('pending', 'failed')`

/** Visitors of a visit that began in the range; a visitor is one for each day, so days add up. */
export const countVisits = (db: Db, scope: Scope, { ofVisit }: Dimension) =>
  db
    .selectFrom('visit')
    .select([
      ofVisit.as('key'),
      countDistinct('visit.visitor_id').as('visitors'),
      countDistinct('visit.id').as('visits'),
      sumOf('visit.views').as('views'),
    ])
    .where('visit.site_id', '=', scope.siteId)
    .where('visit.day', '>=', scope.from)
    .where('visit.day', '<=', scope.to)
    .groupBy('key')
    .execute()

const entriesIn = (db: Db, scope: Scope) =>
  db
    .selectFrom('entry')
    .innerJoin('payment', 'payment.id', 'entry.payment_id')
    .leftJoin('touch', (join) =>
      join.onRef('touch.payment_id', '=', 'entry.payment_id').on('touch.position', '=', sql.lit(0)),
    )
    .where('entry.site_id', '=', scope.siteId)
    .where('entry.mode', '=', scope.mode)
    .where('entry.day', '>=', scope.from)
    .where('entry.day', '<=', scope.to)

/** Payments of which money came in during the range, and the visits that they are credited to. */
export const countPayments = (db: Db, scope: Scope, { ofEntry }: Dimension) =>
  entriesIn(db, scope)
    .select([
      ofEntry.as('key'),
      countDistinct('entry.payment_id').as('payments'),
      countDistinct('touch.visit_id').as('payingVisits'),
    ])
    .where(cameIn)
    .where(isPaid)
    .groupBy('key')
    .execute()

export const sumRevenue = (db: Db, scope: Scope, { ofEntry }: Dimension) =>
  entriesIn(db, scope)
    .select([
      ofEntry.as('key'),
      'entry.currency',
      sumOf('entry.amount').as('net'),
      sql<number>`cast(sum(case when ${cameIn} then entry.amount else 0 end) as bigint)`.as('gross'),
    ])
    .groupBy(['key', 'entry.currency'])
    .execute()
