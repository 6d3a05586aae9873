// Which connections are one Stripe account. Proven by an event's id, or by a charge's that the operator's own connection knows:
// Stripe tells them nobody but the account's own endpoints and keys. Never by an id that a buyer is told (ADR 10).
import { attribute } from '../attribution/attribute.ts'
import { moveDisowned } from '../attribution/disowned-store.ts'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import type { Fact } from '../ledger/fact.ts'
import { uniteAccounts } from '../ledger/unite-accounts.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import {
  accountRows,
  accountsOfSites,
  accountsThatKnow,
  connectionsThatSaw,
  moveConnections,
  nameAccount,
} from './account-store.ts'

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
export async function uniteThoseThatSaw(trx: Db, eventId: string, now: number): Promise<void> {
  const connections = await connectionsThatSaw(trx, eventId)
  await uniteConnections(trx, connections, now)
}

/**
 * A key that may not read events shares none with a site's own webhook. What both tell is charges: one that the operator's
 * connection knows, told by a site's, is one account. Between two sites it proves nothing: each could name the other's.
 * Answers the account that the facts are of from now on.
 */
export async function uniteByCharges(trx: Db, connection: string, facts: Fact[], now: number): Promise<string> {
  const account = await accountOf(trx, connection)
  const charges = chargesIn(facts)
  if (charges.length === 0) return account
  const operators = await accountOf(trx, ENVIRONMENT)
  const others = account === operators ? await accountsOfSites(trx) : [operators]
  const strangers = others.filter((other) => other !== account)
  const same = await accountsThatKnow(trx, strangers, charges)
  if (same.length === 0) return account
  await uniteConnections(trx, [ENVIRONMENT, account, ...same], now)
  return await accountOf(trx, connection)
}

/** Told as charges, or by their PaymentIntents. What comes from elsewhere than Stripe has ids of its own making. */
const chargesIn = (facts: Fact[]): string[] => {
  const ids = facts.flatMap(({ kind, id, links }) =>
    kind === 'charge' ? [id] : kind === 'payment_intent' ? links : [],
  )
  return [...new Set(ids.filter((id) => /^(ch|py)_/.test(id)))]
}

/** Nothing happens when they are known to be one already. The first name in the alphabet stays, whoever came first. */
export async function uniteConnections(trx: Db, connections: string[], now: number): Promise<void> {
  const accounts = [...new Set(await Promise.all(connections.map((connection) => accountOf(trx, connection))))].sort()
  const [into, ...others] = accounts
  if (!into || others.length === 0) return
  await takeTurn(trx, 'ledger')
  for (const connection of connections) await nameAccount(trx, connection, await accountOf(trx, connection))
  for (const from of others) {
    await moveConnections(trx, from, into)
    await moveDisowned(trx, from, into)
    await attribute(trx, await uniteAccounts(trx, from, into), now)
  }
}
