// What visits that landed with a side of a split test brought, whenever it was paid.
import { type RawBuilder, sql } from 'kysely'
import { askedOf, countDistinct, countRows, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { reached, visitsIn } from './count-visits.ts'
import { always, creditsByModel, entriesUnconverted, isPaid, sumIf } from './credits.ts'
import { cameIn } from './entry-day.ts'
import { visitCondition } from './filters.ts'
import type { Scope } from './scope.ts'

type Side = RawBuilder<string | null>

export const countVisitorsBySide = (db: Db, scope: Scope, side: Side) =>
  visitsIn(db, scope)
    .select([side.as('side'), countDistinct('visit.visitor_id').as('visitors'), countRows.as('visits')])
    .groupBy('side')
    .execute()

/** Of a page or an event: visitors who reached it in one of the visits. */
export const countReachedBySide = (db: Db, scope: Scope, side: Side) =>
  visitsIn(db, scope)
    .select([side.as('side'), countDistinct('visit.visitor_id').as('conversions')])
    .where(reached(scope.goal))
    .groupBy('side')
    .execute()

/** What the model gives to the visits of the range, on any day. */
const creditsOfVisits = (db: Db, scope: Scope) =>
  scope.filters.reduce(
    (query, filter) => query.where(visitCondition(filter, { siteId: scope.siteId, asked: askedOf(db) })),
    creditsByModel(db, scope)
      .innerJoin('touch', (join) =>
        join.onRef('touch.payment_id', '=', 'credit.payment_id').onRef('touch.position', '=', 'credit.position'),
      )
      .innerJoin('visit', 'visit.no', 'touch.visit_no')
      .where('visit.site_id', '=', scope.siteId)
      .where('visit.day', '>=', scope.from)
      .where('visit.day', '<=', scope.to),
  )

const hasPaid = sql<boolean>`${cameIn} and ${isPaid}`

export const sumMoneyBySide = (db: Db, scope: Scope, side: Side) =>
  creditsOfVisits(db, scope)
    .select([side.as('side'), 'credit.currency'])
    .select(sql<number>`cast(count(distinct case when ${hasPaid} then credit.payment_id end) as bigint)`.as('payments'))
    .select([sumIf(cameIn, `credit.${scope.model}`).as('gross'), sumIf(always, `credit.${scope.model}`).as('net')])
    .select([
      sumIf(cameIn, `credit.${scope.model}_reported`).as('reportedGross'),
      sumIf(always, `credit.${scope.model}_reported`).as('reportedNet'),
      entriesUnconverted.as('unconverted'),
    ])
    .groupBy(['side', 'credit.currency'])
    .execute()

/** A payment in two currencies is one. */
export const countPaymentsBySide = (db: Db, scope: Scope, side: Side) =>
  creditsOfVisits(db, scope)
    .select([side.as('side'), countDistinct('credit.payment_id').as('payments')])
    .where(hasPaid)
    .groupBy('side')
    .execute()

const isWanted = ({ goal }: Scope) =>
  goal.kind === 'product' ? sql<boolean>`${hasPaid} and credit.product = ${goal.product}` : hasPaid

/** Of the visitors who brought money, how much it is and how far it lies apart. Whoever is not here brought none. */
export const spreadBySide = (db: Db, scope: Scope, side: Side) =>
  db
    .selectFrom(
      creditsOfVisits(db, scope)
        .select([side.as('side'), 'visit.visitor_id', sumIf(always, `credit.${scope.model}_reported`).as('net')])
        .select(sql<number>`max(case when ${isWanted(scope)} then 1 else 0 end)`.as('converted'))
        .groupBy(['side', 'visit.visitor_id'])
        .as('visitor'),
    )
    .select(['visitor.side', sumOf('visitor.net').as('sum'), sumOf('visitor.converted').as('conversions')])
    .select(sql<number>`sum(cast(visitor.net as float8) * visitor.net)`.as('sumOfSquares'))
    .select(sql<number>`cast(count(case when visitor.net <> 0 then 1 end) as bigint)`.as('notZero'))
    .groupBy('visitor.side')
    .execute()
