// Signed events as they come in and are settled, one by one, for tests.
import { ENVIRONMENT } from '../../attribution/site-of.ts'
import type { Storage } from '../../storage/open.ts'
import { openReaders } from '../reader.ts'
import { receiveEvent } from '../receive.ts'
import { settle } from '../settle.ts'
import { dueDeliveries } from '../store.ts'

/** As an installation has them. */
export const keys = { emailKey: (siteId: string) => Buffer.from(`email key of ${siteId}`) }

export const NOW = 1_793_000_100_000

export async function deliver(storage: Storage, events: unknown[], via = ENVIRONMENT, now = NOW): Promise<void> {
  for (const one of events) {
    await storage.write(async (trx) =>
      receiveEvent(trx, one, { via, reader: (await openReaders(trx, keys))(via), now }),
    )
    for (const key of await dueDeliveries(storage.read, now, 100)) await settle(storage, key, now)
  }
}
