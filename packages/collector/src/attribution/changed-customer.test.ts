// Stripe names the customer of a payment later, or another one: in whatever order it is told, everything ends the same.
import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { NOW } from '../stripe/testing/deliver.ts'
import { addSite } from '../stripe/testing/purchase.ts'
import { ending, type Happening, happen, idOf, settleDue, visitIdOf } from './testing/happenings.ts'

const DAY = 24 * 3_600_000
const visit = (view: string, days: number) =>
  ({ what: 'visit', view, visitor: `v_${view}`, at: NOW - days * DAY, channel: 'Email' }) as const
const pay = (id: string, days: number, fields: object) =>
  ({ what: 'pay', id, at: NOW - days * DAY, amount: 1_000, fields }) as const
const carrying = (view: string, customer: string) => ({ metadata: { viewId: idOf(view) }, customer })

const [ONE, TWO] = ['cus_1', 'cus_2']
const before = pay('pi_1', 29, carrying('a', ONE))
const stories: { told: string; first: Happening[]; rest: Happening[]; earned: [string, ...string[]][] }[] = [
  {
    told: 'a customer that is set after the fact, and has paid before',
    first: [visit('a', 30)],
    rest: [before, pay('pi_2', 2, {}), pay('pi_2', 2, { customer: ONE })],
    earned: [
      ['pi_1', 'a'],
      ['pi_2', 'a'],
    ],
  },
  {
    told: 'a customer that is another one from then on, and on whom a payment leaned',
    first: [visit('a', 30)],
    rest: [before, pay('pi_1', 29, carrying('a', TWO)), pay('pi_2', 2, { customer: ONE })],
    earned: [['pi_1', 'a']],
  },
  {
    told: 'a customer that is another one from then on, and whose visits were steps of another payment',
    first: [visit('a', 30), visit('b', 3)],
    rest: [before, pay('pi_1', 29, carrying('a', TWO)), pay('pi_2', 2, carrying('b', ONE))],
    earned: [
      ['pi_1', 'a'],
      ['pi_2', 'b'],
    ],
  },
  {
    told: 'a payment that turns out to be of a customer who has paid before',
    first: [visit('a', 30)],
    rest: [pay('pi_1', 29, carrying('a', TWO)), pay('pi_2', 2, { customer: ONE }), pay('pi_2', 2, { customer: TWO })],
    earned: [
      ['pi_1', 'a'],
      ['pi_2', 'a'],
    ],
  },
  {
    told: 'a customer that is set after the fact, and connected to somebody who was here',
    first: [visit('b', 3), { what: 'identify', view: 'b', customId: 'user_1', at: NOW }],
    rest: [
      { what: 'connect', customer: ONE, customId: 'user_1' },
      pay('pi_2', 2, {}),
      pay('pi_2', 2, { customer: ONE }),
    ],
    earned: [['pi_2', 'b']],
  },
]

function* ordersOf<T>(all: readonly T[]): Generator<T[]> {
  if (all.length === 0) yield []
  for (const [at, first] of all.entries())
    for (const rest of ordersOf([...all.slice(0, at), ...all.slice(at + 1)])) yield [first, ...rest]
}

describe.each(engines)('a customer who is named later (%s)', (engine) => {
  async function endOf(story: readonly Happening[]) {
    const storage = await freshStorage(engine)
    await storage.write((trx) => addSite(trx))
    for (const one of story) {
      await happen(storage, one)
      await settleDue(storage)
    }
    const touches = await storage.read.selectFrom('touch').select(['payment_id', 'visit_id']).execute()
    return {
      end: await ending(storage),
      earned: touches.map((touch) => [touch.payment_id.replace('environment:', ''), touch.visit_id]).sort(),
    }
  }

  it.each(stories)('$told: ends the same in every order', { timeout: 60_000 }, async ({ first, rest, earned }) => {
    const ends: Awaited<ReturnType<typeof endOf>>[] = []
    for (const order of ordersOf(rest)) ends.push(await endOf([...first, ...order]))
    for (const one of ends) {
      expect(one.earned).toEqual(earned.map(([id, ...views]) => [id, ...views.map(visitIdOf)]))
      expect(one.end).toBe(ends[0]?.end)
    }
  })
})
