import { breakdownSchema, type Goal, type Interval, isProp, type Mode } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modeFor } from '../sites/store.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { breakdown } from './breakdown.ts'
import { dimensions } from './dimensions.ts'
import { noFigures } from './figures.ts'
import { funnel } from './funnel.ts'
import { goals } from './goals.ts'
import { overview } from './overview.ts'
import { properties } from './properties.ts'
import { comparedWith, eachDay } from './range.ts'
import type { Scope } from './scope.ts'
import {
  isPaid,
  type NaiveDimension,
  type NaiveQuestion,
  naiveClient,
  naiveDimension,
  naiveFigures,
  naiveLifetime,
  naiveVisits,
} from './testing/naive.ts'
import { aGoal, aScope, everyDimension } from './testing/scopes.ts'
import {
  aWorld,
  creditsOf,
  dayIn,
  EXPOSURE,
  entriesOf,
  eventsOf,
  linesOf,
  madeScope,
  madeVisit,
  putSite,
  putWorld,
  site,
  touchedVisits,
  viewsOf,
  type World,
} from './testing/world.ts'
import { totals } from './totals.ts'

const { timeZone, currency } = site
/** Those of the visit itself, frozen on the touch or not. */
const ofFirstVisits = breakdownSchema.options.filter((name) => dimensions[name].of === 'visit')
const ofNoVisit = breakdownSchema.options.filter((name) => dimensions[name].of !== 'visit')

const all: NaiveDimension = { ofVisit: () => ['all'], ofPayment: () => ['all'] }
const inParts = (partOf: (at: number) => string): NaiveDimension => ({
  ofVisit: ({ at }) => [partOf(at)],
  ofPayment: (_payment, _touched, at) => [partOf(at)],
})
const mondayOf = (at: number) => {
  const day = new Date(`${dayIn(at)}T00:00:00Z`)
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
}
/** By the calendar of Paris, not by counting hours: the 29th has 23. */
const hourOf = (at: number) => {
  const said = new Date(at).toLocaleString('sv', { timeZone, hour: '2-digit', minute: '2-digit' })
  return `${dayIn(at)}T${said.slice(0, 2)}:00${at < Date.parse('2026-03-29T01:00:00Z') ? '+01:00' : '+02:00'}`
}
const scopeOfAll = madeScope({ from: '2026-03-27', to: '2026-04-01' })
const laterOf = (...days: string[]) => days.sort().at(-1) ?? ''
const cuts: Record<Interval, (at: number, scope: NaiveQuestion) => string> = {
  hour: hourOf,
  day: dayIn,
  week: (at, { from }) => laterOf(mondayOf(at), from),
  month: (at, { from }) => laterOf(`${dayIn(at).slice(0, 7)}-01`, from),
}

describe.each(engines)('reports (%s)', (engine) => {
  const runs = { numRuns: engine === 'sqlite' ? 60 : 25 }

  it.each(Object.keys(cuts) as Interval[])(
    'the overview by %s is what a count by hand gives, in total and for each part, and of the days before',
    { timeout: 60_000 },
    async (interval) => {
      const storage = await freshStorage(engine)
      await putSite(storage)
      await fc.assert(
        fc.asyncProperty(aWorld, aScope, async (world, scope) => {
          await putWorld(storage, world)
          const before = { ...scope, ...comparedWith(scope, 'previous') }
          const report = await overview(storage.read, scope, { interval, compare: 'previous' })
          const expected = (asked: Scope, { series }: Pick<typeof report, 'series'>) => ({
            range: { from: asked.from, to: asked.to, timeZone, mode: asked.mode },
            totals: naiveFigures(world, asked, all, 'all'),
            series: series.map(({ start }) => ({
              start,
              ...naiveFigures(
                world,
                asked,
                inParts((at) => cuts[interval](at, asked)),
                start,
              ),
            })),
          })
          expect(report).toMatchObject({
            ...expected(scope, report),
            compared: expected(before, report.compared ?? report),
          })
          const sum = report.series.reduce((total, { visits }) => total + visits, 0)
          expect(sum).toBe(report.totals.visits)
        }),
        runs,
      )
    },
  )

  it.each(everyDimension)('%s are what a count by hand gives', { timeout: 60_000 }, async (by) => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        const { rows } = await breakdown(storage.read, scope, by)
        for (const { name, label: _, ...figures } of rows) expect(figures).toEqual(naiveFigures(world, scope, by, name))
        const nets = rows.map(({ revenue }) => revenue.find((one) => one.currency === currency)?.net ?? 0)
        expect(nets).toEqual([...nets].sort((a, b) => b - a))
        // No row is missing.
        const names = naiveVisits(world, scope).flatMap((visit) => naiveDimension(by).ofVisit(visit))
        expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
        if (by === 'pages' || isProp(by)) return
        const whole = await overview(storage.read, scope, { interval: 'day' })
        const net = rows.reduce((total, row) => total + row.reported.net, 0)
        expect(net).toBe(whole.totals.reported.net)
      }),
      runs,
    )
  })

  it.each(everyDimension)(
    'what pages said they sold, by %s, is what a count by hand gives',
    { timeout: 60_000 },
    async (by) => {
      const storage = await freshStorage(engine)
      await putSite(storage)
      await fc.assert(
        fc.asyncProperty(aWorld, aScope, async (world, scope) => {
          await putWorld(storage, world)
          const { rows } = await breakdown(storage.read, scope, by, ['client'])
          for (const { name, client } of rows) expect(client).toEqual(naiveClient(world, scope, by, name))
          if (by !== 'channels') return
          const { totals, series, clientRevenue } = await overview(storage.read, scope, {
            interval: 'day',
            with: ['client'],
          })
          expect(totals).not.toHaveProperty('client')
          const amounts = (all: { amount: number }[]) => all.reduce((sum, { amount }) => sum + amount, 0)
          expect(amounts(series.flatMap(({ client }) => client ?? []))).toBe(amounts(clientRevenue))
          expect(amounts(rows.flatMap(({ client }) => client ?? []))).toBe(amounts(clientRevenue))
        }),
        { numRuns: engine === 'sqlite' ? 25 : 8 },
      )
    },
  )

  it.each(ofFirstVisits)(
    'what customers ever paid, by the %s of their first visit, is what a count by hand gives',
    { timeout: 60_000 },
    async (by) => {
      const storage = await freshStorage(engine)
      await putSite(storage)
      await fc.assert(
        fc.asyncProperty(aWorld, aScope, async (world, scope) => {
          await putWorld(storage, world)
          const { rows } = await breakdown(storage.read, scope, by, ['lifetime'])
          for (const { name, lifetime } of rows) expect(lifetime).toEqual(naiveLifetime(world, scope, by, name))
          const names = new Set(rows.map(({ name }) => name))
          for (const visit of naiveVisits(world, scope))
            for (const name of naiveDimension(by).ofVisit(visit)) expect(names).toContain(name)
        }),
        { numRuns: engine === 'sqlite' ? 25 : 8 },
      )
    },
  )

  it.each(ofNoVisit)('a lifetime is of who came, and %s are not what brings anybody', async (by) => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await putWorld(storage, { visits: [madeVisit({})], payments: [] })
    const { rows } = await breakdown(storage.read, scopeOfAll, by, ['lifetime'])
    for (const row of rows) expect(row.lifetime).toEqual({ customers: 0, net: 0, unconverted: 0, perCustomer: null })
  })

  it('products earn what the lines of the entries say, by every model', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const unfiltered = aScope.map((scope) => ({ ...scope, filters: [], refunds: 'own' as const }))
    await fc.assert(
      fc.asyncProperty(aWorld, unfiltered, async (world, scope) => {
        await putWorld(storage, world)
        const sold = new Map<string | null, number>()
        for (const payment of world.payments)
          for (const { at, amount } of entriesOf(payment)) {
            const isAsked = payment.siteId === site.id && payment.mode === scope.mode && payment.currency === currency
            if (!isAsked || dayIn(at) < scope.from || dayIn(at) > scope.to) continue
            for (const [index, part] of linesOf(payment, amount).entries()) {
              const product = payment.goods[index]?.product ?? null
              sold.set(product, (sold.get(product) ?? 0) + part)
            }
          }
        const { rows } = await breakdown(storage.read, scope, 'products')
        const net = ({ revenue }: (typeof rows)[number]) => revenue.find((one) => one.currency === currency)?.net ?? 0
        for (const row of rows)
          expect({ of: row.name, net: net(row) }).toEqual({ of: row.name, net: sold.get(row.name) ?? 0 })
        for (const { name, label } of rows) expect(label).toBe(name?.replace('prod_', 'A '))
        const sums = [rows.map(net), [...sold.values()]].map((all) => all.reduce((sum, one) => sum + one, 0))
        expect(sums[0]).toBe(sums[1])
      }),
      runs,
    )
  })

  it('goals and what pages said they sold are what a count by hand gives', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        const visits = naiveVisits(world, scope)
        const events = visits.flatMap((visit) => eventsOf(visit).map((event) => ({ ...event, visit })))
        const report = await goals(storage.read, scope)
        const own = events.filter(({ name }) => name !== EXPOSURE)
        expect(new Set(report.rows.map(({ name }) => name))).toEqual(new Set(own.map(({ name }) => name)))
        for (const row of report.rows) {
          const own = events.filter(({ name }) => name === row.name)
          const by = new Set(own.map(({ visit }) => visit)).size
          expect(row).toEqual({ name: row.name, events: own.length, visits: by, conversion: by / visits.length })
        }
        const sold = events.flatMap(({ revenue }) => (revenue ? [revenue] : []))
        const { clientRevenue } = await overview(storage.read, scope, { interval: 'day' })
        expect(clientRevenue).toEqual(
          ['eur', 'usd']
            .map((one) => sold.filter((each) => each.currency === one))
            .flatMap((own) =>
              own[0]
                ? [
                    {
                      currency: own[0].currency,
                      events: own.length,
                      amount: own.reduce((sum, { amount }) => sum + amount, 0),
                    },
                  ]
                : [],
            ),
        )
      }),
      runs,
    )
  })

  it('the properties that events said are named, each with the visits that said it', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        const said = naiveVisits(world, scope).flatMap((visit) =>
          eventsOf(visit)
            .filter(({ name }) => name !== EXPOSURE)
            .flatMap(({ props }) => Object.keys(props).map((name) => ({ name, visit }))),
        )
        const { rows } = await properties(storage.read, scope)
        expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(said.map(({ name }) => name)))
        for (const { name, events, visits } of rows) {
          const own = said.filter((one) => one.name === name)
          expect({ events, visits }).toEqual({ events: own.length, visits: new Set(own.map((one) => one.visit)).size })
        }
      }),
      runs,
    )
  })

  it('a funnel counts the visits that did the steps in their order', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const steps = fc.array(aGoal, { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, steps, async (world, scope, asked) => {
        await putWorld(storage, world)
        const visits = naiveVisits(world, scope)
        const report = await funnel(storage.read, scope, asked)
        expect(report.visits).toBe(visits.length)
        expect(report.steps.map((step) => step.visits)).toEqual(
          asked.map((_, index) => visits.filter((visit) => walks(world, visit, asked.slice(0, index + 1))).length),
        )
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
    const day = { from: '2026-03-27', to: '2026-03-27' }
    const report = await overview(storage.read, madeScope({ mode: 'test', ...day }), { interval: 'day' })
    expect(report.pending).toBe(1)
    expect(report.totals).toEqual(noFigures)
    expect(report.series.map(({ start }) => start)).toEqual(eachDay(day))
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

/** Each step as early as it can be after the one before. */
function walks(world: World, visit: World['visits'][number], steps: Goal[]): boolean {
  let at = visit.at
  for (const step of steps) {
    const moments =
      step.kind === 'page'
        ? viewsOf(visit).filter(({ page }) => page === step.page)
        : step.kind === 'event'
          ? eventsOf(visit).filter(({ name }) => name === step.name)
          : world.payments.filter(
              (payment) =>
                touchedVisits(world, payment).some((touched) => touched.visit === visit) &&
                (step.kind === 'payment' ||
                  creditsOf(world, payment, 'last').some(({ product }) => product === step.product)),
            )
    const next = Math.min(...moments.map((moment) => moment.at).filter((moment) => moment >= at))
    if (next === Number.POSITIVE_INFINITY) return false
    at = next
  }
  return true
}

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
    unattributed: paid.filter((payment) => touchedVisits(world, payment).length === 0).length,
  }
}
