// `GET /api/sites/:siteId/doctor`: the doctor's findings, for the settings page.
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { type StripeApi, stripeApi } from '../stripe/client.ts'
import { examine } from './examine.ts'

/** Mounted for those who may see that site. */
export function doctorRoutes(parts: Parts, api: StripeApi = stripeApi(parts.config.stripe.apiBase)): Router {
  const router = Router({ mergeParams: true })
  router.get('/', async (req: Request<{ siteId: string }>, res) => {
    const site = await findSite(parts.storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId}.`)
    res.json(await examine(parts, api, site, `${req.protocol}://${req.host}`))
  })
  return router
}
