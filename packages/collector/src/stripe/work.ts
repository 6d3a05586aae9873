// Does what the doors left to do: settles the inbox, asks Stripe about redirects. Wakes on demand, and every second.
import type { Parts } from '../parts.ts'
import { type StripeApi, stripeApi } from './client.ts'
import { resolveReturn } from './resolve-return.ts'
import { settle } from './settle.ts'
import { type CheckoutReturn, type DeliveryKey, dueDeliveries, dueReturns, postpone, updateReturn } from './store.ts'

const IDLE_MS = 1_000
const AFTER_FAILURE_MS = 30_000
const CHUNK = 100
/** Far below Stripe's limit of requests a second. */
const AT_ONCE = 5

export interface StripeWork {
  /** Something was written: look now. */
  wake(): void
  /** Resolves when what is under way is done. */
  stop(): Promise<void>
}

/** Two loops, so that a redirect that waits for the network does not keep the inbox waiting. */
export function startStripeWork(parts: Parts, api: StripeApi = stripeApi(parts.config.stripe.apiBase)): StripeWork {
  const onError = (error: unknown) => parts.log.error({ err: error }, 'Stripe work failed; it is tried again')
  const loops = [loop(() => settleDue(parts), onError), loop(() => resolveDue(parts, api), onError)]
  return {
    wake: () => {
      for (const one of loops) one.wake()
    },
    stop: async () => {
      await Promise.all(loops.map((one) => one.stop()))
    },
  }
}

/** Runs `step` when woken and every second, never twice at once. */
function loop(step: () => Promise<void>, onError: (error: unknown) => void): StripeWork {
  let stopped = false
  let again = false
  let running: Promise<void> | null = null

  const run = async () => {
    do {
      again = false
      await step().catch(onError)
    } while (again && !stopped)
    running = null
  }
  const wake = () => {
    if (stopped) return
    if (running !== null) again = true
    else running = run()
  }
  const timer = setInterval(wake, IDLE_MS)
  wake()
  return {
    wake,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

async function settleDue(parts: Parts): Promise<void> {
  for (;;) {
    const due = await dueDeliveries(parts.storage.read, parts.clock(), CHUNK)
    if (due.length === 0) return
    for (const key of due) await settleOrPostpone(parts, key)
  }
}

async function settleOrPostpone({ storage, clock, log }: Parts, key: DeliveryKey): Promise<void> {
  try {
    await settle(storage, key, clock())
  } catch (error) {
    log.error({ err: error, delivery: key.id }, 'a delivery could not be settled; it is tried again')
    const outcome = `Not settled yet: ${messageOf(error)}`
    await storage.write((trx) => postpone(trx, key, clock() + AFTER_FAILURE_MS, outcome))
  }
}

async function resolveDue(parts: Parts, api: StripeApi): Promise<void> {
  const due = await dueReturns(parts.storage.read, parts.clock(), AT_ONCE)
  await Promise.all(due.map((row) => resolveOrPostpone(parts, api, row)))
}

async function resolveOrPostpone(parts: Parts, api: StripeApi, row: CheckoutReturn): Promise<void> {
  const { storage, clock, log } = parts
  try {
    await resolveReturn(parts, api, row)
  } catch (error) {
    log.error({ err: error, session: row.checkout_session_id }, 'a redirect could not be resolved; it is tried again')
    const change = { reason: `Not resolved yet: ${messageOf(error)}`, next_attempt_at: clock() + AFTER_FAILURE_MS }
    await storage.write((trx) => updateReturn(trx, row, change))
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
