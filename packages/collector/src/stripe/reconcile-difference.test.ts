import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Movement } from './movement.ts'
import { add, type Compared, type KnownPayment, placeOf, rowsOf, type Table, totalsOf } from './reconcile-difference.ts'

const SITE = 'site_1'
const money: Movement = {
  ...{ id: 'pi_1', kind: 'charge', amount: 4900, currency: 'eur', at: 1 },
  ...{ names: ['pi_1', 'ch_1'], entryIds: ['charge:*'] },
}
const refund: Movement = {
  ...{ id: 're_1', kind: 'refund', amount: -900, currency: 'eur', at: 1 },
  ...{ names: ['ch_1', 'pi_1'], entryIds: ['refund:re_1', 'refund:ch_1:unlisted'] },
}
const entry = (id: string, amount: number, currency = 'eur') => ({ id, amount, currency, day: '2026-11-20' })
const payment = (fields: Partial<KnownPayment> = {}): KnownPayment => ({
  ...{ id: 'acct:pi_1', siteId: SITE, net: 4900, names: ['pi_1'], entries: [entry('charge:pi_1', 4900)] },
  ...fields,
})

describe('the place of a movement', () => {
  it.each([
    ['a payment that is known', money, [payment()], { kind: 'entry', entry: 'acct:pi_1 charge:pi_1' }],
    ['under its invoice', money, [payment({ entries: [entry('charge:in_1', 4900)] })], { kind: 'entry' }],
    ['nothing known', money, [], { kind: 'unknown' }],
    ['known by another name only', money, [payment({ names: ['pi_2'] })], { kind: 'unknown' }],
    ['pending in the ledger', money, [payment({ entries: [] })], { kind: 'unknown' }],
    ['in another currency', money, [payment({ entries: [entry('charge:pi_1', 9, 'usd')] })], { kind: 'unknown' }],
    ['of another site', money, [payment({ siteId: 'site_2' })], { kind: 'elsewhere' }],
    ['of no site', money, [payment({ siteId: null })], { kind: 'unknown' }],
    [
      'a refund by its name',
      refund,
      [payment({ entries: [entry('refund:re_1', -900)] })],
      { entry: 'acct:pi_1 refund:re_1' },
    ],
    [
      'a refund in the sum of its charge',
      refund,
      [payment({ entries: [entry('refund:ch_1:unlisted', -900)] })],
      { entry: 'acct:pi_1 refund:ch_1:unlisted' },
    ],
    ['a refund after everything had gone back', refund, [payment({ net: 0 })], { kind: 'floored' }],
    ['a refund nobody booked', refund, [payment()], { kind: 'unknown' }],
    ['another site’s refund nobody booked', refund, [payment({ siteId: 'site_2' })], { kind: 'elsewhere' }],
  ])('%s', (_, movement, known, place) => {
    expect(placeOf(movement, known, SITE)).toMatchObject(place)
  })
})

const compared = fc.record({
  day: fc.constantFrom('2026-11-19', '2026-11-20'),
  currency: fc.constantFrom('eur', 'jpy'),
  id: fc.stringMatching(/^pi_[a-z]{6}$/),
  kind: fc.constantFrom('charge' as const, 'refund' as const),
  at: fc.nat(),
  ledger: fc.option(fc.integer({ min: -9000, max: 9000 })),
  stripe: fc.option(fc.integer({ min: -9000, max: 9000 })),
}) satisfies fc.Arbitrary<Compared>

describe('the table', () => {
  const tableOf = (all: Compared[]) => {
    const table: Table = new Map()
    for (const one of all) add(table, one)
    return rowsOf(table)
  }

  it('explains every difference by its items, in any order', () => {
    fc.assert(
      fc.property(fc.array(compared, { maxLength: 60 }), (all) => {
        const rows = tableOf(all)
        for (const row of rows) {
          const explained = row.items.reduce((sum, { ledger, stripe }) => sum + (stripe ?? 0) - (ledger ?? 0), 0)
          expect(explained).toBe(row.difference)
          expect(row.stripe - row.ledger).toBe(row.difference)
        }
        const withoutOrder = (some: typeof rows) => some.map(({ items: _, ...sums }) => sums)
        expect(withoutOrder(tableOf([...all].reverse()))).toEqual(withoutOrder(rows))
        for (const total of totalsOf(rows)) expect(total.stripe - total.ledger).toBe(total.difference)
      }),
    )
  })

  it('lists the largest, and counts the rest', () => {
    const all = Array.from({ length: 130 }, (_, index) => ({
      ...{ day: '2026-11-20', currency: 'eur', id: `pi_${index}`, kind: 'charge' as const, at: 0 },
      ...{ ledger: null, stripe: 1 },
    }))
    const [row] = tableOf(all)
    expect(row).toMatchObject({ stripe: 130, more: 30 })
    expect(row?.items).toHaveLength(100)
  })
})
