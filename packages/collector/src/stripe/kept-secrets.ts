// Reads and changes the sealed signing secrets of one site.
import type { Keys } from '../storage/keys.ts'
import type { Db } from '../storage/schema.ts'
import { findConnection, type StoredConnection, saveConnection } from './connection-store.ts'

export async function keptSecrets(db: Db, keys: Keys, siteId: string): Promise<string[]> {
  const stored = await findConnection(db, siteId)
  return stored?.webhook_secrets ? (JSON.parse(keys.unseal(stored.webhook_secrets)) as string[]) : []
}

/** In the caller's transaction, so that of two changes at once none is lost. */
export async function changeSecrets(
  trx: Db,
  keys: Keys,
  siteId: string,
  change: (secrets: string[]) => readonly string[],
  more: Partial<StoredConnection> = {},
): Promise<void> {
  const secrets = change(await keptSecrets(trx, keys, siteId))
  await saveConnection(trx, siteId, {
    ...more,
    webhook_secrets: secrets.length > 0 ? keys.seal(JSON.stringify(secrets)) : null,
    webhook_secret_count: secrets.length,
  })
}
