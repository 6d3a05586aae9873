import { describe, expect, it } from 'vitest'
import { mrrOf, subscription } from './subscription.ts'

const item = (amount: number, interval: string, more: object = {}) => ({
  quantity: 1,
  price: { unit_amount: amount, recurring: { interval, interval_count: 1, ...more } },
})
const sub = (...data: object[]) => ({ object: 'subscription', id: 'sub_1', items: { data } })

describe('what a subscription is worth a month', () => {
  it.each([
    ['a month', sub(item(900, 'month')), 900],
    ['a year', sub(item(12_000, 'year')), 1000],
    ['three months', sub(item(3000, 'month', { interval_count: 3 })), 1000],
    ['a week', sub(item(700, 'week')), 3042],
    ['a day', sub(item(100, 'day')), 3042],
    ['five seats and an add-on', sub({ ...item(900, 'month'), quantity: 5 }, item(500, 'month')), 5000],
    ['an old plan', sub({ quantity: 2, plan: { amount: 900, interval: 'month', interval_count: 1 } }), 1800],
    [
      'half a cent a seat',
      sub({
        quantity: 1000,
        price: { unit_amount: null, unit_amount_decimal: '0.5', recurring: { interval: 'month' } },
      }),
      500,
    ],
    ['metered', sub({ price: { unit_amount: null, recurring: { interval: 'month' } } }), 0],
    ['nothing', { object: 'subscription', id: 'sub_1' }, 0],
  ])('%s', (_, object, mrr) => {
    expect(mrrOf(object)).toBe(mrr)
  })
})

it('fetched, it tells how it began and ended', () => {
  const fetched = { ...sub(item(900, 'month')), status: 'canceled', created: 1, trial_end: 5, ended_at: 9 }
  const seen = { mode: 'test', via: 'environment', door: 'poll', eventAt: null, eventType: null } as const
  expect(subscription(fetched, seen).snapshots?.map(({ at, status }) => [at, status])).toEqual([
    [1_000, 'trialing'],
    [5_000, 'active'],
    [9_000, 'canceled'],
  ])
})
