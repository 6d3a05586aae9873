import { expect, it } from 'vitest'
import { readCosts } from './read-costs.ts'
import { fileOf } from './testing/named-file.ts'

const file = (...lines: string[]) => fileOf('costs.csv', lines.join('\n')).open()

it("reads a line a day and campaign, in the currency that it names or in the site's", async () => {
  const text = file(
    'Day,Campaign,Amount spent,Currency,Clicks',
    '2026-03-28,spring,"1,234.50",USD,7',
    '20260328,spring,3,,',
    '2026-03-29,spring,0.10,EUR,1',
  )
  const none = { source: '', medium: '', impressions: 0, campaign: 'spring' }
  expect(await readCosts(text, 'eur')).toEqual({
    kind: 'costs',
    costs: [
      { ...none, day: '2026-03-28', currency: 'usd', cost: 123_450, clicks: 7 },
      { ...none, day: '2026-03-28', currency: 'eur', cost: 300, clicks: 0 },
      { ...none, day: '2026-03-29', currency: 'eur', cost: 10, clicks: 1 },
    ],
  })
})

it('adds up lines of the same day and campaign', async () => {
  const text = file('date,utm_source,utm_campaign,cost', '2026-03-28,google,a,1.25', '2026-03-28,google,a,0.75')
  expect(await readCosts(text, 'eur')).toMatchObject({ kind: 'costs', costs: [{ source: 'google', cost: 200 }] })
})

it.each([
  ['jpy', '1200', 1200],
  ['kwd', '1.5', 1500],
  ['eur', '1.500', 150],
])('counts %s in its smallest unit: %s', async (currency, text, cost) => {
  expect(await readCosts(file('date,campaign,cost', `2026-03-28,a,${text}`), currency)).toMatchObject({
    costs: [{ cost }],
  })
})

it.each([
  ['date,campaign', '2026-03-28,a', 1, /no column for the cost/],
  ['date,campaign,cost', '28.03.2026,a,1', 2, /"28.03.2026" is no day/],
  ['date,campaign,cost', '2026-03-28,a,1.005', 2, /no amount of EUR/],
  ['date,campaign,cost', '2026-03-28,a,-1', 2, /no amount of EUR/],
  ['date,campaign,cost,currency', '2026-03-28,a,1,euros', 2, /no currency/],
  ['date,campaign,cost,clicks', '2026-03-28,a,1,some', 2, /whole number/],
])('refuses "%s" with "%s" and says in which line', async (header, line, at, why) => {
  expect(await readCosts(file(header, line), 'eur')).toMatchObject({
    kind: 'refused',
    line: at,
    why: expect.stringMatching(why),
  })
})
