// The usual ranges, at the edges of months, years and time zones.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, countDays, dayIn, isDay, type Preset, presets, resolveRange } from './range.ts'

const on = (preset: Preset, today: string) => resolveRange({ kind: 'preset', preset }, today)

describe('the days of a choice', () => {
  it.each<[Preset, string, string, string]>([
    ['today', '2026-11-20', '2026-11-20', '2026-11-20'],
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['7d', '2026-11-20', '2026-11-14', '2026-11-20'],
    ['30d', '2026-11-20', '2026-10-22', '2026-11-20'],
    ['90d', '2026-03-31', '2026-01-01', '2026-03-31'],
    ['month', '2026-11-01', '2026-11-01', '2026-11-01'],
    ['last_month', '2026-01-15', '2025-12-01', '2025-12-31'],
    ['last_month', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['year', '2026-11-20', '2026-01-01', '2026-11-20'],
    ['12m', '2026-11-20', '2025-12-01', '2026-11-20'],
  ])('%s on %s', (preset, today, from, to) => {
    expect(on(preset, today)).toEqual({ from, to })
  })

  it('takes a custom range as it is', () => {
    expect(resolveRange({ kind: 'custom', from: '2026-01-02', to: '2026-01-03' }, '2026-11-20')).toEqual({
      from: '2026-01-02',
      to: '2026-01-03',
    })
  })

  it('begins before it ends', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.constantFrom(...presets), (date, preset) => {
        const range = on(preset, date.toISOString().slice(0, 10))
        expect(countDays(range)).toBeGreaterThan(0)
        expect(addDays(range.from, countDays(range) - 1)).toBe(range.to)
      }),
    )
  })
})

describe('the day of a time zone', () => {
  const newYear = Date.parse('2026-01-01T00:30:00Z')
  it.each([
    ['UTC', '2026-01-01'],
    ['America/New_York', '2025-12-31'],
    ['Asia/Tokyo', '2026-01-01'],
    ['Pacific/Kiritimati', '2026-01-01'],
  ])('%s', (zone, day) => {
    expect(dayIn(zone, newYear)).toBe(day)
  })
})

it.each([
  ['2026-02-28', true],
  ['2026-02-30', false],
  ['2026-2-3', false],
  ['tomorrow', false],
  ['', false],
])('%s is a day: %s', (text, yes) => {
  expect(isDay(text)).toBe(yes)
})
