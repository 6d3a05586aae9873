// Creates the webhook endpoint at Stripe for the owner, and keeps its secret, which Stripe shows this once.
import type { WebhookCreated } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { uniteConnections } from './account.ts'
import { type Answered, apiVersion, type Call, type StripeApi } from './client.ts'
import { type ApiKey, apiKeyOf } from './connection.ts'
import { askForEndpoints, type Endpoint, endpointsIn } from './endpoint.ts'
import { missingEvents, wantedEvents } from './event-types.ts'
import { changeSecrets, keptSecrets } from './kept-secrets.ts'
import { at, textIn } from './normalise/read.ts'
import { withSecret } from './signing-secrets.ts'
import { faultOfAddress } from './webhook-address.ts'

type Ask = (call: Call) => Promise<unknown>

export async function createWebhook(
  parts: Parts,
  api: StripeApi,
  { siteId, url }: { siteId: string; url: string },
): Promise<WebhookCreated> {
  const fault = faultOfAddress(url, siteId, parts.config.stripe.apiBase !== null)
  if (fault) throw new Refusal('invalid_body', fault)
  const apiKey = await apiKeyOf(parts.storage.read, parts, siteId)
  if (!apiKey)
    throw new Refusal(
      'no_key',
      `No Stripe key is connected. Add one, or create the endpoint in Stripe by hand with this address: ${url}`,
    )
  const ask: Ask = async (call) => objectIn(await api.call(apiKey.key, call), url)

  const present = endpointsIn(await ask(askForEndpoints)).find((endpoint) => endpoint.url === url)
  const knowsSecret = (await keptSecrets(parts.storage.read, parts.keys, siteId)).length > 0
  if (present && knowsSecret) return keepEndpoint(ask, present)
  const created = await ask({ method: 'POST', path: '/v1/webhook_endpoints', params: endpointFor(url) })
  const id = textIn(at(created, 'id')) ?? ''
  await keepSecret(parts, apiKey, { siteId, id, secret: textIn(at(created, 'secret')) ?? '' })
  // Nobody knows the old one's secret: all that it delivered was refused, and it would go on.
  if (present) await ask({ method: 'DELETE', path: `/v1/webhook_endpoints/${present.id}` })
  return { done: present ? 'replaced' : 'created', id, url }
}

const endpointFor = (url: string) => ({
  url,
  enabled_events: [...wantedEvents],
  api_version: apiVersion,
  description: 'Farthing: which visit earned which payment',
})

async function keepEndpoint(ask: Ask, { id, url, events, enabled }: Endpoint): Promise<WebhookCreated> {
  const missing = missingEvents(events)
  if (missing.length > 0 || !enabled) {
    const params = { enabled_events: [...events, ...missing], disabled: false }
    await ask({ method: 'POST', path: `/v1/webhook_endpoints/${id}`, params })
  }
  return { done: 'kept', id, url }
}

/** The key made the endpoint, so both are of one account. */
async function keepSecret(
  parts: Parts,
  { connection }: ApiKey,
  { siteId, id, secret }: { siteId: string; id: string; secret: string },
): Promise<void> {
  const { storage, keys, clock } = parts
  await storage.write(async (trx) => {
    const more = { webhook_endpoint_id: id }
    await changeSecrets(trx, keys, siteId, (secrets) => withSecret(secrets, secret), more)
    await uniteConnections(trx, [siteId, connection], clock())
  })
}

function objectIn(answer: Answered, url: string): unknown {
  if (answer.kind === 'found') return answer.object
  const byHand = `Create the endpoint in Stripe by hand with the address ${url}, and paste its signing secret here.`
  if (answer.kind === 'not_allowed')
    throw new Refusal(
      'key_may_not',
      `The key lacks the right "Webhook Endpoints: write" (rak_webhook_write). ${byHand}`,
    )
  if (answer.kind === 'invalid_key') throw new Refusal('invalid_key', answer.sentence)
  if (answer.kind === 'unavailable')
    throw new Refusal('stripe_unavailable', `${answer.sentence} Try again in a moment.`, 10)
  throw new Refusal('stripe_refused', `${answer.sentence} ${byHand}`)
}
