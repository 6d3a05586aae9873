// Everything that can be done to the sandbox from outside Stripe's own API: time, faults, keys, late settlements, resends.

import type { Idempotency } from '../api/idempotency.ts'
import type { KeyRing } from '../api/keys.ts'
import { expireSession } from '../flows/open-session.ts'
import { type Paid, type Payer, paySession } from '../flows/pay-session.ts'
import { createRefund, type RefundOrder, resolveRefund } from '../flows/refund.ts'
import { type Renewal, type RenewalOutcome, renew, retryInvoice } from '../flows/renew.ts'
import { settleDelayed } from '../flows/settle.ts'
import { newWebhookEndpoint } from '../objects/webhook-endpoint.ts'
import { parseVersion } from '../render/version.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'
import type { Delivery } from '../webhooks/delivery.ts'
import { idOf, type Place } from '../world/model.ts'
import type { World } from '../world/world.ts'
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

export interface Control {
  now(): number
  /** Moves the clock; sessions whose time is over expire. */
  advanceClock(ms: number): { now: number; expired: string[] }
  addFault(fault: Fault): Standing
  faults(): Standing[]
  removeFault(id: string): boolean
  clearFaults(): void
  /** `null` gives a key all permissions again. */
  setKey(key: string, options: { permissions?: string[] | null; live?: boolean; revoked?: boolean }): void
  setDefaultVersion(version: string): void
  /** `null` lifts the limit. */
  setRateLimit(limit: RateLimit | null): void
  rateLimit(): RateLimitState
  /** One endpoint per address; a second call changes the first. */
  putEndpoint(order: EndpointOrder): { id: string; secret: string }
  paySession(id: string, payer: Payer): Paid
  renew(subscription: string, outcome?: RenewalOutcome): Renewal
  retryInvoice(invoice: string, outcome?: RenewalOutcome): Renewal
  settle(paymentIntent: string, outcome: 'failed' | 'succeeded'): void
  refund(order: RefundOrder): { id: string; status: string | null }
  resolveRefund(refund: string, outcome: 'canceled' | 'failed' | 'succeeded'): void
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
  const now = () => Math.floor(world.clock.now() / 1000)
  const placeOf = (id: string | undefined) => placeHolding(world, id)
  return {
    now: () => world.clock.now(),
    advanceClock: (ms) => {
      world.clock.advance(ms)
      return { now: world.clock.now(), expired: world.places().flatMap((place) => expireOverdue(world, place, now())) }
    },
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
    setDefaultVersion: (version) => world.setDefaultVersion(parseVersion(version).name),
    putEndpoint: (order) => putEndpoint(world, order),
    paySession: (id, payer) => world.run(placeOf(id), (draft) => paySession(draft, id, payer)),
    renew: (id, outcome = 'paid') => world.run(placeOf(id), (draft) => renew(draft, id, outcome)),
    retryInvoice: (id, outcome = 'paid') => world.run(placeOf(id), (draft) => retryInvoice(draft, id, outcome)),
    settle: (id, outcome) => world.run(placeOf(id), (draft) => settleDelayed(draft, id, outcome)),
    refund: (order) => {
      const { id, status } = world.run(placeOf(order.charge ?? order.payment_intent), (draft) =>
        createRefund(draft, order),
      )
      return { id, status }
    },
    resolveRefund: (id, outcome) => world.run(placeOf(id), (draft) => resolveRefund(draft, id, outcome)),
    deliveries: () => deliveries.list(),
    resend: (event, endpoint) => deliveries.resend(placeOf(event), event, endpoint),
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

function expireOverdue(world: World, place: Place, now: number): string[] {
  const overdue = world
    .view(place)
    .all('checkout.session')
    .filter((session) => session.status === 'open' && session.expires_at <= now)
  for (const { id } of overdue) world.run(place, (draft) => expireSession(draft, id))
  return overdue.map(({ id }) => id)
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
