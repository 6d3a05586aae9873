// Every code of the contract has words, and a grade says how sure we are.
import { expect, it } from 'vitest'
import { evidenceNames, gradeName, unattributedNames } from './words.ts'

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
