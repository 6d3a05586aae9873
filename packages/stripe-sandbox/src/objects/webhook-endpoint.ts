// A new webhook endpoint; its secret is shown once. Pure.
import type { WebhookEndpointCreate } from '../params/catalogue.ts'
import { mergeMetadata } from '../params/form.ts'
import type { WebhookEndpoint } from '../world/model.ts'
import type { Birth } from './birth.ts'

export const newWebhookEndpoint = (
  birth: Birth,
  params: WebhookEndpointCreate,
  more: { secret?: string | undefined; payload?: WebhookEndpoint['own']['payload'] | undefined } = {},
): WebhookEndpoint => ({
  id: birth.id('we'),
  object: 'webhook_endpoint',
  own: {
    secret: more.secret ?? birth.id('whsec'),
    payload: more.payload ?? 'snapshot',
    connect: params.connect ?? false,
  },
  api_version: params.api_version ?? null,
  application: null,
  created: birth.now,
  description: params.description ?? null,
  enabled_events: params.enabled_events,
  livemode: birth.livemode,
  metadata: mergeMetadata({}, params.metadata),
  status: 'enabled',
  url: params.url,
})
