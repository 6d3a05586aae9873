// What can be done to the world itself, with or without a server around it: time, purchases, late settlements, and a look at all of it.
import { expireSession } from '../flows/open-session.ts'
import { type Paid, type Payer, paySession } from '../flows/pay-session.ts'
import { createRefund, type RefundOrder, resolveRefund } from '../flows/refund.ts'
import { type Renewal, type RenewalOutcome, renew, retryInvoice } from '../flows/renew.ts'
import { type Made, perform, type ScenarioName, type ScenarioOptions } from '../flows/scenarios/perform.ts'
import { settleDelayed } from '../flows/settle.ts'
import type { WireEvent } from '../render/event.ts'
import { parseVersion } from '../render/version.ts'
import type { Place } from '../world/place.ts'
import type { World } from '../world/world.ts'
import { eventsFor, type Objects, objectsIn } from './inspect.ts'
import { placeHolding } from './places.ts'

export interface Actions {
  now(): number
  /** Moves the clock; sessions whose time is over expire. */
  advanceClock(ms: number): { now: number; expired: string[] }
  setDefaultVersion(version: string): void
  /** Plays a whole purchase or reversal; the ids of all that it made. */
  scenario<N extends ScenarioName>(name: N, options?: ScenarioOptions<N>): Made
  /** All events so far as an endpoint of that version gets them, oldest first. */
  events(version: string): WireEvent[]
  /** The records themselves, for an independent count. */
  objects(place?: Place): Objects
  paySession(id: string, payer: Payer): Paid
  renew(subscription: string, outcome?: RenewalOutcome): Renewal
  retryInvoice(invoice: string, outcome?: RenewalOutcome): Renewal
  settle(paymentIntent: string, outcome: 'failed' | 'succeeded'): void
  refund(order: RefundOrder): { id: string; status: string | null }
  resolveRefund(refund: string, outcome: 'canceled' | 'failed' | 'succeeded'): void
}

export function createActions(world: World): Actions {
  const placeOf = (id: string | undefined) => placeHolding(world, id)
  return {
    now: () => world.clock.now(),
    advanceClock: (ms) => {
      world.clock.advance(ms)
      const now = Math.floor(world.clock.now() / 1000)
      return { now: world.clock.now(), expired: world.places().flatMap((place) => expireOverdue(world, place, now)) }
    },
    setDefaultVersion: (version) => world.setDefaultVersion(parseVersion(version).name),
    scenario: (name, options) => perform(world, name, options ?? {}, placeOf),
    events: (version) => eventsFor(world, parseVersion(version).name),
    objects: (place = 'test') => objectsIn(world, place),
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
