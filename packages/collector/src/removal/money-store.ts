// Takes away the money's rows of a site: whole accounts that nobody else has a part in, and its share of the others.
import { sql } from 'kysely'
import { countRows } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import type { DeliveryKey } from '../stripe/store.ts'
import { rowsThatGo } from './tables.ts'

/** With everything that hangs on them. Answers how many. */
export async function dropPayments(trx: Db, account: string, most: number): Promise<number> {
  const rows = await trx
    .selectFrom('payment')
    .select('id')
    .where('account', '=', account)
    .limit(sql.lit(most))
    .execute()
  if (rows.length === 0) return 0
  const ids = sql.join(rows.map(({ id }) => id))
  for (const { table, by } of rowsThatGo('with its payments'))
    await sql`delete from ${sql.table(table)} where ${sql.ref(by)} in (${ids})`.execute(trx)
  return rows.length
}

export async function countPayments(db: Db, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('payment')
    .select(countRows.as('count'))
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row?.count ?? 0
}

/** Subscriptions that moved, under which account. */
export const movedSubscriptions = (
  db: Db,
  siteId: string,
  most: number,
): Promise<{ account: string; subscription_id: string }[]> =>
  db
    .selectFrom('subscription_movement')
    .select(['account', 'subscription_id'])
    .distinct()
    .where('site_id', '=', siteId)
    .limit(sql.lit(most))
    .execute()

/** What a connection was told is told by another of the same account from now on; once, where both were told it. Answers how much. */
export async function handDeliveries(trx: Db, from: string, to: string, most: number): Promise<number> {
  const keys: Omit<DeliveryKey, 'connection'>[] = await trx
    .selectFrom('delivery')
    .select(['id', 'shape'])
    .where('connection', '=', from)
    .limit(sql.lit(most))
    .execute()
  for (const { id, shape } of keys) {
    const of = (connection: string) => ({ id, shape, connection })
    const known = await trx
      .selectFrom('delivery')
      .select('id')
      .where(isKey(of(to)))
      .executeTakeFirst()
    if (known)
      await trx
        .deleteFrom('delivery')
        .where(isKey(of(from)))
        .execute()
    else
      await trx
        .updateTable('delivery')
        .set({ connection: to })
        .where(isKey(of(from)))
        .execute()
  }
  return keys.length
}

const isKey = ({ id, shape, connection }: DeliveryKey) =>
  sql<boolean>`(id = ${id} and shape = ${shape} and connection = ${connection})`

export async function forgetConnection(trx: Db, connection: string): Promise<void> {
  await trx.deleteFrom('connection_account').where('connection', '=', connection).execute()
}
