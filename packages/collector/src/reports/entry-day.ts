// On which day an entry is counted: what went back can be counted where its payment was.
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from './scope.ts'

/** Money that came in; every other kind of entry takes some of it back. */
export const cameIn = sql<boolean>`entry.kind in ('charge', 'balance_applied')`

export const dayOfEntry = (refunds: Scope['refunds']): RawBuilder<string | null> =>
  refunds === 'own' ? sql.ref('entry.day') : ofPurchase('day')

export const instantOfEntry = (refunds: Scope['refunds']): RawBuilder<number> =>
  refunds === 'own' ? sql.ref('entry.at') : ofPurchase('at')

/** A refund that is older than its purchase, or has none that is known, keeps its own. */
const ofPurchase = <Value>(column: 'day' | 'at'): RawBuilder<Value> =>
  sql`case when ${cameIn} then ${sql.ref(`entry.${column}`)} else coalesce((select min(${sql.ref(`purchase.${column}`)})
    from entry as purchase where purchase.payment_id = entry.payment_id and purchase.kind in ('charge', 'balance_applied')),
    ${sql.ref(`entry.${column}`)}) end`
