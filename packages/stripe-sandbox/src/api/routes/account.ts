// The account, its events and its webhook endpoints.
import { z } from 'zod'
import { accountOf } from '../../objects/account.ts'
import { newWebhookEndpoint } from '../../objects/webhook-endpoint.ts'
import { webhookEndpointCreate, webhookEndpointUpdate } from '../../params/catalogue.ts'
import { flag, mergeMetadata } from '../../params/form.ts'
import { matchesType } from '../../render/event.ts'
import { parseVersion } from '../../render/version.ts'
import { invalid, missing } from '../../stripe-error.ts'
import type { StoredEvent } from '../../world/model.ts'
import { accountOfPlace } from '../../world/place.ts'
import type { Call } from '../call.ts'
import { type Endpoint, idIn, list, optionalText, read, remove, retrieve, write } from '../endpoint.ts'
import { definedOnly } from './catalogue.ts'

const account: Endpoint[] = ['account', 'accounts/:id'].map((path) =>
  read(path, 'account', (call) => {
    const own = call.world.account()
    const id = accountOfPlace(call.caller.place) ?? own.id
    const asked = call.path.id
    if (asked !== undefined && asked !== id) throw missing('account', asked)
    return accountOf(id, own.created)
  }),
)

const thirtyDays = 30 * 86_400

function isListed(event: StoredEvent, call: Call): boolean {
  const age = Math.floor(call.world.clock.now() / 1000) - event.created
  return age <= thirtyDays && event.shapes[event.default_version] !== undefined
}

const isDelivered = (event: StoredEvent, wanted: boolean | undefined, call: Call) =>
  wanted === undefined || wanted === call.delivered(event.id)

const events: Endpoint[] = [
  list(
    'event',
    'events',
    {
      type: optionalText,
      types: z.array(z.string()).max(20, 'You may only specify up to 20 event types').optional(),
      delivery_success: flag.optional(),
    },
    (event, wanted, call) => {
      const { type, types } = wanted
      if (type !== undefined && types !== undefined)
        throw invalid('You may only specify one of these parameters: type, types.')
      const typed = type !== undefined ? matchesType(event.type, type) : (types?.includes(event.type) ?? true)
      return typed && isListed(event, call) && isDelivered(event, wanted.delivery_success, call)
    },
  ),
  read('events/:id', 'event', (call) => {
    const event = call.get('event', idIn(call))
    if (!isListed(event, call)) throw missing('event', event.id)
    return call.show(event)
  }),
]

const endpoints: Endpoint[] = [
  list('webhook_endpoint', 'webhook_endpoints', {}, () => true),
  retrieve('webhook_endpoint', 'webhook_endpoints'),
  write('webhook_endpoints', 'webhook_endpoint', (call) => {
    const params = call.parse(webhookEndpointCreate)
    if (params.api_version !== undefined) parseVersion(params.api_version)
    if (call.view.all('webhook_endpoint').length >= 16)
      throw invalid('You have reached the maximum of 16 test webhook endpoints.')
    const endpoint = call.run((draft) => draft.put('webhook_endpoint', newWebhookEndpoint(draft, params)))
    return { ...call.show(endpoint), secret: endpoint.own.secret }
  }),
  write('webhook_endpoints/:id', 'webhook_endpoint', (call) => {
    const { metadata, disabled, ...changes } = call.parse(webhookEndpointUpdate)
    const old = call.get('webhook_endpoint', idIn(call))
    const status = disabled === undefined ? old.status : disabled ? 'disabled' : 'enabled'
    const merged = { ...definedOnly(changes), status, metadata: mergeMetadata(old.metadata, metadata) }
    return call.show(call.run((draft) => draft.patch('webhook_endpoint', old.id, merged)))
  }),
  remove('webhook_endpoints/:id', 'webhook_endpoint', (call) => {
    const { id } = call.get('webhook_endpoint', idIn(call))
    call.run((draft) => draft.remove('webhook_endpoint', id))
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]

export const accountRoutes = [...account, ...events, ...endpoints]
