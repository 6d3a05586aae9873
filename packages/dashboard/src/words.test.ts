// Every code of the contract has words, and a grade says how sure we are.
import { expect, it } from 'vitest'
import { evidenceNames, gradeName, rowName, unattributedNames } from './words.ts'

it.each([
  [1, 'Certain', 4],
  [2, 'Strong', 3],
  [3, 'Good', 2],
  [4, 'Good', 2],
  [6, 'Likely', 1],
])('grade %i is %s', (grade, name, quarters) => {
  expect(gradeName(grade)).toEqual({ name, quarters })
})

it.each(Object.entries({ ...evidenceNames, ...unattributedNames }))('%s is told in a sentence', (_, words) => {
  expect(words.short.length).toBeLessThan(42)
  expect(words.long).toMatch(/[.?]$/)
})

const counted = { visitors: 0, visits: 0, views: 0, bounces: 0, durationMs: 0, conversions: 0, conversion: null }
const reported = { gross: 0, refunds: 0, net: 0, unconverted: 0 }
const figures = { ...counted, payments: 1, revenue: [], reported }
it.each([
  ['channels', { ...figures, name: 'Paid Search', visits: 3 }, 'Paid Search'],
  ['channels', { ...figures, name: null }, 'No visit known'],
  ['campaigns', { ...figures, name: null, visits: 3 }, 'No campaign'],
  ['sources', { ...figures, name: '', visits: 3 }, 'No source'],
] as const)('a row of %s', (breakdown, row, name) => {
  expect(rowName(breakdown, row)).toBe(name)
})
