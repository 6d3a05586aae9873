// The settings page's Stripe part: which key and secrets a site has. They go in, and are never shown again.
import { type StripeSettings, type StripeStatus, stripeSettingsSchema } from '@farthing/contract'
import express, { type Request, Router } from 'express'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { modeOfKey } from './connection.ts'
import { findConnection, lastDeliveryAt, type StoredConnection, saveConnection } from './connection-store.ts'

type SiteRequest = Request<{ siteId: string }>

/** Mounted under `/api/sites/:siteId/stripe`, for those who may see and change that site. */
export function connectionRoutes(parts: Parts, wake: () => void): Router {
  const { storage } = parts
  const router = Router({ mergeParams: true })

  router.get('/', async (req: SiteRequest, res) => {
    res.json(await statusOf(parts, req.params.siteId, originOf(req)))
  })

  router.put('/', express.json(), async (req: SiteRequest, res) => {
    const settings = parseBody(stripeSettingsSchema, req.body)
    refuseUnconfirmed(settings)
    await storage.write((trx) => saveConnection(trx, req.params.siteId, changeOf(settings, parts)))
    // Redirects that waited for a key can be resolved now.
    wake()
    res.json(await statusOf(parts, req.params.siteId, originOf(req)))
  })

  return router
}

function refuseUnconfirmed({ apiKey, confirmSecretKey }: StripeSettings): void {
  if (apiKey?.startsWith('sk_live_') && !confirmSecretKey)
    throw new Refusal(
      'confirmation_needed',
      'This is a secret key: whoever holds it can move your money. A restricted key (rk_live_…) with read permissions is enough here. Confirm to use it all the same.',
    )
}

/** Absent leaves, null removes. */
function changeOf({ apiKey, webhookSecrets }: StripeSettings, { keys }: Parts): Partial<StoredConnection> {
  const key =
    apiKey === undefined
      ? {}
      : apiKey === null
        ? { api_key: null, api_key_mode: null, api_key_hint: null }
        : { api_key: keys.seal(apiKey), api_key_mode: modeOfKey(apiKey), api_key_hint: apiKey.slice(-4) }
  const secrets =
    webhookSecrets === undefined
      ? {}
      : { webhook_secrets: keys.seal(JSON.stringify(webhookSecrets)), webhook_secret_count: webhookSecrets.length }
  return { ...key, ...secrets }
}

async function statusOf({ storage, config }: Parts, siteId: string, origin: string): Promise<StripeStatus> {
  const stored = await findConnection(storage.read, siteId)
  return {
    webhookUrl: `${origin}/in/${siteId}/stripe`,
    sharedWebhook: config.stripe.webhookSecrets.length > 0,
    apiKey: keyShown(stored, config.stripe.apiKey),
    webhookSecrets: stored?.webhook_secret_count ?? 0,
    lastDeliveryAt: await lastDeliveryAt(storage.read, [siteId, ENVIRONMENT]),
  }
}

function keyShown(stored: StoredConnection | null, ofEnvironment: string | null): StripeStatus['apiKey'] {
  if (stored?.api_key_mode) return { from: 'site', mode: stored.api_key_mode, hint: stored.api_key_hint ?? '' }
  if (!ofEnvironment) return null
  return { from: 'environment', mode: modeOfKey(ofEnvironment), hint: ofEnvironment.slice(-4) }
}

/** As the owner reached us: behind a proxy, Express knows the outer protocol and host by its `trust proxy` setting. */
const originOf = (req: SiteRequest) => `${req.protocol}://${req.host}`
