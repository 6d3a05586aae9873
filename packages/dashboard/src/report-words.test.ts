// Every dimension has words, codes become names, and a filter reads as a sentence.
import { breakdownSchema, type Filter } from '@farthing/contract'
import { expect, it } from 'vitest'
import { allDimensions, filterWords, goalName, rowName, valueName, wordsOf } from './report-words.ts'

it('knows every dimension of the contract', () => {
  expect(allDimensions.toSorted()).toEqual(breakdownSchema.options.toSorted())
})

it.each(breakdownSchema.options)('%s says what to do when there is nothing', (dimension) => {
  const { tab, one, none, empty } = wordsOf(dimension)
  for (const word of [tab, one, none]) expect(word.length).toBeLessThan(20)
  expect(empty).toMatch(/\.$/)
})

const counted = { visitors: 0, visits: 0, views: 0, bounces: 0, durationMs: 0, conversions: 0, conversion: null }
const nothing = { fees: 0, feesOf: 0, feesUnconverted: 0, perVisitor: null, perPayment: null }
const reported = { gross: 0, refunds: 0, net: 0, unconverted: 0, ...nothing }
const figures = { ...counted, payments: 1, revenue: [], reported }
it.each([
  ['channels', { ...figures, name: 'Paid Search', visits: 3 }, 'Paid Search'],
  ['channels', { ...figures, name: null }, 'No visit known'],
  ['campaigns', { ...figures, name: null, visits: 3 }, 'No campaign'],
  ['sources', { ...figures, name: '', visits: 3 }, 'No source'],
  ['products', { ...figures, name: 'prod_1', label: 'Mug' }, 'Mug'],
  ['products', { ...figures, name: null }, 'Not itemised'],
] as const)('a row of %s', (dimension, row, name) => {
  expect(rowName(dimension, row, 'en')).toBe(name)
})

it.each([
  ['countries', 'FR', 'France'],
  ['countries', 'not a code', 'not a code'],
  ['languages', 'de', 'German'],
  ['currencies', 'eur', 'Euro'],
  ['purposes', 'first_payment', 'First payment'],
  ['browsers', 'Firefox', 'Firefox'],
  ['regions', null, 'Unknown region'],
] as const)('%s %s is %s', (dimension, value, name) => {
  expect(valueName(dimension, value, 'en')).toBe(name)
})

it.each<[Filter, string]>([
  [{ dimension: 'channels', operator: 'is', values: ['Email', 'Direct'] }, 'Channel is Email or Direct'],
  [{ dimension: 'campaigns', operator: 'is_not', values: [null] }, 'Campaign is not No campaign'],
  [{ dimension: 'pages', operator: 'contains_not', values: ['/blog'] }, 'Page does not contain /blog'],
])('a filter reads as a sentence', (filter, sentence) => {
  expect(filterWords(filter, 'en')).toBe(sentence)
})

it.each([
  ['payment', 'Any payment'],
  ['event:Signup', 'Signup'],
  ['page:/pricing', 'Page /pricing'],
])('the goal %s is %s', (goal, name) => {
  expect(goalName(goal)).toBe(name)
})
