import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler } from 'express'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Refusal } from '../errors.ts'
import { insertSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { noFigures } from './figures.ts'
import { reportRoutes } from './routes.ts'
import { madeOrigin, madeVisit, oneMug, putSite, putWorld, site } from './testing/world.ts'

const noon = Date.parse('2026-03-28T12:00:00Z')
const spring = madeOrigin({ channel: 'Email', source: 'news', medium: 'email', campaign: 'spring' })
const firefox = {
  country: 'FR',
  region: 'FR-75',
  city: 'Paris',
  browser: 'Firefox',
  os: 'Windows',
  device: 'Desktop',
  language: 'fr',
}
const visit = madeVisit({ at: noon, pages: ['/a', '/b', '/a'], from: spring, by: firefox })
const payment = {
  siteId: site.id,
  mode: 'live' as const,
  status: 'partially_refunded' as const,
  currency: 'eur',
  purpose: 'one_off' as const,
  customer: null,
  at: noon + 60_000,
  amount: 4_900,
  fromBalance: 0,
  takenBack: [{ kind: 'refund' as const, amount: 900, later: 0 }],
  visits: [0],
  ...oneMug,
  fee: { amount: 127, currency: 'eur' },
}

async function reportsOn(
  engine: (typeof engines)[number],
  origin: Partial<typeof spring> = {},
  events: typeof visit.events = [],
) {
  const storage = await freshStorage(engine)
  await putSite(storage)
  await putWorld(storage, {
    visits: [1, 2].map((visitor) => ({ ...visit, visitor, events, from: { ...spring, ...origin } })),
    payments: [payment, { ...payment, visits: [] }],
  })
  return reportsOf(storage)
}

async function reportsOf(storage: Storage) {
  const app = express()
  app.use(
    '/api/sites/:siteId/reports',
    reportRoutes({ storage, clock: () => noon }, () => true),
  )
  const refuse: ErrorRequestHandler = (error, _req, res, next) =>
    error instanceof Refusal ? void res.status(error.status).json(error.toProblem()) : next(error)
  app.use(refuse)
  const server = app.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  return async (path: string, siteId = site.id) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/sites/${siteId}/reports${path}`)
    const type = response.headers.get('content-type') ?? ''
    const text = await response.text()
    const body = (type.includes('json') ? JSON.parse(text) : {}) as Record<string, unknown>
    return { status: response.status, type, disposition: response.headers.get('content-disposition') ?? '', text, body }
  }
}

const revenue = (payments: number) => [
  { currency: 'eur', gross: payments * 4_900, refunds: payments * -900, net: payments * 4_000, payments },
]

const money = (payments: number, visitors = 0) => ({
  revenue: revenue(payments),
  reported: {
    gross: payments * 4_900,
    refunds: payments * -900,
    net: payments * 4_000,
    unconverted: 0,
    fees: payments * 127,
    feesOf: payments,
    feesUnconverted: 0,
    perVisitor: visitors === 0 ? null : (payments * 4_000) / visitors,
    perPayment: 4_900,
  },
})

const figures = (payments: number) => ({
  visitors: 2,
  visits: 2,
  views: 6,
  bounces: 0,
  durationMs: 4_000,
  payments,
  conversions: 1,
  conversion: 0.5,
  ...money(payments, 2),
})

describe.each(engines)('GET …/reports (%s)', (engine) => {
  it('tells how the site does, in the mode it is in', async () => {
    const get = await reportsOn(engine)
    const { status, body } = await get('/overview?from=2026-03-27&to=2026-03-28')
    expect(status).toBe(200)
    expect(body).toEqual({
      range: { from: '2026-03-27', to: '2026-03-28', timeZone: 'Europe/Paris', mode: 'live' },
      totals: figures(2),
      series: [
        { start: '2026-03-27', ...noFigures },
        { start: '2026-03-28', ...figures(2) },
      ],
      pending: 0,
      clientRevenue: [],
    })
  })

  it.each([
    ['channels', 'Email'],
    ['sources', 'news'],
    ['campaigns', 'spring'],
    ['mediums', 'email'],
    ['entry-pages', '/a'],
    ['exit-pages', '/a'],
    ['regions', 'FR-75'],
    ['countries', 'FR'],
    ['browsers', 'Firefox'],
    ['systems', 'Windows'],
    ['devices', 'Desktop'],
    ['languages', 'fr'],
  ])('tells what the %s earned, and what nobody knows the visit of', async (by, name) => {
    const get = await reportsOn(engine)
    const { body } = await get(`/${by}`)
    expect(body.rows).toEqual([
      { name, ...figures(1) },
      { name: null, ...noFigures, payments: 1, ...money(1) },
    ])
  })
})

describe('GET …/reports', () => {
  it('leaves what a filter leaves, and counts another goal', async () => {
    const get = await reportsOn('sqlite')
    const page = encodeURIComponent('pages:is:%2Fb|%2Fc')
    expect((await get(`/channels?filter=${page}&filter=channels:contains:mai&goal=page:/b`)).body.rows).toEqual([
      { name: 'Email', ...figures(1), conversions: 2, conversion: 1 },
    ])
    expect((await get('/channels?filter=campaigns:is_not:spring')).body.rows).toEqual([
      { name: null, ...noFigures, payments: 1, ...money(1) },
    ])
  })

  it('gives a table for spreadsheets, in which no name is a formula', async () => {
    const get = await reportsOn('sqlite', { campaign: '=cmd()' })
    const { type, disposition, text } = await get('/campaigns?format=csv&from=2026-03-27&to=2026-03-28')
    expect(type).toContain('text/csv')
    expect(disposition).toContain('campaigns-2026-03-27-2026-03-28.csv')
    expect(text).toBe(
      [
        'name,visitors,visits,views,bounces,durationMs,payments,conversions,conversion,gross_eur,refunds_eur,net_eur,payments_eur,' +
          'reported_gross,reported_refunds,reported_net,reported_unconverted,reported_fees,reported_feesOf,reported_feesUnconverted,reported_perVisitor,reported_perPayment',
        "'=cmd(),2,2,6,0,4000,1,1,0.5,4900,-900,4000,1,4900,-900,4000,0,127,1,0,2000,4900",
        ',0,0,0,0,0,1,0,,4900,-900,4000,1,4900,-900,4000,0,127,1,0,,4900',
        '',
      ].join('\n'),
    )
  })

  it('tells rows a part at a time, and how many there are', async () => {
    const get = await reportsOn('sqlite')
    const { body: whole } = await get('/pages')
    expect(whole).toMatchObject({ total: 3, nextOffset: null })
    const { body: first } = await get('/pages?limit=2')
    expect(first).toMatchObject({ total: 3, nextOffset: 2, rows: (whole.rows as object[]).slice(0, 2) })
    const { body: rest } = await get('/pages?limit=2&offset=2')
    expect(rest).toMatchObject({ total: 3, nextOffset: null, rows: (whole.rows as object[]).slice(2) })
    expect((await get('/pages?limit=1&format=csv')).text.trim().split('\n')).toHaveLength(1 + 3)
  })

  it('tells what was sold, with the names that Stripe has for it', async () => {
    const get = await reportsOn('sqlite')
    expect((await get('/products')).body.rows).toMatchObject([{ name: 'prod_mug', label: 'A mug', payments: 2 }])
    expect((await get('/channels?goal=payment:prod_mug')).body.rows).toMatchObject([
      { name: 'Email', conversions: 1 },
      { name: null, conversions: 0 },
    ])
    expect((await get('/channels?goal=payment:prod_cup')).body.rows).toMatchObject([
      { name: 'Email', conversions: 0, payments: 1 },
      { name: null },
    ])
  })

  it('tells what was said of a property, whatever it is called', async () => {
    const said = (props: Record<string, string>) => [{ name: 'Signup' as const, view: 0, revenue: null, props }]
    const get = await reportsOn('sqlite', {}, said({ 'a:b/c "d"': 'x', plan: 'pro' }))
    const name = encodeURIComponent('a:b/c "d"')
    expect((await get(`/props/${name}`)).body.rows).toMatchObject([{ name: 'x', visits: 2, payments: 1 }])
    const filter = encodeURIComponent(`props/${name}:is:x`)
    expect((await get(`/props/plan?filter=${filter}`)).body.rows).toMatchObject([{ name: 'pro', visits: 2 }])
    expect((await get(`/props/plan?filter=${encodeURIComponent(`props/${name}:is_not:x`)}`)).body.rows).toEqual([])
    expect((await get('/props/other')).body.rows).toEqual([])
  })

  it('makes a line of each month of a cohort, and a text of a journey', async () => {
    const get = await reportsOn('sqlite')
    const lines = async (name: string) => (await get(`/${name}?format=csv`)).text.trim().split('\n')
    expect(await lines('cohorts')).toEqual([
      'month,channel,customers,months_after,months_customers,months_gross_eur,months_refunds_eur,months_net_eur,months_payments_eur',
      ',,1,0,1,4900,-900,4000,1',
      '2026-03,Email,1,0,1,4900,-900,4000,1',
    ])
    expect(await lines('journeys')).toEqual([
      'payments,gross_eur,refunds_eur,net_eur,payments_eur,path',
      '1,4900,-900,4000,1,',
      '1,4900,-900,4000,1,Email',
    ])
  })

  it('tells a funnel', async () => {
    const get = await reportsOn('sqlite')
    expect((await get('/funnel?step=page:/a&step=page:/b&step=payment')).body).toMatchObject({
      visits: 2,
      steps: [
        { step: 'page:/a', visits: 2 },
        { step: 'page:/b', visits: 2 },
        { step: 'payment', visits: 1 },
      ],
    })
  })

  it.each([
    ['/channels?filter=channels', 400, 'invalid_query'],
    ['/channels?filter=colours:is:red', 400, 'invalid_query'],
    ['/channels?filter=channels:is:%25', 400, 'invalid_query'],
    ['/channels?goal=happiness', 400, 'invalid_query'],
    ['/channels?limit=0', 400, 'invalid_query'],
    ['/channels?with=everything', 400, 'invalid_query'],
    ['/channels?filter=props/:is:red', 400, 'invalid_query'],
    ['/funnel', 400, 'invalid_query'],
    ['/overview?interval=hour&from=2026-03-01&to=2026-03-28', 400, 'invalid_query'],
    ['/overview?from=yesterday', 400, 'invalid_query'],
    ['/overview?mode=real', 400, 'invalid_query'],
    ['/overview?from=2026-03-28&to=2026-03-27', 400, 'invalid_query'],
    ['/channels?from=2026-02-30', 400, 'invalid_query'],
  ])('refuses %s with a sentence', async (path, status, code) => {
    const get = await reportsOn('sqlite')
    expect(await get(path)).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } })
  })

  it('knows no other site', async () => {
    const get = await reportsOn('sqlite')
    expect(await get('/overview', 'site_00000000')).toMatchObject({
      status: 404,
      body: { error: { code: 'unknown_site' } },
    })
  })
})

it.each(engines)('credits by the model of the site’s settings, unless another is asked for (%s)', async (engine) => {
  const storage = await freshStorage(engine)
  await storage.write((trx) => insertSite(trx, { ...site, defaultModel: 'first' }))
  const direct = madeOrigin({ channel: 'Direct' })
  await putWorld(storage, {
    visits: [visit, { ...visit, at: noon + 30_000, from: direct }],
    payments: [{ ...payment, visits: [0, 1] }],
  })
  const ask = await reportsOf(storage)
  const { body: usual } = await ask('/channels')
  expect(usual).toEqual((await ask('/channels?model=first')).body)
  expect(usual).not.toEqual((await ask('/channels?model=last')).body)
})
