// Entries become points, hours and days that are not over are told apart, and currencies stand apart.
import type { Figures, Interval } from '@farthing/contract'
import { describe, expect, it } from 'vitest'
import {
  change,
  chooseInterval,
  figureOf,
  intervalsFor,
  leadCurrency,
  moneyOf,
  otherRevenue,
  pointsOf,
  revenueIn,
  usualInterval,
} from './series.ts'
import type { Figure, MoneyKind } from './url-state.ts'

const eur = (net: number) => ({ currency: 'eur', gross: net + 100, refunds: -100, net, payments: 1 })
const usd = (net: number) => ({ currency: 'usd', gross: net, refunds: 0, net, payments: 1 })
const nothing = { fees: 0, feesOf: 0, feesUnconverted: 0, perVisitor: null, perPayment: null }
const reported: Figures['reported'] = { gross: 0, refunds: 0, net: 0, unconverted: 0, ...nothing }
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
  reported,
})

describe('points of a chart', () => {
  it.each<[string, string, Interval, Interval[]]>([
    ['2026-01-01', '2026-01-01', 'hour', ['hour']],
    ['2026-01-01', '2026-01-02', 'hour', ['hour', 'day']],
    ['2026-01-01', '2026-01-30', 'day', ['day', 'week']],
    ['2026-01-01', '2026-04-02', 'day', ['day', 'week', 'month']],
    ['2026-01-01', '2026-12-31', 'week', ['day', 'week', 'month']],
    ['2024-01-01', '2026-12-31', 'month', ['week', 'month']],
  ])('%s to %s: by %s', (from, to, usual, all) => {
    expect(usualInterval({ from, to })).toBe(usual)
    expect(intervalsFor({ from, to })).toEqual(all)
    expect(chooseInterval('month', { from, to })).toBe(all.includes('month') ? 'month' : usual)
  })

  const entry = (start: string) => ({ start, ...figures(1, 0, []) })
  const noon = Date.parse('2026-03-10T12:00:00Z')

  it('of weeks end where the next begins, and with the range', () => {
    const range = { from: '2026-03-01', to: '2026-03-12' }
    const points = pointsOf(['2026-03-01', '2026-03-02', '2026-03-09'].map(entry), 'week', range, noon, '2026-03-10')
    expect(points.map(({ from, to, time }) => [from, to, time])).toEqual([
      ['2026-03-01', '2026-03-01', 'over'],
      ['2026-03-02', '2026-03-08', 'over'],
      ['2026-03-09', '2026-03-12', 'running'],
    ])
  })

  it('of hours know which are to come, by their own offset', () => {
    const hours = ['2026-03-10T12:00+01:00', '2026-03-10T13:00+01:00', '2026-03-10T14:00+01:00'].map(entry)
    const points = pointsOf(hours, 'hour', { from: '2026-03-10', to: '2026-03-10' }, noon, '2026-03-10')
    expect(points.map(({ time }) => time)).toEqual(['over', 'running', 'ahead'])
  })

  it('of days to come are told apart', () => {
    const range = { from: '2026-03-10', to: '2026-03-11' }
    const points = pointsOf(['2026-03-10', '2026-03-11'].map(entry), 'day', range, noon, '2026-03-10')
    expect(points.map(({ time }) => time)).toEqual(['running', 'ahead'])
  })
})

describe('figures that are reckoned', () => {
  const told = [{ currency: 'eur', events: 2, amount: 3900 }]
  const day = { ...figures(10, 2, [eur(4000)]), bounces: 4, durationMs: 10_000, client: told }
  it.each<[Figure, MoneyKind, number | null]>([
    ['bounce', 'net', 0.4],
    ['duration', 'net', 1000],
    ['order_value', 'net', 4100],
    ['per_visitor', 'gross', 400],
    ['revenue', 'refunds', -100],
    ['revenue', 'client', 3900],
    ['order_value', 'client', 1950],
    ['per_visitor', 'client', 390],
    ['order_value', 'reported', null],
  ])('%s of %s', (figure, kind, value) => {
    const unsure = { ...day, reported: { ...day.reported, unconverted: 1 } }
    expect(figureOf(unsure, figure, 'eur', kind)).toBe(value)
  })
  it.each<Figure>(['bounce', 'duration', 'order_value', 'per_visitor', 'conversion'])(
    '%s of nothing is none',
    (one) => {
      expect(figureOf(figures(0, 0, []), one, 'eur')).toBeNull()
    },
  )
  it('are hidden with the amounts they are made of', () => {
    const hidden = figures(3, 1, [eur(Number.NaN)])
    expect(figureOf(hidden, 'revenue', 'eur')).toBeNaN()
    expect(figureOf(hidden, 'per_visitor', 'eur')).toBeNaN()
    expect(change(figureOf(hidden, 'revenue', 'eur'), 4)).toBeNull()
  })
})

describe('currencies', () => {
  it('are never added', () => {
    const both = figures(4, 2, [eur(1000), usd(500)])
    expect(moneyOf(both, 'eur', 'net')).toBe(1000)
    expect(moneyOf(both, 'usd', 'gross')).toBe(500)
    expect(
      moneyOf({ ...both, reported: { ...reported, gross: 1600, refunds: -100, net: 1500 } }, 'eur', 'reported'),
    ).toBe(1500)
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
  [-30, -20, 0.5],
  [0, 20, -1],
  [null, 3, null],
])('from %s, before %s: change %s', (now, before, expected) => {
  expect(change(now, before)).toBe(expected)
})
