// Reads the inbox from its beginning, and keeps the facts that are being built again beside those in force.
import type { Db, Tables } from '../storage/schema.ts'
import type { Delivery, DeliveryKey } from './store.ts'

export type ReplayRow = Omit<Tables['replay'], 'deliveries' | 'objects'> & { deliveries: number; objects: number }

export async function replayRow(db: Db, account: string): Promise<ReplayRow | null> {
  return (await db.selectFrom('replay').selectAll().where('account', '=', account).executeTakeFirst()) ?? null
}

export async function saveReplay(trx: Db, row: ReplayRow): Promise<void> {
  const { account: _, ...change } = row
  await trx
    .insertInto('replay')
    .values(row)
    .onConflict((conflict) => conflict.column('account').doUpdateSet(change))
    .execute()
}

export async function endReplay(trx: Db, account: string): Promise<void> {
  await trx.deleteFrom('replay').where('account', '=', account).execute()
}

const columns = ['id', 'shape', 'door', 'connection', 'mode', 'type', 'body', 'received_at'] as const

/** Deliveries that were settled, in the order of their keys, after this one. */
export const settledAfter = (db: Db, connections: string[], after: DeliveryKey, limit: number): Promise<Delivery[]> =>
  db
    .selectFrom('delivery')
    .select(columns)
    .where('connection', 'in', connections)
    .where('handled_at', 'is not', null)
    .where(({ and, or, eb }) =>
      or([
        eb('id', '>', after.id),
        and([eb('id', '=', after.id), eb('shape', '>', after.shape)]),
        and([eb('id', '=', after.id), eb('shape', '=', after.shape), eb('connection', '>', after.connection)]),
      ]),
    )
    .orderBy('id')
    .orderBy('shape')
    .orderBy('connection')
    .limit(limit)
    .execute()

/** What was settled while the ledger was being built again. */
export const settledSince = (db: Db, connections: string[], since: number): Promise<Delivery[]> =>
  db
    .selectFrom('delivery')
    .select(columns)
    .where('connection', 'in', connections)
    .where('handled_at', '>=', since)
    .orderBy('id')
    .execute()

/** Objects in the ledger of which the inbox says nothing. */
export async function unheardObjects(db: Db, account: string, shadow: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('fact')
    .select('object_id')
    .where('account', '=', account)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fact as heard')
            .select('heard.object_id')
            .where('heard.account', '=', shadow)
            .whereRef('heard.object_id', '=', 'fact.object_id'),
        ),
      ),
    )
    .orderBy('object_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.object_id)
}

export async function someObjects(db: Db, account: string, limit: number): Promise<string[]> {
  const facts = db.selectFrom('fact').select('object_id').where('account', '=', account)
  return (await facts.orderBy('object_id').limit(limit).execute()).map((row) => row.object_id)
}

export async function forgetObjects(trx: Db, account: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  for (const table of ['fact', 'fact_link'] as const)
    await trx.deleteFrom(table).where('account', '=', account).where('object_id', 'in', ids).execute()
}
