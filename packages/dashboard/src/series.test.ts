// Adding days up changes no total, and currencies stay apart.
import type { Figures } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './range.ts'
import { addUp, bucket, change, figureOf, leadCurrency, otherRevenue, revenueIn, stepFor } from './series.ts'

const eur = (net: number) => ({ currency: 'eur', gross: net + 100, refunds: -100, net, payments: 1 })
const usd = (net: number) => ({ currency: 'usd', gross: net, refunds: 0, net, payments: 1 })
const figures = (visits: number, paying: number, revenue: Figures['revenue']): Figures => ({
  visitors: visits,
  visits,
  views: visits * 2,
  bounces: 0,
  durationMs: visits * 1000,
  payments: paying,
  conversions: paying,
  conversion: visits === 0 ? null : paying / visits,
  revenue,
  reported: { gross: 0, refunds: 0, net: 0, unconverted: 0 },
})

describe('points of a chart', () => {
  it.each([
    ['2026-01-01', '2026-01-30', 'day'],
    ['2026-01-01', '2026-04-02', 'day'],
    ['2026-01-01', '2026-12-31', 'week'],
    ['2024-01-01', '2026-12-31', 'month'],
  ])('%s to %s: by %s', (from, to, step) => {
    expect(stepFor({ from, to })).toBe(step)
  })

  it('changes no total', () => {
    const day = fc.record({ visits: fc.nat(500), paying: fc.nat(20), net: fc.nat(100_000) })
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 120 }),
        fc.constantFrom('day', 'week', 'month'),
        (days, step) => {
          const series = days.map((one, index) => ({
            start: addDays('2026-01-15', index),
            ...figures(one.visits, Math.min(one.paying, one.visits), [eur(one.net)]),
          }))
          const points = bucket(series, step)
          expect(addUp(points.map((point) => point.figures))).toEqual(addUp(series))
          expect(points[0]?.from).toBe('2026-01-15')
          expect(points.at(-1)?.to).toBe(series.at(-1)?.start)
        },
      ),
    )
  })

  it('gives a month its own days', () => {
    const series = ['2026-01-31', '2026-02-01', '2026-02-02'].map((start) => ({ start, ...figures(1, 0, []) }))
    expect(bucket(series, 'month').map((point) => [point.from, point.to, point.figures.visits])).toEqual([
      ['2026-01-31', '2026-01-31', 1],
      ['2026-02-01', '2026-02-02', 2],
    ])
  })
})

describe('currencies', () => {
  it('are never added', () => {
    expect(addUp([figures(1, 1, [eur(1000), usd(500)]), figures(1, 1, [usd(250)])]).revenue).toEqual([
      eur(1000),
      { ...usd(750), payments: 2 },
    ])
  })
  it('lead with that of the site, unless it earned nothing', () => {
    expect(leadCurrency([usd(1), eur(1)], 'eur')).toBe('eur')
    expect(leadCurrency([usd(1)], 'eur')).toBe('usd')
    expect(leadCurrency([], 'eur')).toBe('eur')
  })
  it('are listed apart', () => {
    expect(revenueIn([usd(1)], 'eur').net).toBe(0)
    expect(otherRevenue([usd(1), eur(2)], 'eur')).toEqual([usd(1)])
    expect(figureOf(figures(3, 1, [eur(700)]), 'revenue', 'eur')).toBe(700)
    expect(figureOf(figures(3, 1, []), 'views', 'eur')).toBe(6)
  })
})

it.each([
  [150, 100, 0.5],
  [50, 100, -0.5],
  [5, 0, null],
  [5, -20, null],
  [null, 3, null],
])('from %s, before %s: change %s', (now, before, expected) => {
  expect(change(now, before)).toBe(expected)
})
