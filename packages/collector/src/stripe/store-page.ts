// Keeps one page of what Stripe listed: into the inbox, and on the list of what is read again where it can still change.
// One transaction together with the mark of how far we are, so that a kill between two pages loses and repeats nothing.
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import type { StripeObject } from './normalise/read.ts'
import { unwatch, watch } from './poll-store.ts'
import { openReaders } from './reader.ts'
import { deliveriesOf, receiveMany } from './receive-many.ts'
import { resourceOfObject } from './resources.ts'
import { nextLook } from './still-changes.ts'

/** A page is written in several short transactions; the last one moves the mark. */
const CHUNK = 50

/** How many of them are news. */
export async function storePage(
  parts: Pick<Parts, 'storage' | 'keys' | 'clock'>,
  connection: string,
  objects: StripeObject[],
  mark: (trx: Db) => Promise<void>,
): Promise<number> {
  const { storage, keys, clock } = parts
  const now = clock()
  const reader = (await openReaders(storage.read, keys))(connection)
  let news = 0
  for (let at = 0; at === 0 || at < objects.length; at += CHUNK) {
    const some = objects.slice(at, at + CHUNK)
    const deliveries = deliveriesOf(some, { via: connection, door: 'poll', reader, now })
    news += await storage.write(async (trx) => {
      const isNew = await receiveMany(trx, deliveries)
      await lookAgain(trx, connection, some, now)
      if (at + CHUNK >= objects.length) await mark(trx)
      return isNew
    })
  }
  return news
}

async function lookAgain(trx: Db, connection: string, objects: StripeObject[], now: number): Promise<void> {
  const looks = objects.flatMap((object) => {
    const resource = resourceOfObject(object)
    return resource ? [{ object_id: object.id, resource, next_at: nextLook(object, now) }] : []
  })
  await watch(
    trx,
    looks.flatMap(({ next_at, ...look }) => (next_at === null ? [] : [{ ...look, connection, next_at }])),
  )
  const done = looks.flatMap(({ object_id, next_at }) => (next_at === null ? [object_id] : []))
  await unwatch(trx, connection, done)
}
