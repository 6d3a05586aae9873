// With which key and which secrets a site talks to Stripe: its own, else those of the environment.
import { createHash } from 'node:crypto'
import type { Mode } from '@farthing/contract'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import type { Config } from '../config.ts'
import type { Keys } from '../storage/keys.ts'
import type { Db } from '../storage/schema.ts'
import { connectionsWithKey, findConnection } from './connection-store.ts'

/** A key, and the connection that it stands for in the ledger. */
export interface ApiKey {
  connection: string
  key: string
  mode: Mode
}

export interface SigningSecrets {
  connection: string
  secrets: readonly string[]
}

/** `rk_test_…`, `sk_test_…`: the key itself says which mode it is of. */
export const modeOfKey = (key: string): Mode => (/^(rk|sk)_live_/.test(key) ? 'live' : 'test')
/** `cs_test_…`, `cs_live_…` */
export const modeOfSession = (id: string): Mode => (id.startsWith('cs_live_') ? 'live' : 'test')

type Parts = { config: Pick<Config, 'stripe'>; keys: Keys }

export async function apiKeyOf(db: Db, { config, keys }: Parts, siteId: string): Promise<ApiKey | null> {
  const stored = await findConnection(db, siteId)
  if (stored?.api_key) {
    const key = keys.unseal(stored.api_key)
    return { connection: siteId, key, mode: modeOfKey(key) }
  }
  const { apiKey } = config.stripe
  return apiKey ? { connection: ENVIRONMENT, key: apiKey, mode: modeOfKey(apiKey) } : null
}

/** Every key there is, of sites and of the environment. */
export async function allApiKeys(db: Db, { config, keys }: Parts): Promise<ApiKey[]> {
  const stored = await connectionsWithKey(db)
  const own = stored.flatMap(({ site_id, api_key }) => (api_key ? [toApiKey(site_id, keys.unseal(api_key))] : []))
  const { apiKey } = config.stripe
  return apiKey ? [...own, toApiKey(ENVIRONMENT, apiKey)] : own
}

const toApiKey = (connection: string, key: string): ApiKey => ({ connection, key, mode: modeOfKey(key) })

/** Tells one key from another without being one: what was read with another key was perhaps another account. */
export const printOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 16)

/** In the order in which they are tried at the site's own door. */
export async function secretsOf(db: Db, { config, keys }: Parts, siteId: string): Promise<SigningSecrets[]> {
  const stored = await findConnection(db, siteId)
  const own = stored?.webhook_secrets ? (JSON.parse(keys.unseal(stored.webhook_secrets)) as string[]) : []
  return [{ connection: siteId, secrets: own }, ...sharedSecrets(config)].filter(({ secrets }) => secrets.length > 0)
}

export const sharedSecrets = (config: Pick<Config, 'stripe'>): SigningSecrets[] =>
  config.stripe.webhookSecrets.length > 0 ? [{ connection: ENVIRONMENT, secrets: config.stripe.webhookSecrets }] : []
