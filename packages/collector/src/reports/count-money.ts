// What the money of a range sums to, and how many payments it is: by the credits that the asked model gives to the visits.
import { type RawBuilder, sql } from 'kysely'
import { askedOf, countDistinct } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { always, creditsByModel, entriesUnconverted, isPaid, sumIf } from './credits.ts'
import { customerOf } from './customer.ts'
import { cameIn, dayOfEntry } from './entry-day.ts'
import { entryCondition } from './filters.ts'
import type { Scope } from './scope.ts'
import type { Seen, SeenRow } from './seen.ts'

/** How the money is told apart. `seen`: it counts at everything of the kind that its visit saw. */
export type MoneyKey = { of: 'entry'; value: RawBuilder<string | null> } | { of: 'seen'; seen: Seen }

const keyOf = (key: MoneyKey): RawBuilder<string | null> =>
  key.of === 'entry' ? key.value : sql.ref<string | null>('seen.value')

/** Which part of the money: by the visits that the model credits and the filters leave. */
export type PartAsked = Pick<Scope, 'siteId' | 'mode' | 'filters' | 'model'>

/** What the filters leave of the credits, with their visits. */
const creditsOf = (db: Db, scope: PartAsked) =>
  scope.filters.reduce(
    (query, filter) => query.where(entryCondition(filter, { siteId: scope.siteId, asked: askedOf(db) })),
    creditsByModel(db, scope).leftJoin('touch', (join) =>
      join.onRef('touch.payment_id', '=', 'credit.payment_id').onRef('touch.position', '=', 'credit.position'),
    ),
  )

const creditsIn = (db: Db, scope: Scope) =>
  creditsOf(db, scope)
    .where(dayOfEntry(scope.refunds), '>=', scope.from)
    .where(dayOfEntry(scope.refunds), '<=', scope.to)

/** Money without a visit saw nothing: it is at no page, and so it is told; at no property, which is no answer. */
function keyed(db: Db, scope: Scope, key: MoneyKey) {
  const credits = creditsIn(db, scope)
  if (key.of === 'entry') return credits
  const seen = sql<Pick<SeenRow, 'visit_no' | 'value'>>`${key.seen.byPayers(scope.siteId, askedOf(db))}`
  const joined = credits.leftJoin(seen.as<'seen'>(sql.ref('seen')), (join) =>
    join.onRef('seen.visit_no', '=', 'touch.visit_no'),
  )
  return key.seen.hasNone ? joined.where('seen.visit_no', 'is not', null) : joined
}

/** Of all payments, or of those for a product. */
const payingVisits = (goal: Scope['goal']) =>
  goal.kind === 'product'
    ? sql<number>`cast(count(distinct case when credit.product = ${goal.product} then touch.visit_no end) as bigint)`
    : countDistinct('touch.visit_no')

/** Payments of which money came in during the range, and the visits that they are credited to. */
export const countPayments = (db: Db, scope: Scope, key: MoneyKey) =>
  keyed(db, scope, key)
    .select([
      keyOf(key).as('key'),
      countDistinct('credit.payment_id').as('payments'),
      payingVisits(scope.goal).as('payingVisits'),
    ])
    .where(cameIn)
    .where(isPaid)
    .groupBy('key')
    .execute()

const paymentsPaid = sql<number>`cast(count(distinct case when ${cameIn} and ${isPaid} then credit.payment_id end) as bigint)`

const countPaymentsWithFee = ({ model }: Scope) =>
  sql<number>`cast(count(distinct case when ${sql.ref(`credit.${model}_fee`)} is not null then credit.payment_id end) as bigint)`

/** Told with the money that came in: as long as one part of it has no rate, a fee is in no sum. */
const countPaymentsWithoutFeeRate = sql<number>`cast(count(distinct case when ${cameIn} and payment.fees <> '[]'
  and payment.fees_reported is null then credit.payment_id end) as bigint)`

export const sumRevenue = (db: Db, scope: Scope, key: MoneyKey) =>
  keyed(db, scope, key)
    .select([keyOf(key).as('key'), 'credit.currency', paymentsPaid.as('payments')])
    .select([sumIf(cameIn, `credit.${scope.model}`).as('gross'), sumIf(always, `credit.${scope.model}`).as('net')])
    .select([
      sumIf(cameIn, `credit.${scope.model}_reported`).as('reportedGross'),
      sumIf(always, `credit.${scope.model}_reported`).as('reportedNet'),
      entriesUnconverted.as('unconverted'),
      sumIf(always, `credit.${scope.model}_fee`).as('fees'),
      countPaymentsWithFee(scope).as('feesOf'),
      countPaymentsWithoutFeeRate.as('feesUnconverted'),
    ])
    .groupBy(['key', 'credit.currency'])
    .execute()

/** Where table `payment` is asked: whether one of the visits that it is credited to is of those that the filters leave. */
export const paymentIsCredited = (db: Db, asked: PartAsked): RawBuilder<boolean> =>
  sql`payment.id in (${creditsOf(db, asked).select('credit.payment_id')})`

/** Payments of which money came in during the range, with what they brought in it. */
export const sumPayments = (db: Db, scope: Scope) =>
  creditsIn(db, scope)
    .where(isPaid)
    .select(['payment.id', 'payment.customer_id as customerId', 'payment.paid_at as paidAt', 'credit.currency'])
    .select([sumIf(cameIn, `credit.${scope.model}`).as('gross'), sumIf(always, `credit.${scope.model}`).as('net')])
    .groupBy(['payment.id', 'payment.customer_id', 'payment.paid_at', 'credit.currency'])
    .having(paymentsPaid, '>', 0)
    .execute()

/** What each customer brought in each month, and the visit that is known to be their first; a guest is somebody new with each payment. */
export const sumCustomerMonths = (db: Db, scope: Scope) => {
  return creditsIn(db, scope)
    .select([customerOf.as('customer'), sql<string>`substr(credit.day, 1, 7)`.as('month'), 'credit.currency'])
    .select([sumIf(cameIn, `credit.${scope.model}`).as('gross'), sumIf(always, `credit.${scope.model}`).as('net')])
    .select(paymentsPaid.as('payments'))
    .groupBy(['customer', 'month', 'credit.currency'])
    .execute()
}
