// Writes a delivery into the inbox, once and redacted. Whoever delivered it is answered after this is committed.
import type { Door } from '../ledger/fact.ts'
import type { Db } from '../storage/schema.ts'
import { uniteThoseThatSaw } from './account.ts'
import { forgetHealed } from './heal-store.ts'
import { at, isStripeObject, textIn } from './normalise/read.ts'
import { type Reader, redact } from './redact.ts'
import { insertOnce } from './store.ts'

export type Received = { kind: 'new' } | { kind: 'seen' } | { kind: 'ignored'; reason: string }

/** A signed event. `via` is the connection whose secret signed it. */
export async function receiveEvent(
  trx: Db,
  event: unknown,
  { via, reader, now }: { via: string; reader: Reader; now: number },
): Promise<Received> {
  if (at(event, 'object') === 'v2.core.event')
    return {
      kind: 'ignored',
      reason: 'This is a thin event without data: choose "Snapshot" as payload style of the endpoint in Stripe.',
    }
  if (!isStripeObject(event) || event.object !== 'event')
    return { kind: 'ignored', reason: 'This is not a Stripe event.' }
  const isNew = await insertOnce(trx, {
    id: event.id,
    // The same event comes in another shape when an endpoint of another API version gets it too.
    shape: textIn(event.api_version) ?? '',
    door: 'webhook',
    connection: via,
    mode: event.livemode === true ? 'live' : 'test',
    type: textIn(event.type) ?? '',
    body: JSON.stringify(redact(event, reader)),
    received_at: now,
  })
  if (isNew) await uniteThoseThatSaw(trx, event.id, now)
  await forgetHealed(trx, event.id)
  return { kind: isNew ? 'new' : 'seen' }
}

/** An object that we fetched ourselves. It may be fetched again when it has moved on: `shape` tells the states apart. */
export async function receiveObject(
  trx: Db,
  object: unknown,
  { via, door, shape, reader, now }: { via: string; door: Door; shape: string; reader: Reader; now: number },
): Promise<Received> {
  if (!isStripeObject(object)) return { kind: 'ignored', reason: 'Stripe answered something without an id.' }
  const isNew = await insertOnce(trx, {
    id: object.id,
    shape,
    door,
    connection: via,
    mode: object.livemode === true ? 'live' : 'test',
    type: object.object,
    body: JSON.stringify(redact(object, reader)),
    received_at: now,
  })
  return { kind: isNew ? 'new' : 'seen' }
}
