// Which connections are one Stripe account. Proven by an event's id, which Stripe tells nobody but the account's own endpoints
// and keys; never by an object's id, which a buyer sees in the address bar.
import { attribute } from '../attribution/attribute.ts'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import { uniteAccounts } from '../ledger/unite-accounts.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { accountRows, connectionsThatSaw, moveConnections, nameAccount } from './account-store.ts'

/** A connection that nothing was proven of is an account by itself. */
export async function accountOf(db: Db, connection: string): Promise<string> {
  const [row] = await accountRows(db, [connection])
  return row?.account ?? connection
}

/** The accounts through which a site may be told of a payment. */
export const accountsOfSite = async (db: Db, siteId: string): Promise<string[]> => [
  ...new Set([await accountOf(db, siteId), await accountOf(db, ENVIRONMENT)]),
]

/** The same event came through several connections: they are one account, and what each told is told together. */
export async function uniteThoseThatSaw(trx: Db, eventId: string): Promise<void> {
  const connections = await connectionsThatSaw(trx, eventId)
  await uniteConnections(trx, connections)
}

/** Nothing happens when they are known to be one already. The first name in the alphabet stays, whoever came first. */
export async function uniteConnections(trx: Db, connections: string[]): Promise<void> {
  const accounts = [...new Set(await Promise.all(connections.map((connection) => accountOf(trx, connection))))].sort()
  const [into, ...others] = accounts
  if (!into || others.length === 0) return
  await takeTurn(trx, 'ledger')
  for (const connection of connections) await nameAccount(trx, connection, await accountOf(trx, connection))
  for (const from of others) {
    await moveConnections(trx, from, into)
    await attribute(trx, await uniteAccounts(trx, from, into))
  }
}
