// The inbox and the redirects: what was received, what is still to do, and when to try again.
import type { Mode, PendingReturn } from '@farthing/contract'
import type { Db, Tables } from '../storage/schema.ts'

export type Delivery = Pick<Tables['delivery'], 'id' | 'shape' | 'door' | 'connection' | 'mode' | 'type' | 'body'> & {
  received_at: number
}

/** True for whoever is first: the database decides, so that a delivery that comes twice is kept once. */
export async function insertOnce(trx: Db, delivery: Delivery): Promise<boolean> {
  const inserted = await trx
    .insertInto('delivery')
    .values({ ...delivery, next_attempt_at: delivery.received_at })
    .onConflict((conflict) => conflict.columns(['id', 'shape', 'connection']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** The keys of those that were not there yet. One statement: a page costs little more than one delivery. */
export const insertNew = (trx: Db, deliveries: Delivery[]): Promise<{ id: string; shape: string }[]> =>
  trx
    .insertInto('delivery')
    .values(deliveries.map((delivery) => ({ ...delivery, next_attempt_at: delivery.received_at })))
    .onConflict((conflict) => conflict.columns(['id', 'shape', 'connection']).doNothing())
    .returning(['id', 'shape'])
    .execute()

export type DeliveryKey = Pick<Tables['delivery'], 'id' | 'shape' | 'connection'>

export const dueDeliveries = (db: Db, now: number, limit: number): Promise<DeliveryKey[]> =>
  db
    .selectFrom('delivery')
    .select(['id', 'shape', 'connection'])
    .where('handled_at', 'is', null)
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()

export async function takeUnhandled(trx: Db, { id, shape, connection }: DeliveryKey): Promise<Delivery | null> {
  const columns = ['id', 'shape', 'door', 'connection', 'mode', 'type', 'body', 'received_at'] as const
  const row = await trx
    .selectFrom('delivery')
    .select(columns)
    .where('id', '=', id)
    .where('shape', '=', shape)
    .where('connection', '=', connection)
    .where('handled_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Those of these that nobody has settled yet, oldest first. Found by id: the list of what is unhandled may be long. */
export async function takeUnhandledMany(trx: Db, keys: DeliveryKey[]): Promise<Delivery[]> {
  if (keys.length === 0) return []
  const columns = ['id', 'shape', 'door', 'connection', 'mode', 'type', 'body', 'received_at', 'handled_at'] as const
  const wanted = new Set(keys.map(textOf))
  const ids = [...new Set(keys.map(({ id }) => id))]
  const rows = await trx
    .selectFrom('delivery')
    .select(columns)
    .where('id', 'in', ids)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ handled_at, ...row }) => (handled_at === null && wanted.has(textOf(row)) ? [row] : []))
}

const textOf = ({ id, shape, connection }: DeliveryKey) => `${connection} ${id} ${shape}`

export async function deliveryBody(db: Db, { id, shape, connection }: DeliveryKey): Promise<string | null> {
  const row = await db
    .selectFrom('delivery')
    .select('body')
    .where('id', '=', id)
    .where('shape', '=', shape)
    .where('connection', '=', connection)
    .executeTakeFirst()
  return row?.body ?? null
}

export async function markHandled(
  trx: Db,
  { id, shape, connection }: DeliveryKey,
  now: number,
  outcome: string,
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({ handled_at: now, outcome })
    .where('id', '=', id)
    .where('shape', '=', shape)
    .where('connection', '=', connection)
    .execute()
}

export async function postpone(
  trx: Db,
  { id, shape, connection }: DeliveryKey,
  until: number,
  outcome: string,
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set((set) => ({ attempts: set('attempts', '+', 1), outcome, next_attempt_at: until }))
    .where('id', '=', id)
    .where('shape', '=', shape)
    .where('connection', '=', connection)
    .execute()
}

export type CheckoutReturn = Omit<Tables['checkout_return'], 'attempts'> & { attempts: number }

/** The first reporter of a site keeps it: somebody else's copy of the id moves nothing. */
export async function insertReturn(trx: Db, row: Omit<CheckoutReturn, 'attempts'>): Promise<boolean> {
  const inserted = await trx
    .insertInto('checkout_return')
    .values(row)
    .onConflict((conflict) => conflict.columns(['site_id', 'checkout_session_id']).doNothing())
    .returning('checkout_session_id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const dueReturns = (db: Db, now: number, limit: number): Promise<CheckoutReturn[]> =>
  db
    .selectFrom('checkout_return')
    .selectAll()
    .where('state', '=', 'pending')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()

type ReturnChange = Partial<Pick<CheckoutReturn, 'state' | 'reason' | 'attempts' | 'next_attempt_at'>>

export async function updateReturn(
  trx: Db,
  { site_id, checkout_session_id }: Pick<CheckoutReturn, 'site_id' | 'checkout_session_id'>,
  change: ReturnChange,
): Promise<void> {
  await trx
    .updateTable('checkout_return')
    .set(change)
    .where('site_id', '=', site_id)
    .where('checkout_session_id', '=', checkout_session_id)
    .where('state', '!=', 'confirmed')
    .execute()
}

/** Stripe confirmed the session to a connection that speaks for these sites. */
export async function confirmReturns(trx: Db, checkoutSessionId: string, siteIds: string[]): Promise<void> {
  if (siteIds.length === 0) return
  await trx
    .updateTable('checkout_return')
    .set({ state: 'confirmed', reason: 'Stripe confirmed the payment.' })
    .where('checkout_session_id', '=', checkoutSessionId)
    .where('site_id', 'in', siteIds)
    .execute()
}

export async function countPendingReturns(db: Db, siteId: string): Promise<number> {
  const row = await db
    .selectFrom('checkout_return')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** What the owner is shown beside the payments: still waiting, or refused within the last day. */
export async function shownReturns(db: Db, siteId: string, mode: Mode, since: number): Promise<PendingReturn[]> {
  const rows = await db
    .selectFrom('checkout_return')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('mode', '=', mode)
    .where((where) =>
      where.or([
        where('state', '=', 'pending'),
        where.and([where('state', '=', 'refused'), where('reported_at', '>=', since)]),
      ]),
    )
    .orderBy('reported_at', 'desc')
    .limit(50)
    .execute()
  return rows.flatMap((row) =>
    row.state === 'confirmed'
      ? []
      : [
          {
            checkoutSessionId: row.checkout_session_id,
            mode: row.mode,
            reportedAt: row.reported_at,
            state: row.state,
            reason: row.reason,
            nextAttemptAt: row.state === 'pending' ? row.next_attempt_at : null,
          },
        ],
  )
}
