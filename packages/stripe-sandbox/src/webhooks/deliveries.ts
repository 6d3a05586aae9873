// Sends events to endpoints in order, one after the other per endpoint, retries what was not taken, and lets faults interfere.
import type { Faults } from '../control/faults.ts'
import { renderEvent } from '../render/event.ts'
import { renderThinEvent } from '../render/thin-event.ts'
import { missing } from '../stripe-error.ts'
import type { StoredEvent, WebhookEndpoint } from '../world/model.ts'
import { modeOfPlace, type Place, placeOf } from '../world/place.ts'
import { shuffled } from '../world/random.ts'
import type { World } from '../world/world.ts'
import { type AttemptRecord, type Delivery, isTaken } from './delivery.ts'
import { createLanes, type Lanes } from './lanes.ts'
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
  resend(place: Place, event: string, endpoint?: string): Delivery[]
  /** Resolves when nothing is queued or being sent; retries that wait for their time are not waited for. */
  idle(): Promise<void>
  reset(): void
  close(): Promise<void>
}

interface Outbox extends DeliveriesInput {
  byEvent: Map<string, Delivery[]>
  timers: Set<NodeJS.Timeout>
  stop: AbortController
  lanes: Lanes
}

export function createDeliveries(input: DeliveriesInput): Deliveries {
  const outbox: Outbox = {
    ...input,
    byEvent: new Map(),
    timers: new Set(),
    stop: new AbortController(),
    lanes: createLanes(input.inFlight),
  }
  for (const delivery of input.saved) keep(outbox, delivery)
  const list = () => [...outbox.byEvent.values()].flat()
  input.world.onEvents((place, events) => announce(outbox, place, events))
  return {
    start: () => {
      for (const delivery of list()) if (delivery.state === 'pending') enqueue(outbox, delivery)
    },
    list,
    delivered: (event) => outbox.byEvent.get(event)?.every(({ state }) => state === 'delivered') ?? true,
    resend: (place, event, endpoint) => resend(outbox, place, event, endpoint),
    idle: () => new Promise((resolve) => setImmediate(() => resolve(outbox.lanes.idle()))),
    reset: () => {
      outbox.byEvent.clear()
      forgetTimers(outbox)
    },
    close: async () => {
      forgetTimers(outbox)
      outbox.stop.abort()
      outbox.lanes.clear()
      await outbox.lanes.idle()
    },
  }
}

function forgetTimers({ timers }: Outbox): void {
  for (const timer of timers) clearTimeout(timer)
  timers.clear()
}

function announce(outbox: Outbox, place: Place, events: readonly StoredEvent[]): void {
  const { faults, world } = outbox
  for (const endpoint of world.view(modeOfPlace(place)).all('webhook_endpoint')) {
    const wanted = events.filter((event) => wants(endpoint, event))
    const copies = wanted.flatMap((event) => {
      const twice = faults.strikeWebhook('duplicate', event.type)
      return Array.from({ length: 1 + (twice === undefined ? 0 : (twice.copies ?? 1)) }, () => event)
    })
    const reorder = wanted.some((event) => faults.strikeWebhook('reorder', event.type) !== undefined)
    const ordered = reorder ? shuffled(copies, world.random) : copies
    const made = ordered.map((event) => create(outbox, place, event, endpoint))
    // After the answer to the request that caused it has been written.
    setImmediate(() => {
      for (const delivery of made) dispatch(outbox, delivery)
      outbox.onChange()
    })
  }
}

function create(outbox: Outbox, place: Place, event: StoredEvent, endpoint: WebhookEndpoint): Delivery {
  const delivery: Delivery = {
    id: `whd_${outbox.world.random.text(24)}`,
    event: event.id,
    type: event.type,
    endpoint: endpoint.id,
    url: endpoint.url,
    mode: modeOfPlace(place),
    ...(event.account === undefined ? {} : { account: event.account }),
    state: 'pending',
    attempts: [],
  }
  keep(outbox, delivery)
  return delivery
}

function keep({ byEvent }: Outbox, delivery: Delivery): void {
  byEvent.set(delivery.event, [...(byEvent.get(delivery.event) ?? []), delivery])
}

function dispatch(outbox: Outbox, delivery: Delivery): void {
  if (outbox.faults.strikeWebhook('drop', delivery.type)) {
    delivery.state = 'dropped'
    return
  }
  const delay = outbox.faults.strikeWebhook('delay', delivery.type)
  if (delay === undefined) enqueue(outbox, delivery)
  else later(outbox, delay.delay_ms ?? 2000, () => enqueue(outbox, delivery))
}

function later({ timers }: Outbox, ms: number, work: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer)
    work()
  }, ms)
  timer.unref()
  timers.add(timer)
}

const enqueue = (outbox: Outbox, delivery: Delivery) =>
  outbox.lanes.add(delivery.endpoint, () => attempt(outbox, delivery))

async function attempt(outbox: Outbox, delivery: Delivery): Promise<void> {
  const { world } = outbox
  const event = world.view(placeOf(delivery.mode, delivery.account)).find('event', delivery.event)
  const endpoint = world.view(delivery.mode).find('webhook_endpoint', delivery.endpoint)
  if (event === undefined || endpoint === undefined) {
    delivery.state = 'failed'
    return
  }
  const body =
    endpoint.own.payload === 'thin'
      ? renderThinEvent(event)
      : renderEvent(event, endpoint.api_version ?? event.default_version, 1)
  const payload = JSON.stringify(body, null, 2)
  const sent = await sendOnce(endpoint.url, payload, endpoint.own.secret, outbox.timeoutMs, outbox.stop.signal)
  // What was cut off by closing is tried again at the next start.
  if (!outbox.stop.signal.aborted) record(outbox, delivery, sent)
}

function record(outbox: Outbox, delivery: Delivery, sent: AttemptRecord): void {
  delivery.attempts.push(sent)
  const wait = outbox.retryScheduleMs[delivery.attempts.length - 1]
  if (isTaken(sent)) delivery.state = 'delivered'
  else if (wait === undefined) delivery.state = 'failed'
  else later(outbox, wait, () => enqueue(outbox, delivery))
  outbox.onChange()
}

function resend(outbox: Outbox, place: Place, eventId: string, endpointId: string | undefined): Delivery[] {
  const event = outbox.world.view(place).find('event', eventId)
  if (event === undefined) throw missing('event', eventId)
  const chosen = (endpoint: WebhookEndpoint) =>
    endpointId === undefined ? wants(endpoint, event) : endpoint.id === endpointId
  const made = outbox.world
    .view(modeOfPlace(place))
    .all('webhook_endpoint')
    .filter(chosen)
    .map((endpoint) => create(outbox, place, event, endpoint))
  for (const delivery of made) enqueue(outbox, delivery)
  outbox.onChange()
  return made
}
