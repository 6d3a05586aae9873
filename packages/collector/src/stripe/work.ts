// Does what the doors left to do: settles the inbox, asks Stripe about redirects, news, history and open questions.
// The inbox and the poller wake on demand, all of them every second.
import { attributeDue } from '../attribution/attribute-due.ts'
import type { Parts } from '../parts.ts'
import { askQuestions } from './ask-questions.ts'
import { type StripeApi, stripeApi } from './client.ts'
import { fillHistories } from './fill-histories.ts'
import { pollDue } from './poll-due.ts'
import { resolveReturn } from './resolve-return.ts'
import { openInbox } from './settle-inbox.ts'
import { type CheckoutReturn, dueReturns, updateReturn } from './store.ts'

const IDLE_MS = 1_000
const AFTER_FAILURE_MS = 30_000
/** What tells one sale comes within moments: settled together, it costs one projection, and those who wait are answered before. */
const GATHER_MS = 40
/** Far below Stripe's limit of requests a second. */
const AT_ONCE = 5

export interface StripeWork {
  /** Something was written: look now. With names, Stripe is asked for news with the keys of these connections. */
  wake(toPoll?: string[]): void
  /** Resolves when what is under way is done. */
  stop(): Promise<void>
}

/** Loops of their own, so that what waits for the network does not keep the inbox waiting. */
export function startStripeWork(
  parts: Parts,
  api: StripeApi = stripeApi(parts.config.stripe.apiBase, parts.config.stripe.requestsPerSecond),
): StripeWork {
  const inbox = openInbox(parts)
  const stopping = new AbortController()
  const onError = (error: unknown) => {
    // Its database was closed: nobody waited for it any longer.
    if (stopping.signal.aborted) parts.log.info({ err: error }, 'Stripe work was cut short by the stop')
    else parts.log.error({ err: error }, 'Stripe work failed; it is tried again')
  }
  const knocked = new Set<string>()
  let gathering: NodeJS.Timeout | undefined
  const settling = loop(() => inbox.drain(), onError)
  const settleGathered = () => {
    gathering = undefined
    settling.wake()
  }
  const polling = loop(() => pollDue(parts, api, takeAll(knocked), inbox.drain), onError)
  const filling = { parts, api, drain: inbox.drain, onPage: () => undefined, signal: stopping.signal }
  const others = [
    loop(() => resolveDue(parts, api), onError),
    loop(() => fillHistories(filling), onError),
    loop(() => attributeDue(parts.storage, parts.clock).then(() => undefined), onError),
    loop(() => askQuestions(parts, api).then((asked) => (asked ? inbox.drain() : undefined)), onError),
  ]
  return {
    wake: (toPoll = []) => {
      for (const connection of toPoll) knocked.add(connection)
      if (toPoll.length > 0) polling.wake()
      else gathering ??= setTimeout(settleGathered, GATHER_MS)
    },
    stop: async () => {
      clearTimeout(gathering)
      stopping.abort()
      await Promise.all([settling, polling, ...others].map((one) => one.stop()))
    },
  }
}

function takeAll(names: Set<string>): string[] {
  const all = [...names]
  names.clear()
  return all
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
