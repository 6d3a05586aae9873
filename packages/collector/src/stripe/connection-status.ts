// What the settings page is told about a site's Stripe connection: everything but the secrets.
import type { KeyCheck, StripeStatus, WebhookOffer } from '@farthing/contract'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { apiVersion } from './client.ts'
import { type ApiKey, apiKeyOf } from './connection.ts'
import { lastDeliveryAt } from './connection-store.ts'
import { wantedEvents } from './event-types.ts'
import { keptCheck } from './keep-check.ts'
import { keptSecrets } from './kept-secrets.ts'
import { keyLink } from './permissions.ts'
import { hintOf } from './signing-secrets.ts'
import { faultOfAddress } from './webhook-address.ts'

export const webhookUrlOf = (origin: string, siteId: string): string => `${origin}/in/${siteId}/stripe`

/** `origin`: by which address the owner reached us. */
export async function statusOf(parts: Parts, siteId: string, origin: string): Promise<StripeStatus> {
  const { storage, config, keys } = parts
  const apiKey = await apiKeyOf(storage.read, parts, siteId)
  const check = apiKey && (await keptCheck(storage.read, apiKey))
  const secrets = await keptSecrets(storage.read, keys, siteId)
  const name = (await findSite(storage.read, siteId))?.name ?? ''
  const webhookUrl = webhookUrlOf(origin, siteId)
  return {
    webhookUrl,
    sharedWebhook: config.stripe.webhookSecrets.length > 0,
    apiKey: apiKey && keyShown(apiKey),
    webhookSecrets: secrets.length,
    webhookSecretHints: secrets.map(hintOf),
    lastDeliveryAt: await lastDeliveryAt(storage.read, [siteId, ENVIRONMENT]),
    keyCheck: check,
    keyLinks: { live: keyLink('live', name), test: keyLink('test', name) },
    webhook: offer(apiKey, check, faultOfAddress(webhookUrl, siteId, config.stripe.apiBase !== null)),
  }
}

const keyShown = ({ connection, mode, key }: ApiKey): NonNullable<StripeStatus['apiKey']> => ({
  from: connection === ENVIRONMENT ? 'environment' : 'site',
  mode,
  hint: hintOf(key),
})

function offer(apiKey: ApiKey | null, check: KeyCheck | null, fault: string | null): WebhookOffer {
  const right = check?.permissions.find(({ permission }) => permission === 'rak_webhook_write')?.state
  const why = !apiKey
    ? 'No Stripe key is connected.'
    : right === 'missing'
      ? 'The key lacks the right "Webhook Endpoints: write".'
      : fault
  return { canCreate: why === null, why, events: [...wantedEvents], apiVersion }
}
