// Which keys are used to look for news now, and that one collector at a time does it.
import type { Parts } from '../parts.ts'
import type { StripeApi } from './client.ts'
import { type ApiKey, allApiKeys, printOf } from './connection.ts'
import { withLease } from './lease.ts'
import { poll } from './poll.ts'
import { type PollRow, pollRows } from './poll-store.ts'

/** `knocked`: connections at whose door somebody was. */
export async function pollDue(
  parts: Parts,
  api: StripeApi,
  knocked: string[],
  drain: () => Promise<void>,
): Promise<void> {
  const { storage, clock, config, log } = parts
  if (config.stripe.pollSeconds === 0 && knocked.length === 0) return
  const apiKeys = await allApiKeys(storage.read, parts)
  const rows = await pollRows(
    storage.read,
    apiKeys.map(({ connection }) => connection),
  )
  for (const apiKey of apiKeys) {
    const woken = knocked.includes(apiKey.connection)
    const isDue = config.stripe.pollSeconds > 0 && hasDueList(rows, apiKey, clock())
    if (!woken && !isDue) continue
    try {
      await withLease(parts, `poll ${apiKey.connection}`, () => poll({ parts, api, apiKey, woken }))
    } catch (error) {
      log.error({ err: error, connection: apiKey.connection }, 'news could not be read; they are read again')
    }
    await drain()
  }
}

function hasDueList(rows: PollRow[], { connection, key }: ApiKey, now: number): boolean {
  const own = rows.filter((row) => row.connection === connection)
  return own.length === 0 || own.some((row) => row.next_at <= now || row.key_print !== printOf(key))
}
