// `GET /api/sites/:siteId/reports/…`: which report, about which days, in which mode, of which part.
import {
  breakdownSchema,
  clickQuerySchema,
  defaultAttributionModel,
  funnelQuerySchema,
  type ReportQuery,
  reportQuerySchema,
} from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { streamText } from '../http/stream-text.ts'
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
import { pageOf } from './page.ts'
import { properties } from './properties.ts'
import { daysAsked, eachDay } from './range.ts'
import type { Scope } from './scope.ts'
import { splitTest } from './split-tests.ts'
import { subscriptions } from './subscriptions.ts'
import { wentBack } from './went-back.ts'

export interface ReportParts {
  storage: Storage
  clock: () => number
}

/** `prop` and `test` only where a name is in the address. */
type SiteRequest = Request<{ siteId: string; prop: string; test: string }>

interface Asked {
  query: ReportQuery
  scope: Scope
}

/** A table cannot be looked through on its way: who may not see amounts gets none. */
export type SeesAmounts = (res: Response) => boolean

export function reportRoutes({ storage, clock }: ReportParts, seesAmounts: SeesAmounts): Router {
  const routes = Router({ mergeParams: true })
  const db = storage.reports
  const report = (name: string, answer: (asked: Asked, req: SiteRequest) => Promise<object>) =>
    routes.get(`/${name}`, async (req: SiteRequest, res) => {
      const asked = await read(storage, clock, req)
      const isTable = asked.query.format === 'csv'
      if (isTable && !seesAmounts(res)) throw noTables()
      const told = await answer(asked, req)
      if (isTable) await sendCsv(res, fileNameOf(req), asked.scope, toCsv(told))
      else res.json(pageOf(told, asked.query))
    })
  report('overview', ({ scope, query }) => overview(db, scope, query))
  report('went-back', ({ scope }) => wentBack(db, scope))
  report('subscriptions', ({ scope }) => subscriptions(db, scope))
  report('journeys', ({ scope }) => journeys(db, scope))
  report('time-to-payment', ({ scope }) => timeToPayment(db, scope))
  report('cohorts', ({ scope }) => cohorts(db, scope))
  report('ad-costs', ({ scope }) => adCosts(db, scope))
  report('goals', ({ scope }) => goals(db, scope))
  report('funnel', ({ scope }, req) => funnel(db, scope, parseQuery(funnelQuerySchema, req.query).step))
  for (const by of breakdownSchema.options) report(by, ({ scope, query }) => breakdown(db, scope, by, query.with))
  report('props', ({ scope }) => properties(db, scope))
  report('props/:prop', ({ scope, query }, { params }) => breakdown(db, scope, `props/${params.prop}`, query.with))
  report('variants/:test', ({ scope, query }, { params }) =>
    breakdown(db, scope, `variants/${params.test}`, query.with),
  )
  report('split-tests/:test', ({ scope, query }, { params }) => splitTest(db, scope, params.test, query))
  routes.get('/click-conversions.csv', async (req: SiteRequest, res) => {
    const { scope } = await read(storage, clock, req)
    const { kind } = parseQuery(clickQuerySchema, req.query)
    await sendCsv(res, `${kind}-conversions`, scope, [await clickConversions(db, scope, kind)])
  })
  return routes
}

const noTables = () =>
  new Refusal('not_allowed', 'Amounts are hidden on this page, and so there are no tables to load.')

/** A property may be called like no file. */
const fileNameOf = ({ path }: SiteRequest): string => path.split('/').filter(Boolean)[0] ?? 'report'

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
  const { filter: filters, goal, refunds } = query
  const model = query.model ?? site.defaultModel ?? defaultAttributionModel
  return { query, scope: { siteId: site.id, timeZone, currency, mode, filters, goal, model, refunds, ...answer.days } }
}

function sendCsv(res: Response, name: string, { from, to }: Scope, parts: Iterable<string>): Promise<void> {
  res.type('text/csv').attachment(`${name}-${from}-${to}.csv`)
  return streamText(res, parts)
}
