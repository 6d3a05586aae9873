import { describe, expect, it } from 'vitest'
import { oldestSaltDay, saltEnd } from './salt.ts'

describe('the time of a salt', () => {
  it.each([
    ['an ordinary day', '2026-06-10', 'Europe/Paris', '2026-06-11T04:00:00Z'],
    ['the day before the clocks go forward', '2026-03-28', 'Europe/Paris', '2026-03-29T05:00:00Z'],
    ['the short day', '2026-03-29', 'Europe/Paris', '2026-03-30T04:00:00Z'],
    ['the long day', '2026-10-25', 'Europe/Paris', '2026-10-26T05:00:00Z'],
  ])('ends six hours after %s', (_name, day, zone, end) => {
    expect(new Date(saltEnd(day, zone)).toISOString()).toBe(end.replace('Z', '.000Z'))
  })

  it.each([
    ['2026-06-11T00:30:00Z', '2026-06-10'],
    ['2026-06-11T05:59:59Z', '2026-06-10'],
    ['2026-06-11T06:00:00Z', '2026-06-11'],
    ['2026-06-11T23:59:59Z', '2026-06-11'],
  ])('at %s the oldest living salt is of %s', (now, day) => {
    expect(oldestSaltDay(Date.parse(now), 'UTC')).toBe(day)
  })
})
