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
  const channels = await movedUntil(db, scope)
    .leftJoin('touch', (join) =>
      join.onRef('touch.payment_id', '=', 'subscription_movement.payment_id').on('touch.position', '=', sql.lit(0)),
    )
    .select(['touch.channel', 'currency', change.as('mrr'), changeIn(scope).as('change')])
    .groupBy(['touch.channel', 'currency'])
    .orderBy('mrr', 'desc')
    .orderBy('touch.channel')
    .execute()
  return {
    range: rangeOf(scope),
    mrr,
    channels,
    movements: movements.map((row) => ({ ...row, kind: row.kind as MovementKind })),
  }
}

/** All movements of a subscription add up to what it is worth now. */
const change = sql<number>`cast(coalesce(sum(mrr_after - mrr_before), 0) as bigint)`

const changeIn = ({ from }: Scope) =>
  sql<number>`cast(coalesce(sum(case when day >= ${from} then mrr_after - mrr_before end), 0) as bigint)`

const movedUntil = (db: Db, { siteId, mode, to }: Scope) =>
  db
    .selectFrom('subscription_movement')
    .where('subscription_movement.site_id', '=', siteId)
    .where('mode', '=', mode)
    .where('day', '<=', to)
