import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { converted, crossRate, rateBetween } from './rate.ts'
import { newestRate } from './rate-store.ts'
import { readRates } from './read-rates.ts'

const ecb = { base: 'eur', rates: { usd: '1.0800', jpy: '162.50', kwd: '0.33', gbp: '0.86' } }
const through = (amount: number, from: string, into: string) => {
  const rate = crossRate(ecb, from, into)
  return rate === null ? null : converted(amount, rate)
}

describe('an amount in smallest units becomes one of another currency', () => {
  it.each<[string, number, string, string, number | null]>([
    ['dollars to euros', 10_800, 'usd', 'eur', 10_000],
    ['euros to yen, which have no decimals', 10_000, 'eur', 'jpy', 16_250],
    ['yen to euros', 16_250, 'jpy', 'eur', 10_000],
    ['dinars, which have three decimals, to euros', 33_000, 'kwd', 'eur', 10_000],
    ['euros to dinars', 10_000, 'eur', 'kwd', 33_000],
    ['pounds to dollars, over the euro', 8_600, 'gbp', 'usd', 10_800],
    ['a refund, rounded as the payment was', -999, 'usd', 'eur', -925],
    ['a currency that nobody quoted', 100, 'xyz', 'eur', null],
  ])('%s', (_, amount, from, into, wanted) => {
    expect(through(amount, from, into)).toBe(wanted)
  })

  it('is exact at the rate between two amounts of Stripe', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 1e12 }), (from, to) => {
        expect(converted(from, rateBetween(from, to))).toBe(to)
        expect(converted(-from, rateBetween(from, to))).toBe(-to)
      }),
    )
  })
})

describe('a file of rates', () => {
  it.each([
    ["the European Central Bank's", 'Date,USD,JPY,CYP,\n2026-11-20,1.08,162.5,N/A,\n2026-11-19,1.07,161,N/A,\n'],
    ['pairs', 'date,from,to,rate\n2026-11-20,EUR,USD,1.08\n2026-11-20,eur,jpy,162.5\n'],
    ['JSON', '{"base":"EUR","rates":{"2026-11-20":{"USD":1.08,"JPY":162.5}}}'],
  ])('of %s shape is understood', (_, text) => {
    const file = readRates(text)
    expect(file).toMatchObject({ kind: 'rates' })
    const [day] = file.kind === 'rates' ? file.days : []
    expect(day).toEqual({ day: '2026-11-20', base: 'eur', rates: { usd: '1.08', jpy: '162.5' } })
  })

  it.each([
    ['something else', 'a,b\n1,2', /begins with "Date"/],
    ['a wrong day', 'Date,USD\n20.11.2026,1.08', /line 2: "20.11.2026"/],
    ['a wrong pair', 'date,from,to,rate\n2026-11-20,USD,EUR,free', /line 2/],
    ['no rates', 'Date,USD\n2026-11-20,N/A', /no rate in it/],
    ['broken JSON', '{"base":', /no JSON/],
    ['JSON of today only', '{"base":"EUR","rates":{"USD":1.08}}', /"USD" is no day/],
    ['a negative rate', '{"base":"EUR","rates":{"2026-11-20":{"USD":-1}}}', /usd -1 is no rate/],
  ])('of %s is refused with a sentence', (_, text, why) => {
    expect(readRates(text)).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) })
  })

  it('holds over a weekend: the newest day that knows both currencies', () => {
    const days = [
      { day: '2026-11-20', base: 'eur', rates: { jpy: '162.5' } },
      { day: '2026-11-19', base: 'eur', rates: { usd: '1.25' } },
    ]
    expect(newestRate(days, 'usd', 'eur')).toEqual({ rate: '4/5', day: '2026-11-19' })
    expect(newestRate(days, 'gbp', 'eur')).toBeNull()
  })
})
