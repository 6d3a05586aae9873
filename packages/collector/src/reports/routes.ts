// `GET /api/sites/:siteId/reports/…`: which report, about which days, in which mode, of which part.
import {
  breakdownSchema,
  clickQuerySchema,
  funnelQuerySchema,
  type ReportQuery,
  reportQuerySchema,
} from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import { findSite, modeFor } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { adCosts } from './ad-costs.ts'
import { breakdown } from './breakdown.ts'
import { clickConversions } from './click-conversions.ts'
import { cohorts } from './cohorts.ts'
import { toCsv } from './csv.ts'
import { funnel } from './funnel.ts'
import { goals } from './goals.ts'
import { MOST_DAYS_OF_HOURS } from './intervals.ts'
import { journeys, timeToPayment } from './journeys.ts'
import { overview } from './overview.ts'
import { products } from './products.ts'
import { daysAsked, eachDay } from './range.ts'
import type { Scope } from './scope.ts'
import { subscriptions } from './subscriptions.ts'

export interface ReportParts {
  storage: Storage
  clock: () => number
}

type SiteRequest = Request<{ siteId: string }>

interface Asked {
  query: ReportQuery
  scope: Scope
}

export function reportRoutes({ storage, clock }: ReportParts): Router {
  const routes = Router({ mergeParams: true })
  const db = storage.reports
  const report = (name: string, answer: (asked: Asked, req: SiteRequest) => Promise<object>) =>
    routes.get(`/${name}`, async (req: SiteRequest, res) => {
      const asked = await read(storage, clock, req)
      send(res, name, asked, await answer(asked, req))
    })
  report('overview', ({ scope, query }) => overview(db, scope, query))
  report('products', ({ scope }) => products(db, scope))
  report('subscriptions', ({ scope }) => subscriptions(db, scope))
  report('journeys', ({ scope }) => journeys(db, scope))
  report('time-to-payment', ({ scope }) => timeToPayment(db, scope))
  report('cohorts', ({ scope }) => cohorts(db, scope))
  report('ad-costs', ({ scope }) => adCosts(db, scope))
  report('goals', ({ scope }) => goals(db, scope))
  report('funnel', ({ scope }, req) => funnel(db, scope, parseQuery(funnelQuerySchema, req.query).step))
  for (const by of breakdownSchema.options) report(by, ({ scope }) => breakdown(db, scope, by))
  routes.get('/click-conversions.csv', async (req: SiteRequest, res) => {
    const { scope } = await read(storage, clock, req)
    const { kind } = parseQuery(clickQuerySchema, req.query)
    sendCsv(res, `${kind}-conversions`, scope, await clickConversions(db, scope, kind))
  })
  return routes
}

async function read(storage: Storage, clock: () => number, req: SiteRequest): Promise<Asked> {
  const query = parseQuery(reportQuerySchema, req.query)
  const site = await findSite(storage.read, req.params.siteId)
  if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId}.`)
  const answer = daysAsked(query, clock(), site.timeZone)
  if (answer.kind === 'refused') throw new Refusal('invalid_query', answer.sentence)
  if (query.interval === 'hour' && eachDay(answer.days).length > MOST_DAYS_OF_HOURS)
    throw new Refusal('invalid_query', `Hours are told of at most ${MOST_DAYS_OF_HOURS} days. Ask for interval=day.`)
  const mode = await modeFor(storage.read, site.id, query.mode)
  const { timeZone, currency } = site
  const { filter: filters, goal, model, refunds } = query
  return { query, scope: { siteId: site.id, timeZone, currency, mode, filters, goal, model, refunds, ...answer.days } }
}

function send(res: Response, name: string, { query, scope }: Asked, report: object): void {
  if (query.format === 'json') {
    res.json(report)
    return
  }
  sendCsv(res, name, scope, toCsv(report))
}

function sendCsv(res: Response, name: string, { from, to }: Scope, text: string): void {
  res.type('text/csv').attachment(`${name}-${from}-${to}.csv`).send(text)
}
