// Reads the inbox for its owner's eyes, and puts a delivery back into it.
import type { DeliveryRow } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import type { DeliveryKey } from './store.ts'

export interface Before {
  at: number
  id: string
}

export async function listDeliveries(
  db: Db,
  connections: readonly string[],
  before: Before | null,
  limit: number,
): Promise<DeliveryRow[]> {
  if (connections.length === 0) return []
  let query = db
    .selectFrom('delivery')
    .select(['id', 'shape', 'connection', 'door', 'mode', 'type', 'received_at', 'handled_at', 'attempts', 'outcome'])
    .where('connection', 'in', connections)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .orderBy('shape')
    .limit(limit)
  if (before)
    query = query.where((eb) =>
      eb.or([eb('received_at', '<', before.at), eb.and([eb('received_at', '=', before.at), eb('id', '<', before.id)])]),
    )
  const rows = await query.execute()
  return rows.map(({ received_at, handled_at, ...row }) => ({ ...row, receivedAt: received_at, handledAt: handled_at }))
}

/** False when there is no such delivery in these connections. */
export async function putBack(
  trx: Db,
  connections: readonly string[],
  { id, shape, connection }: DeliveryKey,
  now: number,
): Promise<boolean> {
  if (!connections.includes(connection)) return false
  const found = await trx
    .updateTable('delivery')
    .set({ handled_at: null, attempts: 0, next_attempt_at: now })
    .where('id', '=', id)
    .where('shape', '=', shape)
    .where('connection', '=', connection)
    .returning('id')
    .executeTakeFirst()
  return found !== undefined
}
