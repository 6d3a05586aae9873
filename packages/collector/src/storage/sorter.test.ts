import SQLite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openSorter, rowsInOrder, sortedTable } from './sorter.ts'

it('gives rows back in order, one for each key, with their sums and what the earliest said', () => {
  const row = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 9 }),
    order: fc.constantFrom('1', '10', '2'),
    count: fc.nat(100),
  })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const sorter = openSorter<number>()
      onTestFinished(() => sorter.close())
      for (const [index, { key, at, order, count }] of rows.entries())
        sorter.add(key, { at, order }, index, [count, 1, 0])
      const expected = [...new Set(rows.map(({ key }) => key))]
        .map((key) => {
          const own = [...rows.entries()].filter(([, one]) => one.key === key)
          const at = Math.min(...own.map(([, one]) => one.at))
          const [about = -1, { order = '' } = {}] = own.find(([, one]) => one.at === at) ?? []
          return { about, order, sums: [own.reduce((sum, [, one]) => sum + one.count, 0), own.length, 0] }
        })
        // Those of one place as their keys came first: sorting keeps that.
        .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
      expect([...sorter.inOrder()].map(({ about, sums }) => ({ about, sums }))).toEqual(
        expected.map(({ about, sums }) => ({ about, sums })),
      )
      expect([...sorter.inOrder()].at(-1)?.share ?? 1).toBe(1)
    }),
  )
})

it('has the order at hand, and sorts nothing when it is asked for', () => {
  const database = new SQLite(':memory:')
  onTestFinished(() => void database.close())
  database.exec(sortedTable)
  const plan = database.prepare(`explain query plan ${rowsInOrder}`).all() as { detail: string }[]
  expect(plan.map(({ detail }) => detail)).toEqual(['SCAN row USING INDEX row_in_order'])
})
