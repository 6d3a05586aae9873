import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byDay, byNumber, type DayOf, inOrder, ROWS, together } from './pieces.ts'

describe('what has a number', () => {
  it('is read once, in order, a bounded piece at a time, however it is scattered', async () => {
    const scattered = fc.array(fc.record({ gap: fc.nat({ max: 40_000 }), run: fc.integer({ min: 1, max: 2_500 }) }), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(scattered, fc.nat({ max: 100 }), async (runs, after) => {
        const numbers: number[] = []
        let no = 1_000_000
        for (const { gap, run } of runs) {
          no += gap
          for (let one = 0; one < run; one += 1) numbers.push(++no)
        }
        const [first = 0] = numbers
        const last = no - Math.min(after, numbers.length - 1)
        const wanted = numbers.filter((one) => one <= last)
        const asked: [above: number, upTo: number][] = []
        const read = async (above: number, upTo: number) => {
          asked.push([above, upTo])
          return numbers.filter((one) => one > above && one <= upTo)
        }
        const found: number[] = []
        const shares: number[] = []
        for await (const { rows, share = -1 } of byNumber({ first, last }, read)) {
          found.push(...rows)
          shares.push(share)
        }
        expect(found).toEqual(wanted)
        expect(shares.at(-1)).toBe(1)
        expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
        expect(Math.max(...asked.map(([above, upTo]) => upTo - above))).toBeLessThanOrEqual(16_000)
      }),
    )
  })

  it('is nothing where no number was given', async () => {
    for await (const piece of byNumber({ first: 1, last: 0 }, async () => [1])) expect(piece).toBe('never read')
  })
})

it('goes on after the last row of each piece, until there is none', async () => {
  const all = Array.from({ length: 7 }, (_, n) => ({ n }))
  const asked: unknown[] = []
  const pieces: number[][] = []
  const read = async (after: { n: number } | null) => {
    asked.push(after)
    return all.filter(({ n }) => after === null || n > after.n).slice(0, 3)
  }
  for await (const { rows } of inOrder(read)) pieces.push(rows.map(({ n }) => n))
  expect(pieces).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  expect(asked).toEqual([null, { n: 2 }, { n: 5 }, { n: 6 }])
})

describe('what belongs to days', () => {
  const someDays = fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom('pages', 'all'),
      day: fc.integer({ min: 10, max: 28 }).map((n) => `2026-02-${n}`),
      rows: fc.integer({ min: 1, max: ROWS + 500 }),
    }),
    { selector: ({ kind, day }) => kind + day },
  )
  const rowsIn = (days: readonly DayOf[], { kind, from, to }: { kind: string; from: string; to: string }) =>
    days.filter((one) => one.kind === kind && one.day >= from && one.day <= to)

  it('is put together up to a bound, each day whole and once', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        const pieces = together(days)
        expect(pieces.flatMap((piece) => rowsIn(days, piece))).toHaveLength(days.length)
        for (const piece of pieces) {
          const own = rowsIn(days, piece)
          const rows = own.reduce((sum, one) => sum + one.rows, 0)
          expect(rows <= ROWS || own.length === 1).toBe(true)
        }
      }),
    )
  })

  it('is read piece by piece', async () => {
    const days = [ROWS / 10, ROWS / 2, ROWS].map((rows, index) => ({ kind: 'all', day: `2026-02-0${index + 1}`, rows }))
    const found: unknown[] = []
    for await (const piece of byDay(days, async ({ from, to }) => [`${from} to ${to}`])) found.push(piece)
    expect(found).toEqual([
      { rows: ['2026-02-01 to 2026-02-02'], share: 0.5 },
      { rows: ['2026-02-03 to 2026-02-03'], share: 1 },
    ])
  })
})
