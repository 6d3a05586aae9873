import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openSorter } from './sorter.ts'

it('gives rows back in order, one for each key, with their sums and what the earliest said', () => {
  const row = fc.record({ key: fc.constantFrom('a', 'b', 'c'), at: fc.integer({ min: 0, max: 9 }), count: fc.nat(100) })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const sorter = openSorter<number>()
      onTestFinished(() => sorter.close())
      for (const [index, { key, at, count }] of rows.entries()) sorter.add(key, at, index, [count, 1, 0])
      const expected = [...new Set(rows.map(({ key }) => key))]
        .map((key) => {
          const own = [...rows.entries()].filter(([, one]) => one.key === key)
          const at = Math.min(...own.map(([, one]) => one.at))
          const about = own.find(([, one]) => one.at === at)?.[0] ?? -1
          return { about, at, sums: [own.reduce((sum, [, one]) => sum + one.count, 0), own.length, 0] }
        })
        // Those of one instant as their keys came first: sorting keeps that.
        .sort((a, b) => a.at - b.at)
      expect([...sorter.inOrder()].map(({ about, sums }) => ({ about, sums }))).toEqual(
        expected.map(({ about, sums }) => ({ about, sums })),
      )
      expect([...sorter.inOrder()].at(-1)?.share ?? 1).toBe(1)
    }),
  )
})
