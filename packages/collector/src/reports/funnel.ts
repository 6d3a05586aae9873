// How many visits did each of several steps, in this order: each step at or after the moment of the one before.
import type { FunnelReport, Goal } from '@farthing/contract'
import { writeGoal } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { countRows, sameId } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { visitsIn } from './count-visits.ts'
import { rangeOf, type Scope } from './scope.ts'

export async function funnel(db: Db, scope: Scope, steps: readonly Goal[]): Promise<FunnelReport> {
  const all = await visitsIn(db, scope).select(countRows.as('visits')).executeTakeFirst()
  const counted: FunnelReport['steps'] = []
  for (const [index, step] of steps.entries()) {
    const row = await visitsIn(db, scope)
      .select(countRows.as('visits'))
      .where(momentOf(steps.slice(0, index + 1)), 'is not', null)
      .executeTakeFirst()
    counted.push({ step: writeGoal(step), visits: row?.visits ?? 0 })
  }
  return { range: rangeOf(scope), visits: all?.visits ?? 0, steps: counted }
}

/** When a visit did the last of these steps after having done all before it, as early as it could. Null: it did not. */
function momentOf(steps: readonly Goal[]): RawBuilder<number | null> {
  const step = steps.at(-1)
  if (!step) return sql`visit.started_at`
  const before = momentOf(steps.slice(0, -1))
  if (step.kind === 'payment')
    return sql`(select min(payment.paid_at) from touch inner join payment on payment.id = touch.payment_id
      where touch.visit_no = visit.no and payment.paid_at >= ${before})`
  if (step.kind === 'product')
    return sql`(select min(payment.paid_at) from touch inner join payment on payment.id = touch.payment_id
      inner join credit on credit.payment_id = payment.id
      where touch.visit_no = visit.no and credit.product = ${step.product} and payment.paid_at >= ${before})`
  if (step.kind === 'page')
    return sql`(select min(view.at) from view where view.visit_no = visit.no and view.page = ${step.page} and view.at >= ${before})`
  return sql`(select min(event.at) from event inner join view on ${sameId('view.id', 'event.view_id')}
    where view.visit_no = visit.no and event.name = ${step.name} and event.at >= ${before})`
}
