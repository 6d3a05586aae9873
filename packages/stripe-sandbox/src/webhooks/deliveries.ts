// Sends events to endpoints in order, one after the other per endpoint, retries what was not taken, and lets faults interfere.
import type { Faults } from '../control/faults.ts'
import { renderEvent } from '../render/event.ts'
import { missing } from '../stripe-error.ts'
import type { Mode, StoredEvent } from '../world/model.ts'
import { shuffled } from '../world/random.ts'
import type { World } from '../world/world.ts'
import { type AttemptRecord, type Delivery, isTaken } from './delivery.ts'
import { createLanes } from './lanes.ts'
import { wants } from './select.ts'
import { sendOnce } from './send.ts'

export interface DeliveriesInput {
  world: World
  faults: Faults
  retryScheduleMs: readonly number[]
  timeoutMs: number
  inFlight: number
  saved: Delivery[]
  onChange(): void
}

export interface Deliveries {
  /** Sends what an earlier run left pending. */
  start(): void
  /** Newest last. */
  list(): Delivery[]
  delivered(event: string): boolean
  resend(mode: Mode, event: string, endpoint?: string): Delivery[]
  /** Resolves when nothing is queued or being sent; retries that wait for their time are not waited for. */
  idle(): Promise<void>
  reset(): void
  close(): Promise<void>
}

export function createDeliveries(input: DeliveriesInput): Deliveries {
  const { world, faults } = input
  let known = new Map(input.saved.map((delivery) => [delivery.id, delivery]))
  const timers = new Set<NodeJS.Timeout>()
  const stop = new AbortController()
  const lanes = createLanes(input.inFlight)

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timer.unref()
    timers.add(timer)
  }
  const enqueue = (delivery: Delivery) => lanes.add(delivery.endpoint, () => attempt(delivery))

  async function attempt(delivery: Delivery): Promise<void> {
    const event = world.view(delivery.mode).find('event', delivery.event)
    const endpoint = world.view(delivery.mode).find('webhook_endpoint', delivery.endpoint)
    if (event === undefined || endpoint === undefined || known.get(delivery.id) !== delivery) return
    const body = renderEvent(event, endpoint.api_version ?? event.default_version, 1)
    const sent = await sendOnce(
      endpoint.url,
      JSON.stringify(body, null, 2),
      endpoint.own.secret,
      input.timeoutMs,
      stop.signal,
    )
    if (!stop.signal.aborted) record(delivery, sent)
  }

  function record(delivery: Delivery, sent: AttemptRecord): void {
    delivery.attempts.push(sent)
    const wait = input.retryScheduleMs[delivery.attempts.length - 1]
    if (isTaken(sent)) delivery.state = 'delivered'
    else if (wait === undefined) delivery.state = 'failed'
    else later(wait, () => enqueue(delivery))
    input.onChange()
  }

  function create(mode: Mode, event: StoredEvent, endpoint: { id: string; url: string }): Delivery {
    const id = `whd_${world.random.text(24)}`
    const { id: endpointId, url } = endpoint
    const delivery: Delivery = {
      id,
      event: event.id,
      type: event.type,
      endpoint: endpointId,
      url,
      mode,
      state: 'pending',
      attempts: [],
    }
    known.set(id, delivery)
    return delivery
  }

  function dispatch(delivery: Delivery): void {
    if (faults.strikeWebhook('drop', delivery.type)) {
      delivery.state = 'dropped'
      return
    }
    const delay = faults.strikeWebhook('delay', delivery.type)
    if (delay === undefined) enqueue(delivery)
    else later(delay.delay_ms ?? 2000, () => enqueue(delivery))
  }

  function announce(mode: Mode, events: readonly StoredEvent[]): void {
    const endpoints = world.view(mode).all('webhook_endpoint')
    for (const endpoint of endpoints) {
      const wanted = events.filter((event) => wants(endpoint, event))
      const copies = wanted.flatMap((event) => {
        const twice = faults.strikeWebhook('duplicate', event.type)
        return Array.from({ length: 1 + (twice === undefined ? 0 : (twice.copies ?? 1)) }, () => event)
      })
      const reorder = wanted.some((event) => faults.strikeWebhook('reorder', event.type) !== undefined)
      const ordered = reorder ? shuffled(copies, world.random) : copies
      const made = ordered.map((event) => create(mode, event, endpoint))
      // After the answer to the request that caused it has been written.
      setImmediate(() => {
        for (const delivery of made) dispatch(delivery)
        input.onChange()
      })
    }
  }

  world.onEvents(announce)
  return {
    start: () => {
      for (const delivery of known.values()) if (delivery.state === 'pending') enqueue(delivery)
    },
    list: () => [...known.values()],
    delivered: (event) => [...known.values()].every((one) => one.event !== event || one.state === 'delivered'),
    resend: (mode, eventId, endpointId) => {
      const view = world.view(mode)
      const event = view.find('event', eventId)
      if (event === undefined) throw missing('event', eventId)
      const endpoints = view
        .all('webhook_endpoint')
        .filter((one) => (endpointId === undefined ? wants(one, event) : one.id === endpointId))
      const made = endpoints.map((endpoint) => create(mode, event, endpoint))
      for (const delivery of made) enqueue(delivery)
      input.onChange()
      return made
    },
    idle: () => new Promise((resolve) => setImmediate(() => resolve(lanes.idle()))),
    reset: () => {
      known = new Map()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
    close: async () => {
      for (const timer of timers) clearTimeout(timer)
      stop.abort()
      lanes.clear()
      await lanes.idle()
    },
  }
}
