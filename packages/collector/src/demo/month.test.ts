// The made-up month is the same for the same seed, and nothing in it is of the future.

import { messageSchema, siteIdSchema } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planMonth } from './month.ts'
import { HOST } from './teahouse.ts'

const now = Date.UTC(2026, 10, 21, 9)
const wish = { seed: 1, now, days: 30, visitsPerDay: 12 }

describe('the made-up month', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planMonth(wish)).toEqual(planMonth(wish))
    expect(planMonth({ ...wish, seed: 2 })).not.toEqual(planMonth(wish))
  })

  it('ends now, and begins at the first moment of its first day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 400 * 86_400_000 }), (seed, later) => {
        const then = now + later
        const { from, visits, sales } = planMonth({ ...wish, seed, now: then })
        const moments = visits.flatMap(({ messages }) => messages.map(({ at }) => at))
        expect(Math.min(...moments)).toBeGreaterThanOrEqual(from)
        expect(Math.max(...moments, ...sales.map(({ at }) => at))).toBeLessThan(then)
        expect(then - from).toBeGreaterThan(28 * 86_400_000)
      }),
      { numRuns: 20 },
    )
  })

  it('says only what a browser may say, on pages of the shop', () => {
    const site = siteIdSchema.parse('site_0123456789')
    for (const { messages } of planMonth(wish).visits)
      for (const { says } of messages) {
        expect(messageSchema.safeParse({ site, ...says }).error).toBeUndefined()
        if (says.type === 'view') expect(new URL(says.url).host).toBe(HOST)
      }
  })

  it('lets nobody come back from a payment that was not made', () => {
    const { visits, sales } = planMonth({ ...wish, visitsPerDay: 60 })
    const backs = visits.flatMap(({ messages }) =>
      messages.flatMap(({ at, back }) => (back === undefined ? [] : [{ at, back }])),
    )
    expect(backs.length).toBeGreaterThan(10)
    for (const { at, back } of backs) expect(sales[back]?.at).toBeLessThanOrEqual(at)
  })

  it('has all that a dashboard shows: subscriptions, refunds, a dispute, several currencies and ways to pay', () => {
    const { sales } = planMonth({ ...wish, visitsPerDay: 150 })
    const told = sales.flatMap((sale) => [
      sale.kind,
      sale.currency,
      sale.carried.kind,
      ...('reversal' in sale && sale.reversal ? [sale.reversal.kind] : []),
    ])
    const all = ['link', 'checkout', 'intent', 'invoice', 'subscription', 'whole', 'part', 'dispute']
    expect([...new Set(told)].sort()).toEqual(
      [...all, 'eur', 'usd', 'gbp', 'reference', 'metadata', 'stranger', 'nothing'].sort(),
    )
  })
})
