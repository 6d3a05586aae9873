// Everything that can be done to the sandbox from outside Stripe's own API: the world's actions, faults, limits, keys, endpoints, resends.
import type { Idempotency } from '../api/idempotency.ts'
import type { KeyRing } from '../api/keys.ts'
import { newWebhookEndpoint } from '../objects/webhook-endpoint.ts'
import { parseVersion } from '../render/version.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'
import type { Delivery } from '../webhooks/delivery.ts'
import { idOf } from '../world/model.ts'
import type { World } from '../world/world.ts'
import { type Actions, createActions } from './actions.ts'
import type { Fault, Faults, Standing } from './faults.ts'
import { placeHolding } from './places.ts'
import type { RateLimit, RateLimitState, RateLimits } from './rate-limits.ts'

export interface EndpointOrder {
  url: string
  enabled_events?: string[]
  api_version?: string
  /** Without it a new one is made, or the known one of this address kept. */
  secret?: string
  /** `thin` events (`v2.core.event`) name the object that changed and do not carry it. */
  payload?: 'snapshot' | 'thin'
  /** Told of connected accounts, and of nothing else. */
  connect?: boolean
}

export interface Control extends Actions {
  addFault(fault: Fault): Standing
  faults(): Standing[]
  removeFault(id: string): boolean
  clearFaults(): void
  /** `null` gives a key all permissions again. */
  setKey(key: string, options: { permissions?: string[] | null; live?: boolean; revoked?: boolean }): void
  /** `null` lifts the limit. */
  setRateLimit(limit: RateLimit | null): void
  rateLimit(): RateLimitState
  /** One endpoint per address; a second call changes the first. */
  putEndpoint(order: EndpointOrder): { id: string; secret: string }
  deliveries(): Delivery[]
  resend(event: string, endpoint?: string): Delivery[]
  /** Resolves when all that is queued has been tried once. */
  idle(): Promise<void>
  /** Forgets all objects, deliveries, faults and restrictions; the clock and the account stay. */
  reset(): void
}

export interface ControlInput {
  world: World
  keys: KeyRing
  faults: Faults
  limits: RateLimits
  deliveries: Deliveries
  idempotency: Idempotency
}

export function createControl(input: ControlInput): Control {
  const { world, keys, faults, limits, deliveries } = input
  return {
    ...createActions(world),
    addFault: (fault) => faults.add(fault),
    faults: () => faults.list(),
    removeFault: (id) => faults.remove(id),
    clearFaults: () => faults.clear(),
    setKey: (key, { permissions, live, revoked }) => {
      if (permissions !== undefined) keys.restrict(key, permissions)
      if (live) keys.declareLive(key)
      if (revoked) keys.revoke(key)
    },
    setRateLimit: (limit) => limits.set(limit),
    rateLimit: () => limits.state(),
    putEndpoint: (order) => putEndpoint(world, order),
    deliveries: () => deliveries.list(),
    resend: (event, endpoint) => deliveries.resend(placeHolding(world, event), event, endpoint),
    idle: () => deliveries.idle(),
    reset: () => {
      world.reset()
      deliveries.reset()
      faults.clear()
      limits.set(null)
      keys.reset()
      input.idempotency.reset()
    },
  }
}

function putEndpoint(world: World, order: EndpointOrder): { id: string; secret: string } {
  const { enabled_events = ['*'], payload = 'snapshot', connect = false } = order
  const api_version = order.api_version === undefined ? null : parseVersion(order.api_version).name
  const known = world
    .view('test')
    .all('webhook_endpoint')
    .find((endpoint) => endpoint.url === order.url)
  const endpoint = world.run('test', (draft) => {
    if (known === undefined)
      return draft.put('webhook_endpoint', {
        ...newWebhookEndpoint(draft, { url: order.url, enabled_events, connect }, { secret: order.secret, payload }),
        api_version,
      })
    const own = { secret: order.secret ?? known.own.secret, payload, connect }
    return draft.patch('webhook_endpoint', known.id, { enabled_events, api_version, status: 'enabled', own })
  })
  return { id: idOf(endpoint) ?? '', secret: endpoint.own.secret }
}
