import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type DayCount, inDays, MOST_NAMES } from './day-count.ts'

const page = (day: string, name: string, visits = 1): DayCount => ({
  ...{ dimension: 'pages', day, name, visitors: 1, visits, views: 2 },
})
const told = (counts: readonly DayCount[]) => counts.map((count, at) => ({ count, share: (at + 1) / counts.length }))

it('adds up what is told of a name on a day, the days in their order', () => {
  const count = fc.record({ day: fc.constantFrom('2024-01-01', '2024-01-02'), name: fc.constantFrom('/', '/a') })
  fc.assert(
    fc.property(fc.array(count), (counts) => {
      const inOrder = counts.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      const days = [...inDays(told(inOrder.map(({ day, name }) => page(day, name))))]
      expect(days.map(({ day }) => day)).toEqual([...new Set(inOrder.map(({ day }) => day))])
      for (const { day, counts: sums } of days) {
        const own = Map.groupBy(
          inOrder.filter((one) => one.day === day),
          ({ name }) => name,
        )
        expect(sums.map(({ name, visits, views }) => [name, visits, views])).toEqual(
          [...own].map(([name, { length }]) => [name, length, 2 * length]),
        )
      }
      expect(days.at(-1)?.share ?? 1).toBe(1)
    }),
  )
})

it('tells a day of many names in parts, and holds no more than one part of it', () => {
  const names = 3 * MOST_NAMES
  let pulled = 0
  function* source() {
    for (; pulled < names; ) {
      pulled += 1
      yield { count: page('2024-01-01', `/${pulled}`), share: pulled / names }
    }
  }
  const parts: [held: number, pulled: number][] = []
  for (const { counts } of inDays(source())) parts.push([counts.length, pulled])
  expect(parts).toEqual([
    [MOST_NAMES, MOST_NAMES + 1],
    [MOST_NAMES, 2 * MOST_NAMES + 1],
    [MOST_NAMES, names],
  ])
})
