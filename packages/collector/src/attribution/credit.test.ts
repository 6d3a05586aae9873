import { attributionModelSchema } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOut } from './credit.ts'
import type { Step } from './models.ts'

const DAY = 24 * 60 * 60 * 1000
const models = attributionModelSchema.options

/** Newest first, one a week. */
const journey = (...channels: string[]): Step[] =>
  channels.map((channel, index) => ({ channel, at: 1_000 * DAY - index * 7 * DAY }))

describe('a payment of 100.00 is shared out', () => {
  const long = journey('Direct', 'Email', 'Direct', 'Paid Search')
  it.each<[string, Step[], Partial<Record<(typeof models)[number], number[]>>]>([
    ['over one visit', journey('Email'), Object.fromEntries(models.map((model) => [model, [10_000]]))],
    [
      'over two visits',
      journey('Direct', 'Email'),
      {
        first: [0, 10_000],
        last: [10_000, 0],
        last_non_direct: [0, 10_000],
        linear: [5_000, 5_000],
        position_based: [5_000, 5_000],
        time_decay: [6_667, 3_333],
      },
    ],
    [
      'over four visits',
      long,
      {
        first: [0, 0, 0, 10_000],
        last: [10_000, 0, 0, 0],
        last_non_direct: [0, 10_000, 0, 0],
        linear: [2_500, 2_500, 2_500, 2_500],
        position_based: [4_000, 1_000, 1_000, 4_000],
        time_decay: [5_333, 2_667, 1_333, 667],
      },
    ],
    ['where all came directly', journey('Direct', 'Direct'), { last_non_direct: [10_000, 0] }],
    ['where nobody knows who earned it', [], { first: [10_000], linear: [10_000] }],
  ])('%s', (_, steps, wanted) => {
    const shares = shareOut([10_000], steps)
    expect(Object.fromEntries(models.flatMap((model) => (wanted[model] ? [[model, shares[model][0]]] : [])))).toEqual(
      wanted,
    )
  })
})

const someSteps = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 2_000 * DAY }),
      channel: fc.constantFrom<string>('Direct', 'Email', 'Paid Search'),
    }),
    { maxLength: 12 },
  )
  .map((steps) => steps.sort((a, b) => b.at - a.at))

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

describe('for any journey, currency and sign', () => {
  it('the credits of an entry sum to it, by every model', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), { maxLength: 8 })
    fc.assert(
      fc.property(amounts, someSteps, (entries, steps) => {
        const shares = shareOut(entries, steps)
        for (const model of models) expect(shares[model].map(sum)).toEqual(entries)
      }),
      { numRuns: 2_000 },
    )
  })

  it('nobody keeps anything of what is given back in full, in however many parts', () => {
    const refunds = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(refunds, someSteps, (parts, steps) => {
        const shares = shareOut([sum(parts), ...parts.map((part) => -part)], steps)
        for (const model of models)
          for (const [touch] of (shares[model][0] ?? []).entries())
            expect(sum(shares[model].map((entry) => entry[touch] ?? 0))).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })

  it('what goes back mirrors what came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), someSteps, (amount, steps) => {
        const [came, went] = [shareOut([amount], steps), shareOut([-amount], steps)]
        for (const model of models)
          expect(went[model][0]).toEqual(came[model][0]?.map((part) => (part === 0 ? 0 : -part)))
      }),
      { numRuns: 500 },
    )
  })
})
