import type { BreakdownRow } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullBreakdown } from '../dev/made-up-reports.ts'
import {
  type Column,
  columns,
  columnsBy,
  columnValue,
  extrasOf,
  feeNotes,
  formatColumn,
  inOrder,
  nextOrder,
  readColumns,
  readOrder,
  usualColumns,
  writeColumns,
} from './breakdown-columns.ts'

const range = { from: '2026-11-01', to: '2026-11-20', timeZone: 'UTC', mode: 'live' } as const
const [email, direct] = fullBreakdown('channels', range, 'first', null).rows
if (email === undefined || direct === undefined) throw new Error('The made-up report has rows.')
const { lifetime: _notAsked, ...plain } = email
const row = (change: Partial<BreakdownRow>): BreakdownRow => ({ ...plain, ...change })

describe('the columns of a breakdown', () => {
  it('come back from the address as they were chosen, in their own order', () => {
    fc.assert(
      fc.property(fc.subarray([...columns], { minLength: 1 }), (chosen) => {
        expect(readColumns(writeColumns(chosen))).toEqual(columns.filter((one) => chosen.includes(one)))
      }),
    )
  })

  it.each([
    [null, usualColumns],
    ['', usualColumns],
    ['colour,views,visits', ['visits', 'views']],
  ])('%s are %j', (text, chosen) => {
    expect(readColumns(text)).toEqual(chosen)
  })

  it('ask for what costs more only when it is shown', () => {
    expect(extrasOf(['visitors', 'net', 'fees'])).toEqual([])
    expect(extrasOf(['client'])).toEqual(['client'])
    expect(extrasOf(['per_customer', 'client', 'lifetime'])).toEqual(['client', 'lifetime'])
  })
})

it.each([
  ['channels', true],
  ['entry-pages', true],
  ['pages', false],
  ['products', false],
  ['props/plan', false],
] as const)('by %s a customer is acquired: %j', (by, acquired) => {
  expect(columnsBy(by).includes('per_customer')).toBe(acquired)
  expect(columnsBy(by)).toContain('fees')
})

describe('a figure of a row', () => {
  const lifetime = { customers: 2, net: 9_800, unconverted: 0, perCustomer: 4_900 }
  const client = [
    { currency: 'usd', events: 1, amount: 100 },
    { currency: 'eur', events: 2, amount: 700 },
  ]
  it.each<[Column, Partial<BreakdownRow>, number | null]>([
    ['bounce', { visits: 4, bounces: 1 }, 0.25],
    ['bounce', { visits: 0, bounces: 0 }, null],
    ['duration', { visits: 2, durationMs: 30_000 }, 15_000],
    ['fees', { reported: { ...email.reported, fees: 33, feesOf: 1 } }, 33],
    ['fees', { reported: { ...email.reported, fees: 0, feesOf: 0 } }, null],
    ['client', { client }, 700],
    ['client', { client: [] }, null],
    ['customers', { lifetime }, 2],
    ['lifetime', { lifetime }, 9_800],
    ['lifetime', { lifetime: { ...lifetime, customers: 0, net: 0, perCustomer: null } }, null],
    ['per_customer', { lifetime }, 4_900],
    ['per_customer', {}, null],
  ])('%s of %j is %j', (column, change, value) => {
    expect(columnValue(row(change), column, 'eur')).toBe(value)
  })

  it.each([
    [2, 2, 0, []],
    [2, 1, 0, ['of 1 payments']],
    [3, 1, 2, ['of 1 payments', '2 not converted']],
    [3, 0, 3, ['3 not converted']],
    [3, 0, 0, []],
  ])('of %i payments with %i fees known and %i without a rate tells %j', (payments, feesOf, feesUnconverted, notes) => {
    expect(feeNotes(row({ payments, reported: { ...email.reported, feesOf, feesUnconverted } }))).toEqual(notes)
  })

  it('is written as what it is', () => {
    expect(formatColumn('fees', 12_345, 'eur', 'en-GB')).toBe('€123.45')
    expect(formatColumn('bounce', 0.25, 'eur', 'en-GB')).toBe('25.0%')
    expect(formatColumn('customers', 1_200, 'eur', 'en-GB')).toBe('1,200')
    expect(formatColumn('lifetime', null, 'eur', 'en-GB')).toBe('–')
  })
})

describe('the order of the rows', () => {
  it('goes round: largest first, smallest first, as it was', () => {
    const first = nextOrder(null, 'net')
    const second = nextOrder(readOrder(first), 'net')
    expect([first, second, nextOrder(readOrder(second), 'net')]).toEqual(['-net', 'net', null])
    expect(nextOrder(readOrder('-net'), 'fees')).toBe('-fees')
    expect(readOrder('-colour')).toBeNull()
  })

  it('keeps every row, and what is not known at the end', () => {
    const value = fc.option(fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(fc.array(value), fc.constantFrom('conversion', '-conversion'), (values, text) => {
        const sorted = inOrder(
          values.map((conversion) => row({ conversion })),
          readOrder(text),
          'eur',
        ).map(({ conversion }) => conversion)
        const known = values.filter((one) => one !== null).sort((a, b) => (text.startsWith('-') ? b - a : a - b))
        expect(sorted).toEqual([...known, ...values.filter((one) => one === null)])
      }),
    )
  })
})
