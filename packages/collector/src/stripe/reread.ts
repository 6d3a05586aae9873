// Reads again what can still change, where no event tells of it: open checkouts, debits on their way, disputes.

import { isStripeObject } from './normalise/read.ts'
import type { Poller } from './poll.ts'
import { dueWatched, unwatch, type Watched, watch } from './poll-store.ts'
import { type Resource, refusalOf } from './resources.ts'
import { storePage } from './store-page.ts'

/** In one round: at five a second this is done within one. */
const AT_ONCE = 50
const HOUR = 3_600_000

export async function rereadWatched(poller: Poller): Promise<void> {
  const { parts, apiKey } = poller
  const due = await dueWatched(parts.storage.read, apiKey.connection, parts.clock(), AT_ONCE)
  for (const row of due) if ((await reread(poller, row)) === 'unavailable') return
}

async function reread({ parts, api, apiKey }: Poller, row: Watched): Promise<'done' | 'unavailable'> {
  const { storage, clock } = parts
  const path = `/v1/${row.resource satisfies string as Resource}/${encodeURIComponent(row.object_id)}`
  const answer = await api.call(apiKey.key, { path })
  if (answer.kind === 'found') {
    const { object } = answer
    if (isStripeObject(object)) await storePage(parts, apiKey.connection, [object], async () => undefined)
    return 'done'
  }
  const refusal = refusalOf(answer)
  if (refusal.kind === 'unavailable') return 'unavailable'
  if (refusal.kind === 'missing') await storage.write((trx) => unwatch(trx, row.connection, [row.object_id]))
  else await storage.write((trx) => watch(trx, [{ ...row, next_at: clock() + HOUR }]))
  return 'done'
}
