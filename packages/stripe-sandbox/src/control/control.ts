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
import { idOf, type Mode, tableOfId } from '../world/model.ts'
import type { World } from '../world/world.ts'
import type { Fault, Faults, Standing } from './faults.ts'

export interface EndpointOrder {
  url: string
  enabled_events?: string[]
  api_version?: string
  /** Without it a new one is made, or the known one of this address kept. */
  secret?: string
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
  deliveries: Deliveries
  idempotency: Idempotency
}

const modes: readonly Mode[] = ['test', 'live']

export function createControl(input: ControlInput): Control {
  const { world, keys, faults, deliveries } = input
  const now = () => Math.floor(world.clock.now() / 1000)
  const modeOf = (id: string | undefined) => modeHolding(world, id)
  return {
    now: () => world.clock.now(),
    advanceClock: (ms) => {
      world.clock.advance(ms)
      return { now: world.clock.now(), expired: modes.flatMap((mode) => expireOverdue(world, mode, now())) }
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
    setDefaultVersion: (version) => world.setDefaultVersion(parseVersion(version).name),
    putEndpoint: (order) => putEndpoint(world, order),
    paySession: (id, payer) => world.run(modeOf(id), (draft) => paySession(draft, id, payer)),
    renew: (id, outcome = 'paid') => world.run(modeOf(id), (draft) => renew(draft, id, outcome)),
    retryInvoice: (id, outcome = 'paid') => world.run(modeOf(id), (draft) => retryInvoice(draft, id, outcome)),
    settle: (id, outcome) => world.run(modeOf(id), (draft) => settleDelayed(draft, id, outcome)),
    refund: (order) => {
      const { id, status } = world.run(modeOf(order.charge ?? order.payment_intent), (draft) =>
        createRefund(draft, order),
      )
      return { id, status }
    },
    resolveRefund: (id, outcome) => world.run(modeOf(id), (draft) => resolveRefund(draft, id, outcome)),
    deliveries: () => deliveries.list(),
    resend: (event, endpoint) => deliveries.resend(modeOf(event), event, endpoint),
    idle: () => deliveries.idle(),
    reset: () => {
      world.reset()
      deliveries.reset()
      faults.clear()
      keys.reset()
      input.idempotency.reset()
    },
  }
}

/** Test mode, unless only the live partition knows the id. */
function modeHolding(world: World, id: string | undefined): Mode {
  const name = id === undefined ? undefined : tableOfId(id)
  if (id === undefined || name === undefined) return 'test'
  return world.view('test').find(name, id) === undefined && world.view('live').find(name, id) !== undefined
    ? 'live'
    : 'test'
}

function expireOverdue(world: World, mode: Mode, now: number): string[] {
  const overdue = world
    .view(mode)
    .all('checkout.session')
    .filter((session) => session.status === 'open' && session.expires_at <= now)
  for (const { id } of overdue) world.run(mode, (draft) => expireSession(draft, id))
  return overdue.map(({ id }) => id)
}

function putEndpoint(world: World, order: EndpointOrder): { id: string; secret: string } {
  const enabled_events = order.enabled_events ?? ['*']
  const api_version = order.api_version === undefined ? null : parseVersion(order.api_version).name
  const known = world
    .view('test')
    .all('webhook_endpoint')
    .find((endpoint) => endpoint.url === order.url)
  const endpoint = world.run('test', (draft) => {
    if (known === undefined)
      return draft.put('webhook_endpoint', {
        ...newWebhookEndpoint(draft, { url: order.url, enabled_events }, order.secret),
        api_version,
      })
    const own = { secret: order.secret ?? known.own.secret }
    return draft.patch('webhook_endpoint', known.id, { enabled_events, api_version, status: 'enabled', own })
  })
  return { id: idOf(endpoint) ?? '', secret: endpoint.own.secret }
}
