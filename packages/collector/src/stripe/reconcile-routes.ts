// `GET /api/sites/:siteId/stripe/reconcile`: the ledger against Stripe, for the page that shows it.
import { reconcileQuerySchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { type StripeApi, stripeApi } from './client.ts'
import { reconcile } from './reconcile.ts'

/** Mounted for those who may see that site. */
export function reconcileRoutes(
  parts: Parts,
  api: StripeApi = stripeApi(parts.config.stripe.apiBase, parts.config.stripe.requestsPerSecond),
): Router {
  const router = Router({ mergeParams: true })
  const busy = new Set<string>()
  router.get('/', async (req: Request<{ siteId: string }>, res) => {
    const { siteId } = req.params
    const query = parseQuery(reconcileQuerySchema, req.query)
    const site = await findSite(parts.storage.read, siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${siteId}.`)
    if (busy.has(siteId)) throw new Refusal('busy', 'This site is being compared right now. Ask again in a moment.', 5)
    busy.add(siteId)
    try {
      res.json(await reconcile(parts, api, site, query))
    } finally {
      busy.delete(siteId)
    }
  })
  return router
}
