import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blank, type Fact, merge, states } from './fact.ts'

const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
const time = fc.option(fc.integer({ min: 0, max: 50 }))
const amount = fc.integer({ min: 0, max: 50 })

/** Facts of one and the same object, as different deliveries may tell them. */
const sighting: fc.Arbitrary<Fact> = fc
  .record({
    links: texts,
    via: texts,
    state: fc.constantFrom(...states),
    currency: fc.option(fc.constantFrom('eur', 'usd')),
    amount,
    paid: amount,
    refunded: amount,
    createdAt: time,
    settledAt: time,
    shownAt: time,
    customer: fc.option(fc.constantFrom('cus_a', 'cus_b')),
    description: fc.option(fc.constantFrom('Mug', 'Cup')),
    references: fc.array(
      fc.record({
        kind: fc.constantFrom('client_reference_id' as const, 'checkout_metadata' as const),
        key: fc.constantFrom('viewId' as const, 'websiteId' as const),
        value: fc.constantFrom('v1', 'v2'),
      }),
      { maxLength: 3 },
    ),
  })
  .map((fields) => ({ ...blank('charge', 'ch_1', 'test'), ...fields }))

describe('a fact only grows, whatever the order', () => {
  it('is the same whichever of two sightings came first', () => {
    fc.assert(
      fc.property(sighting, sighting, (a, b) => {
        expect(merge(a, b)).toEqual(merge(b, a))
      }),
    )
  })

  it('is the same however three are grouped', () => {
    fc.assert(
      fc.property(sighting, sighting, sighting, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
      }),
    )
  })

  it('does not change when a sighting is repeated', () => {
    fc.assert(
      fc.property(sighting, sighting, (a, b) => {
        const known = merge(a, b)
        expect(JSON.stringify(merge(known, b))).toBe(JSON.stringify(known))
      }),
    )
  })

  it('never takes money back', () => {
    fc.assert(
      fc.property(sighting, sighting, (a, b) => {
        if (a.currency === b.currency) expect(merge(a, b).paid).toBe(Math.max(a.paid, b.paid))
        expect(states.indexOf(merge(a, b).state)).toBe(Math.max(states.indexOf(a.state), states.indexOf(b.state)))
      }),
    )
  })
})
