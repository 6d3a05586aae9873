// Numbers and dates as a reader of that locale writes them.
import { describe, expect, it } from 'vitest'
import {
  currencyName,
  formatAgo,
  formatChange,
  formatDays,
  formatDelta,
  formatFigure,
  formatMoment,
  formatMonth,
  formatPointLong,
  formatPointShort,
  formatShare,
  formatTick,
} from './format.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ').replaceAll(' – ', '–')

describe('figures', () => {
  it.each([
    ['visitors', 12345, 'en-GB', '12,345'],
    ['visitors', 12345, 'de-DE', '12.345'],
    ['conversion', 0.0342, 'en-GB', '3.42%'],
    ['conversion', 0.02, 'en-GB', '2.00%'],
    ['conversion', 0.342, 'en-GB', '34.2%'],
    ['conversion', null, 'en-GB', '–'],
    ['revenue', 4900, 'en-GB', '€49.00'],
    ['revenue', Number.NaN, 'en-GB', 'Hidden'],
    ['order_value', Number.NaN, 'en-GB', 'Hidden'],
    ['per_visitor', 49.4, 'en-GB', '€0.49'],
    ['bounce', 0.41, 'en-GB', '41.0%'],
    ['duration', 94_000, 'en-GB', '1m 34s'],
    ['duration', 0, 'en-GB', '0s'],
    ['duration', 7_260_000, 'en-GB', '2h 1m'],
  ] as const)('%s %s in %s', (figure, value, locale, text) => {
    expect(plain(formatFigure(figure, value, 'eur', locale))).toBe(text)
  })
  it.each([
    ['revenue', 1_250_000, '€12.5K'],
    ['views', 2500, '2.5K'],
    ['conversion', 0.02, '2%'],
  ] as const)('on an axis: %s %s', (figure, value, text) => {
    expect(formatTick(figure, value, 'eur', 'en-US')).toBe(text)
  })
  it.each([
    [0.5, '+50%'],
    [-0.034, '-3.4%'],
    [0, '0%'],
    [26.95, '×28'],
    [9, '×10'],
  ])('change %s', (value, text) => {
    expect(formatChange(value, 'en-US')).toBe(text)
  })
  it.each([
    [245, '+€2.45'],
    [-98, '−€0.98'],
    [0, '±€0.00'],
  ])('%i moved', (minor, text) => {
    expect(formatDelta(minor, 'eur', 'en-GB')).toBe(text)
  })
  it('has no share of nothing', () => {
    expect(formatShare(null)).toBe('–')
  })
})

describe('days', () => {
  const days = { from: '2026-11-03', to: '2026-11-09', start: '2026-11-03' }
  it('are not moved by the time zone of the machine', () => {
    expect(plain(formatDays(days, 'en-GB'))).toBe('3–9 Nov 2026')
    expect(formatDays({ from: '2026-11-03', to: '2026-11-03' }, 'en-GB')).toBe('3 Nov 2026')
  })
  it('label the chart', () => {
    expect(formatPointShort(days, 'day', 'en-GB')).toBe('3 Nov')
    expect(formatPointShort(days, 'month', 'en-GB')).toBe('Nov 26')
    expect(formatPointLong(days, 'day', 'en-GB')).toBe('Tue, 3 Nov 2026')
    expect(plain(formatPointLong(days, 'week', 'en-GB'))).toBe('3–9 Nov 2026')
    const hour = { ...days, start: '2026-11-03T14:00+01:00' }
    expect(formatPointShort(hour, 'hour', 'en-GB')).toBe('14:00')
    expect(formatPointLong(hour, 'hour', 'en-GB')).toBe('Tue, 3 Nov 2026, 14:00')
    expect(formatMonth('2026-11', 'en-GB')).toBe('Nov 2026')
  })
})

describe('moments', () => {
  const noon = Date.parse('2026-11-03T12:00:00Z')
  it('are those of the site', () => {
    expect(plain(formatMoment(noon, 'Asia/Tokyo', 'en-GB'))).toBe('3 Nov 2026, 21:00')
  })
  it.each([
    [-5_000, '5 seconds ago'],
    [-90_000, '1 minute ago'],
    [20_000, 'in 20 seconds'],
    [-7_200_000, '2 hours ago'],
    [-86_400_000, 'yesterday'],
  ])('%i ms from now', (offset, text) => {
    expect(formatAgo(noon + offset, noon, 'en-GB')).toBe(text)
  })
})

it('names a currency', () => {
  expect(currencyName('eur', 'en-GB')).toBe('Euro')
})
