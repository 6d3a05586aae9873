// Builds an account's ledger again from its inbox. The facts are first gathered beside those in force, then take their place one
// group of linked objects at a time: no payment is ever missing, and a kill at any point is gone on from.
import { attributeChanged } from '../attribution/attribute.ts'
import { Refusal } from '../errors.ts'
import { type Fact, merge } from '../ledger/fact.ts'
import { post } from '../ledger/post.ts'
import { connectedIds, factsById, paymentIdsOf, removePayment, saveFact } from '../ledger/store.ts'
import type { Parts } from '../parts.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { connectionsOf } from './account-store.ts'
import {
  endReplay,
  forgetObjects,
  type ReplayRow,
  replayRow,
  saveReplay,
  settledAfter,
  settledSince,
  someObjects,
  unheardObjects,
} from './replay-store.ts'
import { factsOf } from './settle-many.ts'

const DELIVERIES_AT_ONCE = 50
const OBJECTS_AT_ONCE = 20
/** A transaction that was under way at the beginning may have taken its time a moment before. */
const MARGIN_MS = 60_000

export interface Replayed {
  account: string
  deliveries: number
  objects: number
}

type Replaying = Pick<Parts, 'storage' | 'clock'> & { onStep(done: Replayed): void }

/** Where facts wait until they take their place. No connection has such a name, so nothing reads them. */
const shadowOf = (account: string) => `replay of ${account}`

export async function replayAccount(parts: Replaying, account: string): Promise<Replayed> {
  const { storage, clock } = parts
  const connections = await allConnections(storage.read, account)
  const fresh = { account, phase: 'gather' as const, started_at: clock(), ...beginning, deliveries: 0, objects: 0 }
  let row: ReplayRow = (await replayRow(storage.read, account)) ?? fresh
  await storage.write((trx) => saveReplay(trx, row))
  for (;;) {
    const next = await storage.write((trx) => step(trx, row, connections))
    if (next === null) return { account, deliveries: row.deliveries, objects: row.objects }
    row = next
    parts.onStep(row)
  }
}

const beginning = { connection: '', delivery_id: '', shape: '' }

const allConnections = async (db: Db, account: string): Promise<string[]> =>
  [...new Set([account, ...(await connectionsOf(db, account))])].sort()

/** One short transaction; null: done. */
async function step(trx: Db, row: ReplayRow, connections: string[]): Promise<ReplayRow | null> {
  await takeTurn(trx, 'ledger')
  if ((await allConnections(trx, row.account)).join() !== connections.join()) throw united()
  const next = await steps[row.phase](trx, row, connections)
  if (next) await saveReplay(trx, next)
  else await endReplay(trx, row.account)
  return next
}

const united = () =>
  new Refusal('busy', 'Two connections have just turned out to be one Stripe account: replay once more.')

const steps = { gather, drop, replace }

/** Facts as the inbox tells them, beside those in force. */
async function gather(trx: Db, row: ReplayRow, connections: string[]): Promise<ReplayRow> {
  const after = { id: row.delivery_id, shape: row.shape, connection: row.connection }
  const deliveries = await settledAfter(trx, connections, after, DELIVERIES_AT_ONCE)
  const last = deliveries.at(-1)
  if (!last) return { ...row, phase: 'drop' }
  const shadow = shadowOf(row.account)
  const told = deliveries.flatMap(factsOf)
  const known = await factsById(trx, shadow, [...new Set(told.map(({ id }) => id))])
  for (const fact of mergeAll([...known, ...told])) await saveFact(trx, shadow, fact)
  const reached = { connection: last.connection, delivery_id: last.id, shape: last.shape }
  return { ...row, ...reached, deliveries: row.deliveries + deliveries.length }
}

/** What the ledger says and the inbox does not. Normally nothing. */
async function drop(trx: Db, row: ReplayRow, connections: string[]): Promise<ReplayRow> {
  const { account } = row
  const unheard = await unheardObjects(trx, account, shadowOf(account), OBJECTS_AT_ONCE)
  if (unheard.length === 0) return { ...row, phase: 'replace' }
  const ids = await connectedIds(trx, account, unheard)
  const shadow = shadowOf(account)
  for (const fact of await toldSince(trx, row, connections, unheard)) await saveFact(trx, shadow, fact)
  const rest = (await factsById(trx, account, ids)).filter(({ id }) => !unheard.includes(id))
  await repost(trx, row, { ids, drop: unheard, facts: rest })
  return row
}

/** The facts take their place, with what was settled since the beginning. */
async function replace(trx: Db, row: ReplayRow, connections: string[]): Promise<ReplayRow | null> {
  const { account } = row
  const shadow = shadowOf(account)
  const some = await someObjects(trx, shadow, OBJECTS_AT_ONCE)
  if (some.length === 0) return null
  const ids = [...new Set([...(await connectedIds(trx, shadow, some)), ...(await connectedIds(trx, account, some))])]
  const gathered = await factsById(trx, shadow, ids)
  const own = gathered.map(({ id }) => id)
  const facts = mergeAll([...gathered, ...(await toldSince(trx, row, connections, own))])
  await repost(trx, row, { ids, drop: own, facts })
  await forgetObjects(trx, shadow, own)
  return { ...row, objects: row.objects + own.length }
}

/** A payment that has no facts left goes; the rest is what the facts project to. */
async function repost(
  trx: Db,
  { account, started_at: now }: ReplayRow,
  { ids, drop, facts }: { ids: string[]; drop: string[]; facts: Fact[] },
) {
  const before = await paymentIdsOf(trx, [account], ids)
  await forgetObjects(trx, account, drop)
  const changed = await post(trx, account, facts)
  await attributeChanged(trx, { account, payments: changed, facts, now })
  const left = await paymentIdsOf(
    trx,
    [account],
    facts.map(({ id }) => id),
  )
  for (const gone of before.filter((id) => !left.includes(id))) await removePayment(trx, gone)
}

async function toldSince(trx: Db, row: ReplayRow, connections: string[], ids: string[]): Promise<Fact[]> {
  const wanted = new Set(ids)
  const since = await settledSince(trx, connections, row.started_at - MARGIN_MS)
  return mergeAll(since.flatMap(factsOf).filter(({ id }) => wanted.has(id)))
}

/** As the ledger keeps them: merged, in their sorted form. */
function mergeAll(facts: Fact[]): Fact[] {
  const merged = new Map<string, Fact>()
  for (const fact of facts) merged.set(fact.id, merge(merged.get(fact.id) ?? fact, fact))
  return [...merged.values()]
}
