// `GET /api/sites/:siteId/reports/…`: which report, about which days, in which mode.
import { breakdownSchema, reportQuerySchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import type { SiteRecord } from '../sites/site.ts'
import { findSite, modeFor } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { breakdown } from './breakdown.ts'
import { overview } from './overview.ts'
import { products } from './products.ts'
import { daysAsked } from './range.ts'
import type { Scope } from './scope.ts'
import { subscriptions } from './subscriptions.ts'

export interface ReportParts {
  storage: Storage
  clock: () => number
}

type SiteRequest = Request<{ siteId: string }>

export function reportRoutes({ storage, clock }: ReportParts): Router {
  const routes = Router({ mergeParams: true })
  const asked = async (req: SiteRequest): Promise<{ site: SiteRecord; scope: Scope }> => {
    const query = parseQuery(reportQuerySchema, req.query)
    const site = await findSite(storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId}.`)
    const answer = daysAsked(query, clock(), site.timeZone)
    if (answer.kind === 'refused') throw new Refusal('invalid_query', answer.sentence)
    const mode = await modeFor(storage.read, site.id, query.mode)
    return { site, scope: { siteId: site.id, mode, ...answer.days } }
  }
  routes.get('/overview', async (req: SiteRequest, res) => {
    const { site, scope } = await asked(req)
    res.json(await overview(storage.read, site, scope))
  })
  routes.get('/products', async (req: SiteRequest, res) => {
    const { site, scope } = await asked(req)
    res.json(await products(storage.read, site, scope))
  })
  routes.get('/subscriptions', async (req: SiteRequest, res) => {
    const { site, scope } = await asked(req)
    res.json(await subscriptions(storage.read, site, scope))
  })
  for (const by of breakdownSchema.options)
    routes.get(`/${by}`, async (req: SiteRequest, res) => {
      const { site, scope } = await asked(req)
      res.json(await breakdown(storage.read, site, scope, by))
    })
  return routes
}
