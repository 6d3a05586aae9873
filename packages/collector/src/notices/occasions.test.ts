import { describe, expect, it } from 'vitest'
import { dayThatIsOver, weekThatIsOver, worryingSilence } from './occasions.ts'

const berlin = (text: string) => Date.parse(text)
const asked = (now: string, since = '2026-01-01T00:00Z', timeZone = 'Europe/Berlin') => ({
  ...{ now: berlin(now), since: berlin(since), timeZone },
})

describe('the day that is over', () => {
  it.each([
    ['at seven in the morning', '2026-11-21T07:00+01:00', '2026-11-20'],
    ['a minute before, it is still the day before', '2026-11-21T06:59+01:00', '2026-11-19'],
    ['in the evening, by a collector that was down', '2026-11-21T23:59+01:00', '2026-11-20'],
    ['after the day of 25 hours', '2026-10-26T07:00+01:00', '2026-10-25'],
  ])('%s', (_, now, day) => {
    expect(dayThatIsOver(asked(now))).toEqual({ from: day, to: day })
  })

  it('is of the site’s own time zone', () => {
    expect(dayThatIsOver(asked('2026-11-21T06:59Z', undefined, 'Asia/Tokyo'))?.from).toBe('2026-11-20')
    expect(dayThatIsOver(asked('2026-11-21T06:59Z', undefined, 'America/New_York'))?.from).toBe('2026-11-19')
  })

  it('is told only to who asked before it was over', () => {
    expect(dayThatIsOver(asked('2026-11-21T08:00+01:00', '2026-11-21T00:01+01:00'))).toBeNull()
    expect(dayThatIsOver(asked('2026-11-21T08:00+01:00', '2026-11-20T23:59+01:00'))).not.toBeNull()
  })
})

it.each([
  ['on Monday at seven', '2026-11-23T07:00+01:00', '2026-11-16', '2026-11-22'],
  ['on Monday before', '2026-11-23T06:00+01:00', '2026-11-09', '2026-11-15'],
  ['on Sunday', '2026-11-22T12:00+01:00', '2026-11-09', '2026-11-15'],
])('the week that is over goes from Monday to Sunday: %s', (_, now, from, to) => {
  expect(weekThatIsOver(asked(now))).toEqual({ from, to })
})

describe('a silence', () => {
  const hour = 3_600_000
  it.each([
    ['of a night at a busy site is none', 100_000, 9, false],
    ['of a day at a busy site is one', 100_000, 25, true],
    ['of a day is none where a view comes every seven hours', 48, 25, false],
    ['of ten times seven hours is one', 48, 71, true],
    ['of a site that hardly anybody visits is never one', 19, 300, false],
  ])('%s', (_, views, hours, isOne) => {
    expect(worryingSilence({ lastAt: 0, views }, hours * hour) !== null).toBe(isOne)
  })
})
