// When the next period ends, over short months and leap years.
import { describe, expect, it } from 'vitest'
import { periodEnd } from './period.ts'

const at = (text: string) => Date.parse(`${text}T10:00:00Z`) / 1000
const every = (interval: 'day' | 'month' | 'week' | 'year', interval_count = 1) => ({
  interval,
  interval_count,
  meter: null,
  trial_period_days: null,
  usage_type: 'licensed' as const,
})

describe('a period', () => {
  it.each([
    ['2026-01-31', every('month'), '2026-02-28'],
    ['2028-01-31', every('month'), '2028-02-29'],
    ['2026-12-15', every('month', 3), '2027-03-15'],
    ['2028-02-29', every('year'), '2029-02-28'],
    ['2026-03-28', every('week', 2), '2026-04-11'],
    ['2026-03-28', every('day'), '2026-03-29'],
    ['2026-03-28', null, '2026-04-28'],
  ])('from %s by %o ends on %s', (start, recurring, end) => {
    expect(periodEnd(at(start), recurring)).toBe(at(end))
  })
})
