// A first read of thirty days takes many pages: it goes on where it ended, whatever ended it, and misses nothing meanwhile.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Parts } from '../parts.ts'
import type { Engine } from '../storage/dialect.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import type { Answered, StripeApi } from './client.ts'
import { at, listIn, textIn } from './normalise/read.ts'
import { poll } from './poll.ts'

const NOW = 1_790_000_000_000
const MINUTE = 60_000
const PAGE = 100

const eventAt = (n: number, time: number) => ({
  object: 'event',
  id: `evt_${String(n).padStart(5, '0')}`,
  type: 'payment_intent.created',
  created: Math.floor(time / 1_000),
  livemode: false,
  data: { object: { object: 'payment_intent', id: `pi_${n}`, status: 'requires_payment_method' } },
})
type StripeEvent = ReturnType<typeof eventAt>

/** Lists these events, newest first, as Stripe does; each call may be ended by `before`. */
function stripeWith(events: StripeEvent[], before: (call: number) => Answered | null) {
  const asked: string[] = []
  const call: StripeApi['call'] = async (_, { path, params }) => {
    const none = { kind: 'found', object: { data: [], has_more: false }, at: null } as const
    if (path !== '/v1/events' || !listIn(params?.types).includes('payment_intent.succeeded')) return none
    const after = textIn(params?.starting_after) ?? undefined
    const since = Number(at(params, 'created', 'gte'))
    asked.push(after ?? 'the newest')
    const ended = before(asked.length)
    if (ended) return ended
    const newest = events.filter((event) => event.created >= since).toReversed()
    const from = after === undefined ? 0 : newest.findIndex(({ id }) => id === after) + 1
    if (after !== undefined && from === 0) return { kind: 'missing', sentence: 'No such event.' }
    const object = { data: newest.slice(from, from + PAGE), has_more: from + PAGE < newest.length }
    return { kind: 'found', object, at: null }
  }
  return { asked, api: { call, fetchCheckoutSession: () => Promise.reject(new Error('not asked for')) } }
}

const unavailable = { kind: 'unavailable', sentence: 'Stripe is down.' } as const

describe.each(engines)('a read of thirty days (%s)', (engine: Engine) => {
  let events: StripeEvent[]
  let now: number
  let round: (api: StripeApi) => Promise<void>
  let kept: () => Promise<number>

  beforeEach(async () => {
    const storage = await freshStorage(engine)
    now = NOW
    events = Array.from({ length: 450 }, (_, n) => eventAt(n, NOW - (450 - n) * MINUTE))
    const parts = { storage, clock: () => now, config: { stripe: { pollSeconds: 60 } } } as Parts
    const apiKey = { connection: 'environment', key: 'rk_test_1', mode: 'test' } as const
    round = (api) => poll({ parts, api, apiKey, woken: false })
    kept = async () => (await storage.read.selectFrom('delivery').select('id').execute()).length
  })

  it.each<[string, () => Answered]>([
    ['Stripe stops answering', () => unavailable],
    [
      'the process is killed',
      () => {
        throw new Error('killed')
      },
    ],
  ])('goes on after the last page that was kept when %s', async (_, end) => {
    const first = stripeWith(events, (call) => (call === 3 ? end() : null))
    await round(first.api).catch((error: Error) => expect(error.message).toBe('killed'))
    expect(await kept()).toBe(200)

    now += 5 * MINUTE
    events.push(eventAt(450, now))
    const second = stripeWith(events, () => null)
    await round(second.api)
    expect(second.asked).toEqual(['evt_00250', 'evt_00150', 'evt_00050'])
    expect(await kept()).toBe(450)

    now += 2 * MINUTE
    const third = stripeWith(events, () => null)
    await round(third.api)
    expect(third.asked).toEqual(['the newest'])
    expect(await kept()).toBe(451)
  })

  it('begins again when Stripe no longer tells the event that it ended at', async () => {
    await round(stripeWith(events, (call) => (call === 3 ? unavailable : null)).api)
    now += 5 * MINUTE
    const without = events.filter(({ id }) => id !== 'evt_00250')
    const second = stripeWith(without, () => null)
    await round(second.api)
    expect(second.asked.slice(0, 2)).toEqual(['evt_00250', 'the newest'])
    expect(await kept()).toBe(450)
  })
})
