// What the money of a range sums to, and how many payments it is: by the credits that the asked model gives to the visits.
import { type RawBuilder, sql } from 'kysely'
import { countDistinct } from '../storage/dialect.ts'
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

/** What the filters leave of the credits, with their entries, payments and visits. A visit that the model gives nothing is not there. */
const creditsOf = (db: Db, scope: Scope) =>
  scope.filters.reduce(
    (query, filter) => query.where(entryCondition(filter)),
    db
      .selectFrom('credit')
      .innerJoin('entry', (join) =>
        join.onRef('entry.payment_id', '=', 'credit.payment_id').onRef('entry.id', '=', 'credit.entry_id'),
      )
      .innerJoin('payment', 'payment.id', 'credit.payment_id')
      .leftJoin('touch', (join) =>
        join.onRef('touch.payment_id', '=', 'credit.payment_id').onRef('touch.position', '=', 'credit.position'),
      )
      .where('credit.site_id', '=', scope.siteId)
      .where('credit.mode', '=', scope.mode)
      .where(`credit.${scope.model}`, '<>', 0),
  )

const creditsIn = (db: Db, scope: Scope) =>
  creditsOf(db, scope)
    .where(dayOfEntry(scope.refunds), '>=', scope.from)
    .where(dayOfEntry(scope.refunds), '<=', scope.to)

const touchedVisits = (db: Db, { siteId }: Scope) =>
  db.selectFrom('touch').select('touch.visit_id').where('touch.site_id', '=', siteId)

const keyed = (db: Db, scope: Scope, { seen }: MoneyKey) =>
  creditsIn(db, scope).leftJoin(
    (of) =>
      of
        .selectFrom('view')
        .select(['view.visit_id', 'view.page'])
        .distinct()
        .where('view.site_id', '=', scope.siteId)
        // Nothing to join, unless pages are asked for; and few of all visits lead to a payment.
        .where(seen ? sql<boolean>`view.visit_id in (${touchedVisits(db, scope)})` : sql<boolean>`1 = 0`)
        .as('view'),
    (join) => join.onRef('view.visit_id', '=', 'touch.visit_id'),
  )

/** Payments of which money came in during the range, and the visits that they are credited to. */
export const countPayments = (db: Db, scope: Scope, key: MoneyKey) =>
  keyed(db, scope, key)
    .select([
      key.value.as('key'),
      countDistinct('credit.payment_id').as('payments'),
      countDistinct('touch.visit_id').as('payingVisits'),
    ])
    .where(cameIn)
    .where(isPaid)
    .groupBy('key')
    .execute()

const sumIf = (condition: RawBuilder<boolean>, column: string) =>
  sql<number>`cast(coalesce(sum(case when ${condition} then ${sql.ref(column)} end), 0) as bigint)`
const always = sql<boolean>`1 = 1`
const unconverted = sql<boolean>`credit.reported_currency is null`
const countEntriesIf = (condition: RawBuilder<boolean>) =>
  sql<number>`cast(count(distinct case when ${condition} then credit.entry_id end) as bigint)`
const paymentsPaid = sql<number>`cast(count(distinct case when ${cameIn} and ${isPaid} then credit.payment_id end) as bigint)`

export const sumRevenue = (db: Db, scope: Scope, key: MoneyKey) =>
  keyed(db, scope, key)
    .select([key.value.as('key'), 'credit.currency', paymentsPaid.as('payments')])
    .select([sumIf(cameIn, `credit.${scope.model}`).as('gross'), sumIf(always, `credit.${scope.model}`).as('net')])
    .select([
      sumIf(cameIn, `credit.${scope.model}_reported`).as('reportedGross'),
      sumIf(always, `credit.${scope.model}_reported`).as('reportedNet'),
      countEntriesIf(unconverted).as('unconverted'),
    ])
    .groupBy(['key', 'credit.currency'])
    .execute()

/** Lines are not shared: what was sold counts whole when one of the credited visits is of those that the filters leave. */
export const lineIsCredited = (db: Db, scope: Scope): RawBuilder<boolean> => {
  const credits = creditsOf(db, scope)
    .whereRef('credit.payment_id', '=', sql.ref('entry_line.payment_id'))
    .whereRef('credit.entry_id', '=', sql.ref('entry_line.entry_id'))
  return sql`exists (${credits.select(sql.lit(1).as('one'))})`
}

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
  const customer = sql<string>`coalesce(payment.customer_id, payment.id)`
  return creditsIn(db, scope)
    .select([customer.as('customer'), sql<string>`substr(credit.day, 1, 7)`.as('month'), 'credit.currency'])
    .select([sumIf(cameIn, `credit.${scope.model}`).as('gross'), sumIf(always, `credit.${scope.model}`).as('net')])
    .select(paymentsPaid.as('payments'))
    .groupBy(['customer', 'month', 'credit.currency'])
    .execute()
}
