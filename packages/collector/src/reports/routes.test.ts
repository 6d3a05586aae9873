import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler } from 'express'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Refusal } from '../errors.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { reportRoutes } from './routes.ts'
import { putSite, putWorld, site } from './testing/world.ts'

const noon = Date.parse('2026-03-28T12:00:00Z')
const spring = { channel: 'Email', source: 'news', campaign: 'spring' }
const firefox = { country: 'FR', browser: 'Firefox', os: 'Windows', device: 'Desktop', language: 'fr' }
const visit = { siteId: site.id, visitor: 1, at: noon, views: 3, page: '/a', from: spring, by: firefox }
const payment = {
  siteId: site.id,
  mode: 'live' as const,
  status: 'partially_refunded' as const,
  currency: 'eur',
  at: noon + 60_000,
  amount: 4_900,
  fromBalance: 0,
  takenBack: [{ kind: 'refund' as const, amount: 900, later: 0 }],
  visit: 0,
}

async function reportsOn(engine: (typeof engines)[number]) {
  const storage = await freshStorage(engine)
  await putSite(storage)
  await putWorld(storage, {
    visits: [visit, { ...visit, visitor: 2 }],
    payments: [payment, { ...payment, visit: null }],
  })
  const app = express()
  app.use('/api/sites/:siteId/reports', reportRoutes({ storage, clock: () => noon }))
  const refuse: ErrorRequestHandler = (error, _req, res, next) =>
    error instanceof Refusal ? void res.status(error.status).json(error.toProblem()) : next(error)
  app.use(refuse)
  const server = app.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  return async (path: string, siteId = site.id) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/sites/${siteId}/reports${path}`)
    return { status: response.status, body: (await response.json()) as { rows?: unknown } }
  }
}

const revenue = (payments: number) => [
  { currency: 'eur', gross: payments * 4_900, refunds: payments * -900, net: payments * 4_000 },
]

describe.each(engines)('GET …/reports (%s)', (engine) => {
  it('tells how the site does, in the mode it is in', async () => {
    const get = await reportsOn(engine)
    const { status, body } = await get('/overview?from=2026-03-27&to=2026-03-28')
    const figures = { visitors: 2, visits: 2, views: 6, payments: 2, conversion: 0.5, revenue: revenue(2) }
    expect(status).toBe(200)
    expect(body).toEqual({
      range: { from: '2026-03-27', to: '2026-03-28', timeZone: 'Europe/Paris', mode: 'live' },
      totals: figures,
      series: [
        { day: '2026-03-27', visitors: 0, visits: 0, views: 0, payments: 0, conversion: null, revenue: [] },
        { day: '2026-03-28', ...figures },
      ],
      pending: 0,
    })
  })

  it.each([
    ['channels', 'Email'],
    ['sources', 'news'],
    ['campaigns', 'spring'],
    ['pages', '/a'],
    ['countries', 'FR'],
    ['browsers', 'Firefox'],
    ['systems', 'Windows'],
    ['devices', 'Desktop'],
    ['languages', 'fr'],
  ])('tells what the %s earned, and what nobody knows the visit of', async (by, name) => {
    const get = await reportsOn(engine)
    const { body } = await get(`/${by}`)
    expect(body.rows).toEqual([
      { name, visitors: 2, visits: 2, views: 6, payments: 1, conversion: 0.5, revenue: revenue(1) },
      { name: null, visitors: 0, visits: 0, views: 0, payments: 1, conversion: null, revenue: revenue(1) },
    ])
  })
})

describe('GET …/reports', () => {
  it.each([
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
