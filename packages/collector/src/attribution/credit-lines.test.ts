import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOut } from './credit.ts'
import { byThing, paidFor, thingsOf } from './credit-lines.ts'

const mug = { product: 'prod_mug', price: 'price_1' }
const cup = { product: 'prod_cup', price: 'price_2' }
const nothing = { product: null, price: null }

describe('what a payment was for', () => {
  it('is each thing once, and what no line explains', () => {
    const entries = [
      {
        amount: 1_000,
        lines: [
          { ...mug, amount: 400 },
          { ...cup, amount: 300 },
          { ...mug, amount: 300 },
        ],
      },
      { amount: -250, lines: [{ ...cup, amount: -200 }] },
    ]
    expect(thingsOf(entries)).toEqual([mug, cup, nothing])
    expect(paidFor(entries, thingsOf(entries))).toEqual([
      [700, 300, 0],
      [0, -200, -50],
    ])
  })

  it('is nothing that is known where Stripe told no lines', () => {
    const entries = [{ amount: 1_000, lines: [] }]
    expect(thingsOf(entries)).toEqual([nothing])
    expect(paidFor(entries, [nothing])).toEqual([[1_000]])
  })
})

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
const someSteps = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: 1e11 }), channel: fc.constantFrom<string>('Direct', 'Email') }), {
    maxLength: 6,
  })
  .map((steps) => steps.sort((a, b) => b.at - a.at))
/** What was paid for each thing, and then what went back of it. */
const somePaid = fc
  .array(fc.integer({ min: 0, max: 1_000_000_000_000 }), { minLength: 1, maxLength: 5 })
  .filter((lines) => sum(lines) > 0)
  .chain((lines) =>
    fc
      .array(fc.tuple(...lines.map((line) => fc.integer({ min: 0, max: Math.floor(line / 4) }))), { maxLength: 4 })
      .map((back) => [lines, ...back.map((parts) => parts.map((part) => (part === 0 ? 0 : -part)))]),
  )
const models = ['first', 'last_non_direct', 'linear', 'position_based', 'time_decay'] as const

describe('for any journey and goods', () => {
  it('what the visits get of the things adds up both ways, to the cent', () => {
    fc.assert(
      fc.property(somePaid, someSteps, fc.constantFrom(...models), (paid, steps, model) => {
        const shares = shareOut(paid.map(sum), steps)[model]
        const cells = byThing(shares, paid)
        expect(cells.map((entry) => entry.map(sum))).toEqual(shares)
        const things = (paid[0] ?? []).map((_, thing) => thing)
        expect(cells.map((entry) => things.map((thing) => sum(entry.map((line) => line[thing] ?? 0))))).toEqual(paid)
      }),
      { numRuns: 2_000 },
    )
  })

  it('each gets about its part', () => {
    fc.assert(
      fc.property(somePaid, someSteps, (paid, steps) => {
        const [shares = [], lines = []] = [shareOut(paid.map(sum), steps).linear[0], paid[0]]
        for (const [touch, cells] of (byThing([shares], [lines])[0] ?? []).entries())
          for (const [thing, cell] of cells.entries()) {
            const exact = Number((BigInt(shares[touch] ?? 0) * BigInt(lines[thing] ?? 0)) / BigInt(sum(lines)))
            expect(Math.abs(cell - exact)).toBeLessThanOrEqual(2)
          }
      }),
      { numRuns: 1_000 },
    )
  })

  it('nobody keeps a cent of anything that is given back in full', () => {
    fc.assert(
      fc.property(somePaid, someSteps, fc.constantFrom(...models), (paid, steps, model) => {
        const [bought = []] = paid
        const rest = bought.map((_, thing) => -sum(paid.map((entry) => entry[thing] ?? 0)))
        const all = [...paid, rest]
        const cells = byThing(shareOut(all.map(sum), steps)[model], all)
        for (const [touch, line] of (cells[0] ?? []).entries())
          for (const thing of line.keys()) expect(sum(cells.map((entry) => entry[touch]?.[thing] ?? 0))).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })

  it('in another currency the visits get all of it, also where the rate has moved since', () => {
    expect(
      byThing(
        [[900], [-850]],
        [
          [600, 400],
          [-600, -400],
        ],
      ),
    ).toEqual([[[540, 360]], [[-490, -360]]])
  })
})
