// Reads and writes the events that the poller found in a webhook's stead.
import type { HealedAnswer } from '@farthing/contract'
import type { Db, Tables } from '../storage/schema.ts'

/** When the webhook first brought an event of this type. */
export async function deliveredByWebhookBefore(db: Db, connections: string[], type: string): Promise<number | null> {
  const row = await db
    .selectFrom('delivery')
    .select((select) => select.fn.min('received_at').as('at'))
    .where('connection', 'in', connections)
    .where('door', '=', 'webhook')
    .where('type', '=', type)
    .executeTakeFirst()
  return row?.at ?? null
}

/** The same event may have come by webhook in another version's shape. */
export async function seenByWebhook(db: Db, eventIds: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('delivery')
    .select('id')
    .where('id', 'in', eventIds)
    .where('door', '=', 'webhook')
    .execute()
  return new Set(rows.map((row) => row.id))
}

export async function insertHealed(trx: Db, rows: Tables['healed'][]): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('healed')
    .values(rows)
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .execute()
}

/** The webhook brought it after all. */
export async function forgetHealed(trx: Db, eventId: string): Promise<void> {
  await trx.deleteFrom('healed').where('event_id', '=', eventId).execute()
}

/** `until`: what was found later may still be brought. */
export async function listHealed(db: Db, connections: string[], until: number, limit: number): Promise<HealedAnswer> {
  const healed = db.selectFrom('healed').where('connection', 'in', connections).where('found_at', '<=', until)
  const { count } = await healed.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const rows = await healed.selectAll().orderBy('happened_at', 'desc').orderBy('event_id').limit(limit).execute()
  return {
    total: Number(count),
    events: rows.map((row) => ({
      id: row.event_id,
      type: row.type,
      objectId: row.object_id,
      happenedAt: row.happened_at,
      foundAt: row.found_at,
    })),
  }
}
