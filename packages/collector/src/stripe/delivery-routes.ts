// What came from Stripe, for the owner: the list, and the button that works one off once more. Who may enter is said at the mount.
import { type DeliveriesAnswer, deliveriesQuerySchema, replayDeliverySchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody, parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import type { Db } from '../storage/schema.ts'
import { accountsOfSite } from './account.ts'
import { connectionsOf } from './account-store.ts'
import { listDeliveries, putBack } from './delivery-list-store.ts'
import type { Wake } from './webhook.ts'

type SiteRequest = Request<{ siteId: string }>
const PAGE = 50

export function deliveryRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>, wake: Wake): Router {
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: SiteRequest, res) => {
    const { before } = parseQuery(deliveriesQuerySchema, req.query)
    const [at = '', ...id] = before?.split(':') ?? []
    const connections = await connectionsOfSite(storage.read, req.params.siteId)
    const since = before ? { at: Number(at), id: id.join(':') } : null
    const rows = await listDeliveries(storage.read, connections, since, PAGE + 1)
    const deliveries = rows.slice(0, PAGE)
    const last = deliveries.at(-1)
    const nextBefore = rows.length > PAGE && last ? `${last.receivedAt}:${last.id}` : null
    res.json({ deliveries, nextBefore } satisfies DeliveriesAnswer)
  })
  routes.post('/replay', async (req: SiteRequest, res) => {
    const asked = parseBody(replayDeliverySchema, req.body)
    const connections = await connectionsOfSite(storage.read, req.params.siteId)
    if (!(await storage.write((trx) => putBack(trx, connections, asked, clock()))))
      throw new Refusal('not_found', `Nothing with the id ${asked.id} came from Stripe for this site.`)
    wake()
    res.status(202).json({})
  })
  return routes
}

async function connectionsOfSite(db: Db, siteId: string): Promise<string[]> {
  const accounts = await accountsOfSite(db, siteId)
  const proven = await Promise.all(accounts.map((account) => connectionsOf(db, account)))
  return [...new Set([siteId, ...accounts, ...proven.flat()])]
}
