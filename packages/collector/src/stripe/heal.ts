// What the poller found that the site's webhook should have brought: a row for each event, so that the owner sees it.
import type { Db } from '../storage/schema.ts'
import { accountOf } from './account.ts'
import { connectionsOf } from './account-store.ts'
import { deliveredByWebhookBefore, insertHealed, seenByWebhook } from './heal-store.ts'
import { at, idIn, timeIn } from './normalise/read.ts'
import type { Delivery } from './store.ts'

/** Stripe may still be on its way: until then an event is not called missed. */
export const GRACE_MS = 10 * 60_000

/**
 * A webhook should have brought an event when it had brought one of this type before. Until the grace is over nobody is
 * shown the row, and a webhook that comes late takes it away again.
 */
export async function noteHealed(trx: Db, polled: Delivery[]): Promise<void> {
  const [first] = polled
  if (!first) return
  const account = await accountOf(trx, first.connection)
  const connections = [...new Set([first.connection, ...(await connectionsOf(trx, account))])]
  const missed = []
  const since = await sinceWhen(trx, connections, polled)
  const seen = await seenByWebhook(
    trx,
    polled.map(({ id }) => id),
  )
  for (const { id, connection, type, body, received_at } of polled) {
    const event: unknown = JSON.parse(body)
    const happened = timeIn(at(event, 'created')) ?? received_at
    const from = since.get(type)
    if (from === undefined || from === null || happened < from || seen.has(id)) continue
    const object_id = idIn(at(event, 'data', 'object')) ?? ''
    missed.push({ event_id: id, connection, type, object_id, happened_at: happened, found_at: received_at })
  }
  await insertHealed(trx, missed)
}

async function sinceWhen(trx: Db, connections: string[], polled: Delivery[]): Promise<Map<string, number | null>> {
  const since = new Map<string, number | null>()
  for (const type of new Set(polled.map((delivery) => delivery.type)))
    since.set(type, await deliveredByWebhookBefore(trx, connections, type))
  return since
}
