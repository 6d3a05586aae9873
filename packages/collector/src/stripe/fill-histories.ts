// Goes on with every history that is not fetched yet, also after a restart, one process at a time.
import { type Filling, runBackfill } from './backfill.ts'
import { unfinishedBackfills } from './backfill-store.ts'
import { allApiKeys } from './connection.ts'
import { withLease } from './lease.ts'

/** One holder at a time, whoever began it: the collector, another one, or the command line. */
export const backfillLease = (connection: string): string => `backfill ${connection}`

export async function fillHistories(filling: Omit<Filling, 'apiKey'>): Promise<void> {
  const { parts } = filling
  const unfinished = await unfinishedBackfills(parts.storage.read)
  if (unfinished.length === 0) return
  const apiKeys = await allApiKeys(parts.storage.read, parts)
  for (const apiKey of apiKeys.filter(({ connection }) => unfinished.includes(connection)))
    await withLease(parts, backfillLease(apiKey.connection), () => runBackfill({ ...filling, apiKey }))
}
