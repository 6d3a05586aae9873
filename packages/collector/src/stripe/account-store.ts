// Reads and writes which connection is which account.
import type { Db } from '../storage/schema.ts'

export const accountRows = (db: Db, connections: string[]): Promise<{ connection: string; account: string }[]> =>
  db.selectFrom('connection_account').selectAll().where('connection', 'in', connections).execute()

/** Event ids only: a redirect's `cs_` id proves nothing. */
export async function connectionsThatSaw(db: Db, eventId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery')
    .select('connection')
    .distinct()
    .where('id', '=', eventId)
    .where('door', 'in', ['webhook', 'poll'])
    .execute()
  return rows.map((row) => row.connection)
}

export async function nameAccount(trx: Db, connection: string, account: string): Promise<void> {
  await trx
    .insertInto('connection_account')
    .values({ connection, account })
    .onConflict((conflict) => conflict.column('connection').doNothing())
    .execute()
}

export async function moveConnections(trx: Db, from: string, into: string): Promise<void> {
  await trx.updateTable('connection_account').set({ account: into }).where('account', '=', from).execute()
}

export async function otherConnectionsThatSaw(db: Db, eventIds: string[], connection: string): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery')
    .select('connection')
    .distinct()
    .where('id', 'in', eventIds)
    .where('connection', '!=', connection)
    .where('door', 'in', ['webhook', 'poll'])
    .execute()
  return rows.map((row) => row.connection)
}

/** Which of these accounts know payments by these ids. */
export async function accountsThatKnow(db: Db, accounts: string[], objectIds: string[]): Promise<string[]> {
  if (accounts.length === 0 || objectIds.length === 0) return []
  const rows = await db
    .selectFrom('payment_alias')
    .select('account')
    .distinct()
    .where('account', 'in', accounts)
    .where('object_id', 'in', objectIds)
    .execute()
  return rows.map((row) => row.account)
}

/** The accounts of all sites that talk to Stripe by themselves. */
export async function accountsOfSites(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('connection')
    .leftJoin('connection_account', 'connection_account.connection', 'connection.site_id')
    .select(['connection.site_id', 'connection_account.account'])
    .execute()
  return [...new Set(rows.map((row) => row.account ?? row.site_id))]
}

/** Those that are proven to be this account. */
export async function connectionsOf(db: Db, account: string): Promise<string[]> {
  const rows = await db.selectFrom('connection_account').select('connection').where('account', '=', account).execute()
  return rows.map((row) => row.connection)
}
