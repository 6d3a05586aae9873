// Monthly recurring revenue at the end of the range, and what moved it during the range.
import type { MovementKind, SubscriptionsReport } from '@farthing/contract'
import { sql } from 'kysely'
import { countRows } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { rangeOf, type Scope } from './scope.ts'

export async function subscriptions(db: Db, scope: Scope): Promise<SubscriptionsReport> {
  const mrr = await movedUntil(db, scope)
    .groupBy('currency')
    .select(['currency', change.as('amount')])
    .orderBy('currency')
    .execute()
  const movements = await movedUntil(db, scope)
    .where('day', '>=', scope.from)
    .select(['kind', 'currency', countRows.as('count'), change.as('amount')])
    .groupBy(['kind', 'currency'])
    .orderBy('kind')
    .orderBy('currency')
    .execute()
  return {
    range: rangeOf(scope),
    mrr,
    movements: movements.map((row) => ({ ...row, kind: row.kind as MovementKind })),
  }
}

/** All movements of a subscription add up to what it is worth now. */
const change = sql<number>`cast(coalesce(sum(mrr_after - mrr_before), 0) as bigint)`

const movedUntil = (db: Db, { siteId, mode, to }: Scope) =>
  db.selectFrom('subscription_movement').where('site_id', '=', siteId).where('mode', '=', mode).where('day', '<=', to)
