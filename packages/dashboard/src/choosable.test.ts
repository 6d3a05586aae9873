import type { SplitTest } from '@farthing/contract'
import { expect, it } from 'vitest'
import { choiceGroups, propsOf, variantsOf } from './choosable.ts'
import { readDimension } from './filters.ts'
import { allDimensions } from './report-words.ts'

const test = (name: string, state: SplitTest['state']): SplitTest => ({
  ...{ name, state, goal: 'payment', sides: [{ name: 'a', weight: 1 }] },
  ...{ createdAt: 0, startedAt: null, endedAt: null },
})
const named = [
  ...variantsOf([test('price', 'running'), test('50 % off', 'ended'), test('later', 'draft')]),
  ...propsOf([{ name: 'plan' }]),
]
const labels = (groups: ReturnType<typeof choiceGroups>) =>
  groups.slice(1).map(({ label, choices }) => [label, ...choices.map((one) => one.label)])

it('offers the split tests that have begun, and what events said, beside what every site has', () => {
  const groups = choiceGroups(named, 'channels')
  expect(groups[0]?.choices.map(({ value }) => value)).toEqual(allDimensions)
  expect(labels(groups)).toEqual([
    ['Split tests', 'Test price', 'Test 50 % off'],
    ['Properties of your events', 'plan'],
  ])
})

it('offers no kind of which there is none', () => {
  expect(choiceGroups([], null).map(({ label }) => label)).toEqual(['Visits and payments'])
})

it('offers what is chosen, though these days do not have it', () => {
  expect(labels(choiceGroups(named, 'variants/hero'))[0]).toEqual([
    'Split tests',
    'Test price',
    'Test 50 % off',
    'Test hero',
  ])
  expect(labels(choiceGroups([], 'props/size'))).toEqual([['Properties of your events', 'size']])
})

it('writes each so that it is read as the same', () => {
  const values = choiceGroups(named, null).flatMap(({ choices }) => choices.map(({ value }) => value))
  expect(values.map(readDimension)).toEqual([...allDimensions, ...named])
})
