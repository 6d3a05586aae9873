// Filters are written as the contract writes them, read as it reads them, and follow the clicks.
import {
  breakdownSchema,
  type Filter,
  filterOperatorSchema,
  filterSchema,
  writeFilter as theirs,
} from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFilter, clickRow, isOnly, readFilter, writeFilter } from './filters.ts'

const value = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom('a|b', 'a:b', '100 %', null))
const property = fc.string({ unit: 'grapheme', minLength: 1 }).map((name): Filter['dimension'] => `props/${name}`)
const test = fc.string({ unit: 'grapheme', minLength: 1 }).map((name): Filter['dimension'] => `variants/${name}`)
const dimension = fc.oneof(fc.constantFrom(...breakdownSchema.options), property, test)
const filter: fc.Arbitrary<Filter> = fc.record({
  dimension,
  operator: fc.constantFrom(...filterOperatorSchema.options),
  values: fc.array(value, { minLength: 1, maxLength: 4 }),
})

describe('a filter in an address', () => {
  it('is written and read as the contract does', () => {
    fc.assert(
      fc.property(filter, (one) => {
        expect(writeFilter(one)).toBe(theirs(one))
        expect(readFilter(writeFilter(one))).toEqual(one)
        expect(filterSchema.parse(writeFilter(one))).toEqual(one)
      }),
    )
  })

  it.each([
    '',
    'channels',
    'channels:is',
    'colours:is:red',
    'channels:likes:Email',
    'channels:is:a:b',
    'channels:is:%',
    'props/:is:pro',
    'props/%:is:pro',
    'variants/:is:high',
    'variants/%:is:high',
    'ch%61nnels:is:Email',
  ])('%s is none', (text) => {
    expect(readFilter(text)).toBeNull()
    expect(filterSchema.safeParse(text).success).toBe(false)
  })
})

const is = (dimension: Filter['dimension'], ...values: Array<string | null>): Filter => ({
  dimension,
  operator: 'is',
  values,
})

describe('a click on a row', () => {
  it('shows it alone, whatever was chosen of its kind', () => {
    expect(clickRow([is('channels', 'Direct'), is('pages', '/')], 'channels', 'Email')).toEqual([
      is('pages', '/'),
      is('channels', 'Email'),
    ])
  })
  it('twice changes nothing', () => {
    fc.assert(
      fc.property(dimension, value, (by, one) => {
        expect(clickRow(clickRow([], by, one), by, one)).toEqual([])
      }),
    )
  })
  it('leaves what is not shown alone', () => {
    const not: Filter = { dimension: 'channels', operator: 'is_not', values: ['Direct'] }
    expect(clickRow([not], 'channels', 'Email')).toEqual([not, is('channels', 'Email')])
    expect(isOnly([is('channels', 'Email', 'Direct')], 'channels', 'Email')).toBe(false)
  })
})

it('widens a question that is asked already, and adds another', () => {
  const one = addFilter([], is('channels', 'Email'))
  expect(addFilter(one, is('channels', 'Direct', 'Email'))).toEqual([is('channels', 'Email', 'Direct')])
  expect(addFilter(one, is('pages', '/'))).toEqual([is('channels', 'Email'), is('pages', '/')])
})
