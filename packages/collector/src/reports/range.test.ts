import { describe, expect, it } from 'vitest'
import { daysAsked, eachDay } from './range.ts'

/** Half past midnight of 11 June in Paris, still 10 June in London. */
const now = Date.parse('2026-06-10T22:30:00Z')

describe('the days of a report', () => {
  it.each([
    ['the last 30 days of the site’s calendar', {}, 'Europe/Paris', '2026-05-13', '2026-06-11'],
    ['which is another day elsewhere', {}, 'UTC', '2026-05-12', '2026-06-10'],
    ['30 days up to a day', { to: '2026-03-02' }, 'UTC', '2026-02-01', '2026-03-02'],
    ['from a day until today', { from: '2026-06-01' }, 'UTC', '2026-06-01', '2026-06-10'],
    ['a day that has not come yet', { from: '2026-07-01' }, 'UTC', '2026-07-01', '2026-07-01'],
    ['exactly what is asked', { from: '2026-01-01', to: '2026-01-31' }, 'UTC', '2026-01-01', '2026-01-31'],
  ])('%s', (_what, query, zone, from, to) => {
    expect(daysAsked(query, now, zone)).toEqual({ kind: 'days', days: { from, to } })
  })

  it.each([
    [{ from: '2026-02-02', to: '2026-02-01' }, /after/],
    [{ from: '2020-01-01', to: '2026-01-01' }, /at most 1100 days/],
  ])('are refused with a sentence: %j', (query, sentence) => {
    const asked = daysAsked(query, now, 'UTC')
    expect(asked.kind === 'refused' && asked.sentence).toMatch(sentence)
  })

  it('are listed without gaps, also over the end of February', () => {
    expect(eachDay({ from: '2028-02-27', to: '2028-03-01' })).toEqual([
      '2028-02-27',
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ])
  })
})
