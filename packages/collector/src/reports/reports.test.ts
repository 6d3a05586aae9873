import type { Breakdown, Mode } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modeFor } from '../sites/store.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { breakdown } from './breakdown.ts'
import { overview } from './overview.ts'
import { eachDay } from './range.ts'
import { isPaid, naiveFigures, type Question } from './testing/naive.ts'
import {
  aWorld,
  dayIn,
  entriesOf,
  type MadeVisit,
  putSite,
  putWorld,
  site,
  touchedVisit,
  type World,
} from './testing/world.ts'
import { totals } from './totals.ts'

const ranges = [
  { from: '2026-03-27', to: '2026-04-01' },
  { from: '2026-03-28', to: '2026-03-30' },
  { from: '2026-03-29', to: '2026-03-29' },
]
const aQuestion = fc.record({
  range: fc.constantFrom(...ranges),
  mode: fc.constantFrom<Mode>('live', 'test'),
})

const keys: Record<Breakdown, (visit: MadeVisit) => string | null> = {
  channels: ({ from }) => from.channel,
  sources: ({ from }) => from.source ?? from.channel,
  campaigns: ({ from }) => from.campaign,
  pages: ({ page }) => page,
  countries: ({ by }) => by.country,
  browsers: ({ by }) => by.browser,
  systems: ({ by }) => by.os,
  devices: ({ by }) => by.device,
  languages: ({ by }) => by.language,
}

describe.each(engines)('reports (%s)', (engine) => {
  const runs = { numRuns: engine === 'sqlite' ? 40 : 20 }

  it('the overview is what a count by hand gives, in total and for each day', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aQuestion, async (world, { range, mode }) => {
        await putWorld(storage, world)
        const report = await overview(storage.read, site, { siteId: site.id, mode, ...range })
        const all: Question = { ...range, mode, ofVisit: () => 'all', ofPayment: () => 'all' }
        const daily: Question = { ...range, mode, ofVisit: ({ at }) => dayIn(at), ofPayment: (_, day) => day }
        expect(report).toEqual({
          range: { ...range, timeZone: site.timeZone, mode },
          totals: naiveFigures(world, all, 'all'),
          series: eachDay(range).map((day) => ({ day, ...naiveFigures(world, daily, day) })),
          pending: 0,
        })
      }),
      runs,
    )
  })

  it.each(Object.entries(keys))('%s are what a count by hand gives', { timeout: 60_000 }, async (by, keyOf) => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aQuestion, async (world, { range, mode }) => {
        await putWorld(storage, world)
        const scope = { siteId: site.id, mode, ...range }
        const { rows } = await breakdown(storage.read, site, scope, by as Breakdown)
        const ofPayment = (touched: MadeVisit | null) => touched && keyOf(touched)
        const question: Question = { ...range, mode, ofVisit: keyOf, ofPayment }
        for (const { name, ...figures } of rows) expect(figures).toEqual(naiveFigures(world, question, name))
        const nets = rows.map(({ revenue }) => revenue.find(({ currency }) => currency === site.currency)?.net ?? 0)
        expect(nets).toEqual([...nets].sort((a, b) => b - a))
        // No row is missing: together they are the whole.
        const whole = await overview(storage.read, site, scope)
        const sumOf = (pick: (row: (typeof rows)[number]) => number) =>
          rows.reduce((total, row) => total + pick(row), 0)
        expect(sumOf(({ visits }) => visits)).toBe(whole.totals.visits)
        expect(sumOf(({ payments }) => payments)).toBe(whole.totals.payments)
      }),
      runs,
    )
  })

  it('the totals are the sums of all entries', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, fc.constantFrom<Mode>('live', 'test'), async (world, mode) => {
        await putWorld(storage, world)
        expect(await totals(storage.read, site.id, mode)).toEqual(naiveTotals(world, mode))
      }),
      runs,
    )
  })

  it('count what is on its way in its mode', async () => {
    const storage = await freshStorage(engine)
    const pending = (id: string, mode: Mode, state: 'pending' | 'confirmed') => ({
      checkout_session_id: id,
      site_id: site.id,
      view_id: 'a',
      mode,
      reported_at: 1,
      state,
      reason: '',
      next_attempt_at: 1,
    })
    const returns = [
      pending('a', 'test', 'pending'),
      pending('b', 'test', 'confirmed'),
      pending('c', 'live', 'pending'),
    ]
    await storage.write((trx) => trx.insertInto('checkout_return').values(returns).execute())
    const report = await overview(storage.read, site, {
      siteId: site.id,
      mode: 'test',
      from: '2026-03-27',
      to: '2026-03-27',
    })
    expect(report.pending).toBe(1)
    expect(report.totals).toEqual({ visitors: 0, visits: 0, views: 0, payments: 0, conversion: null, revenue: [] })
  })

  it('open in test view until there is a live payment', async () => {
    const storage = await freshStorage(engine)
    const payment = (id: string, mode: Mode) => ({
      id,
      account: 'environment',
      stripe_id: id,
      mode,
      site_id: site.id,
      status: 'paid' as const,
      currency: 'eur',
      gross: 1,
      refunds: 0,
      net: 1,
      paid_at: 1,
    })
    await storage.write((trx) => trx.insertInto('payment').values(payment('a', 'test')).execute())
    expect(await modeFor(storage.read, site.id, undefined)).toBe('test')
    expect(await modeFor(storage.read, site.id, 'live')).toBe('live')
    await storage.write((trx) => trx.insertInto('payment').values(payment('b', 'live')).execute())
    expect(await modeFor(storage.read, site.id, undefined)).toBe('live')
  })
})

function naiveTotals(world: World, mode: Mode) {
  const payments = world.payments.filter((payment) => payment.siteId === site.id && payment.mode === mode)
  const paid = payments.filter(isPaid)
  const entries = payments.flatMap((payment) => entriesOf(payment).map((entry) => ({ ...entry, payment })))
  const currencies = [
    ...new Set([...paid.map(({ currency }) => currency), ...entries.map(({ payment }) => payment.currency)]),
  ]
  const sumOf = (currency: string, ...kinds: string[]) =>
    entries
      .filter(({ kind, payment }) => payment.currency === currency && kinds.includes(kind))
      .reduce((total, { amount }) => total + amount, 0)
  const of = (currency: string) => {
    const gross = sumOf(currency, 'charge', 'balance_applied')
    const refunds = sumOf(currency, 'refund', 'reversal')
    const disputes = sumOf(currency, 'dispute')
    const credits = sumOf(currency, 'credit_note')
    const net = gross + refunds + disputes + credits
    return { payments: paid.filter((one) => one.currency === currency).length, gross, refunds, disputes, credits, net }
  }
  return {
    currencies: Object.fromEntries(currencies.map((currency) => [currency, of(currency)])),
    unattributed: paid.filter((payment) => touchedVisit(world, payment) === null).length,
  }
}
