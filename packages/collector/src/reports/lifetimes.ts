// What the customers that a range acquired have paid in all, by what first brought them.
import type { Lifetime } from '@farthing/contract'
import { sql } from 'kysely'
import { addDays, startOfDay } from '../sites/site.ts'
import { askedOf, countRows, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { entriesUnconverted } from './credits.ts'
import { customerOf } from './customer.ts'
import type { Dimension } from './dimensions.ts'
import { cameIn } from './entry-day.ts'
import { touchCondition } from './filters.ts'
import type { Scope } from './scope.ts'

/** The first visit that is known of a customer, of all payments that they ever made, is the one that acquired them: it is in the range. */
export async function lifetimesBy(db: Db, scope: Scope, dimension: Dimension): Promise<Map<string | null, Lifetime>> {
  if (dimension.of !== 'visit') return new Map()
  const of = { siteId: scope.siteId, asked: askedOf(db) }
  const acquired = db
    .with('paid', () => paidInAll(db, scope))
    .with('step', () => stepsOf(db, scope))
    .selectFrom('step')
    .innerJoin('touch', (join) =>
      join.onRef('touch.payment_id', '=', 'step.payment_id').onRef('touch.position', '=', 'step.position'),
    )
    .innerJoin('paid', 'paid.customer', 'step.customer')
    .select([dimension.ofEntry.as('key'), countRows.as('customers')])
    .select([sumOf('paid.net').as('net'), sumOf('paid.unconverted').as('unconverted')])
    .where('step.number', '=', 1)
    .where('touch.at', '>=', startOfDay(scope.from, scope.timeZone))
    .where('touch.at', '<', startOfDay(addDays(scope.to, 1), scope.timeZone))
    .groupBy('key')
  const rows = await scope.filters
    .reduce((query, filter) => query.where(touchCondition(filter, of)), acquired)
    .execute()
  return new Map(
    rows.map(({ key, ...sums }) => [
      key,
      { ...sums, perCustomer: sums.customers === 0 ? null : sums.net / sums.customers },
    ]),
  )
}

/** Every customer of whom money ever came, with what is left of it. By any model the credits of an entry are the entry. */
const paidInAll = (db: Db, { siteId, mode }: Scope) =>
  db
    .selectFrom('credit')
    .innerJoin('payment', 'payment.id', 'credit.payment_id')
    .innerJoin('entry', (join) =>
      join.onRef('entry.payment_id', '=', 'credit.payment_id').onRef('entry.id', '=', 'credit.entry_id'),
    )
    .select([customerOf.as('customer'), sumOf('credit.last_reported').as('net'), entriesUnconverted.as('unconverted')])
    .where('credit.site_id', '=', siteId)
    .where('credit.mode', '=', mode)
    .groupBy(customerOf)
    .having(sql<boolean>`max(case when ${cameIn} then 1 else 0 end) = 1`)

const stepsOf = (db: Db, { siteId, mode }: Scope) =>
  db
    .selectFrom('touch')
    .innerJoin('payment', 'payment.id', 'touch.payment_id')
    .select([customerOf.as('customer'), 'touch.payment_id', 'touch.position'])
    .select(
      sql<number>`row_number() over (partition by ${customerOf} order by touch.at, touch.visit_no desc, touch.payment_id)`.as(
        'number',
      ),
    )
    .where('touch.site_id', '=', siteId)
    .where('payment.mode', '=', mode)
