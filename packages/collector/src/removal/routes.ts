// `DELETE /api/sites/:siteId`: takes the site away for good. It is gone when this is answered; its rows are deleted after it.
import { type SiteRemoved, siteRemovalSchema } from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { confirmName } from './confirm.ts'
import { removeSite } from './remove-site.ts'

type RemovalParts = Pick<Parts, 'storage' | 'clock' | 'log'>

/** Who may enter is said at the mount; `nameOf` says who it was. */
export function removalRoutes({ storage, clock, log }: RemovalParts, nameOf: (res: Response) => string): Router {
  const routes = Router({ mergeParams: true })
  routes.delete('/', async (req: Request<{ siteId: string }>, res) => {
    const { siteId } = req.params
    const { name } = parseBody(siteRemovalSchema, req.body)
    const site = await removeSite(storage, siteId, clock(), (found) => confirmName(found, name))
    if (!site) throw new Refusal('unknown_site', `There is no site ${siteId} here.`)
    log.warn({ siteId, name: site.name, who: nameOf(res) }, 'a site was removed for good')
    const answer: SiteRemoved = { removed: siteId }
    // Not by `json`, which would note it in the site's own trace of changes: that went with the site.
    res.type('json').send(JSON.stringify(answer))
  })
  return routes
}
