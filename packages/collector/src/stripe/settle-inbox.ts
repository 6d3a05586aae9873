// Empties the inbox: as many deliveries in one transaction as a short one can take, so that views get their turn.
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Parts } from '../parts.ts'
import { settleMany } from './settle-many.ts'
import { type DeliveryKey, dueDeliveries, postpone } from './store.ts'

const AFTER_FAILURE_MS = 30_000
const CHUNK = 400
const MOST = 100
/** What one transaction may take: views wait for it. */
const SHORT_MS = 8
/** A turn of the event loop in which little else was to do. */
const QUIET_MS = 3
const MOST_PATIENCE_MS = 100

export interface Inbox {
  /** Resolves when everything that was due at the call is settled or postponed. */
  drain(): Promise<void>
}

type SettleParts = Pick<Parts, 'storage' | 'clock' | 'log'>

/** One at a time works on it, whoever asks; several collectors skip what the other has done. */
export function openInbox(parts: SettleParts): Inbox {
  const settle = batchSettler(parts)
  let running: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  const drain = () => {
    waiting ??= running.then(() => {
      waiting = null
      running = settleDue(parts, settle).catch((error: unknown) => {
        parts.log.error({ err: error }, 'the inbox could not be read; it is tried again')
      })
      return running
    })
    return waiting
  }
  return { drain }
}

type Settle = (keys: DeliveryKey[]) => Promise<void>

async function settleDue({ storage, clock }: SettleParts, settle: Settle): Promise<void> {
  for (;;) {
    const due = await dueDeliveries(storage.read, clock(), CHUNK)
    await settle(due)
    if (due.length < CHUNK) return
  }
}

/** Learns from each transaction how many the next one can take. */
function batchSettler(parts: SettleParts): Settle {
  let size = 8
  return async (keys) => {
    for (let at = 0; at < keys.length; ) {
      const batch = keys.slice(at, at + size)
      at += batch.length
      const each = (await settleOrPostpone(parts, batch)) / batch.length
      size = Math.max(1, Math.min(MOST, size * 2, Math.floor(SHORT_MS / each)))
      await giveWay()
    }
  }
}

/** Whoever waits for an answer comes first: what was answered is safe here, and settled when there is time. */
async function giveWay(): Promise<void> {
  const until = performance.now() + MOST_PATIENCE_MS
  for (;;) {
    const began = performance.now()
    await turnOfTheLoop()
    const now = performance.now()
    if (now - began < QUIET_MS || now > until) return
  }
}

/** A batch that fails is tried one by one, so that a bad delivery keeps no other from being settled. */
async function settleOrPostpone({ storage, clock, log }: SettleParts, keys: DeliveryKey[]): Promise<number> {
  try {
    return await settleMany(storage, keys, clock())
  } catch (error) {
    const [key] = keys
    if (keys.length > 1 || !key) {
      let sum = 0
      for (const one of keys) sum += await settleOrPostpone({ storage, clock, log }, [one])
      return sum
    }
    log.error({ err: error, delivery: key.id }, 'a delivery could not be settled; it is tried again')
    const outcome = `Not settled yet: ${error instanceof Error ? error.message : String(error)}`
    await storage.write((trx) => postpone(trx, key, clock() + AFTER_FAILURE_MS, outcome))
    return SHORT_MS
  }
}
