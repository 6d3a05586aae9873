// How often one key may ask Stripe: evenly, far below the limits (https://docs.stripe.com/rate-limits), whatever it asks for.
import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves when it is this key's turn. Turns are given in the order in which they were asked for. */
export function pacer(perSecond: number): (key: string) => Promise<void> {
  const gap = 1_000 / perSecond
  const nextTurn = new Map<string, number>()
  return async (key) => {
    const now = performance.now()
    const turn = Math.max(now, nextTurn.get(key) ?? 0)
    nextTurn.set(key, turn + gap)
    if (turn > now) await sleep(turn - now)
  }
}
