// What a site stored of its Stripe account. Secrets come and go sealed.
import type { Db, Tables } from '../storage/schema.ts'

export type StoredConnection = Omit<Tables['connection'], 'webhook_secret_count'> & { webhook_secret_count: number }

export async function findConnection(db: Db, siteId: string): Promise<StoredConnection | null> {
  return (await db.selectFrom('connection').selectAll().where('site_id', '=', siteId).executeTakeFirst()) ?? null
}

export async function saveConnection(trx: Db, siteId: string, change: Partial<StoredConnection>): Promise<void> {
  const empty = {
    api_key: null,
    api_key_mode: null,
    api_key_hint: null,
    webhook_secrets: null,
    webhook_secret_count: 0,
    account_id: null,
    key_check: null,
    webhook_endpoint_id: null,
  }
  await trx
    .insertInto('connection')
    .values({ ...empty, ...change, site_id: siteId })
    .onConflict((conflict) =>
      Object.keys(change).length > 0 ? conflict.column('site_id').doUpdateSet(change) : conflict.doNothing(),
    )
    .execute()
}

/** Connections whose keys Stripe says are of this account. */
export async function connectionsOfAccount(db: Db, accountId: string): Promise<string[]> {
  const rows = await db.selectFrom('connection').select('site_id').where('account_id', '=', accountId).execute()
  return rows.map((row) => row.site_id)
}

/** When Stripe last delivered something for these connections. */
export async function lastDeliveryAt(db: Db, connections: string[]): Promise<number | null> {
  const row = await db
    .selectFrom('delivery')
    .select((select) => select.fn.max('received_at').as('at'))
    .where('connection', 'in', connections)
    .where('door', '=', 'webhook')
    .executeTakeFirst()
  return row?.at ?? null
}

/** Sites that talk to Stripe with a key of their own. */
export const connectionsWithKey = (db: Db): Promise<{ site_id: string; api_key: string | null }[]> =>
  db
    .selectFrom('connection')
    .select(['site_id', 'api_key'])
    .where('api_key', 'is not', null)
    .orderBy('site_id')
    .execute()
