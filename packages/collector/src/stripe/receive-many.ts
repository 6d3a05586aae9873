// Writes a page of what Stripe's API answered into the inbox: events and objects, once each and redacted.
import { createHash } from 'node:crypto'
import type { Db, Tables } from '../storage/schema.ts'
import { uniteConnections } from './account.ts'
import { otherConnectionsThatSaw } from './account-store.ts'
import { noteHealed } from './heal.ts'
import { type StripeObject, textIn } from './normalise/read.ts'
import { type Reader, redact } from './redact.ts'
import { type Delivery, insertNew } from './store.ts'

export interface Came {
  via: string
  door: Tables['delivery']['door']
  reader: Reader
  now: number
}

/** Made outside of the transaction: hashing and filtering need no lock. */
export const deliveriesOf = (objects: StripeObject[], came: Came): Delivery[] =>
  objects.map((object) => toDelivery(object, came))

function toDelivery(object: StripeObject, { via, door, reader, now }: Came): Delivery {
  const body = JSON.stringify(redact(object, reader))
  const isEvent = object.object === 'event'
  return {
    id: object.id,
    // An event never changes; an object that was read again is news only when it says something else.
    shape: isEvent ? (textIn(object.api_version) ?? '') : digestOf(body),
    door,
    connection: via,
    mode: object.livemode === true ? 'live' : 'test',
    type: isEvent ? (textIn(object.type) ?? '') : object.object,
    body,
    received_at: now,
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** How many were new. Runs in the transaction that moves the cursor. */
export async function receiveMany(trx: Db, deliveries: Delivery[]): Promise<number> {
  const [first] = deliveries
  if (!first) return 0
  const isNew = new Set((await insertNew(trx, deliveries)).map((key) => `${key.id} ${key.shape}`))
  const news = deliveries.filter(({ id, shape }) => isNew.has(`${id} ${shape}`))
  const events = news.filter(({ id }) => id.startsWith('evt_'))
  if (events.length > 0) {
    const ids = events.map(({ id }) => id)
    const others = await otherConnectionsThatSaw(trx, ids, first.connection)
    if (others.length > 0) await uniteConnections(trx, [first.connection, ...others], first.received_at)
    await noteHealed(trx, events)
  }
  return news.length
}
