// The share links of a site over HTTP; who may enter is said at the mount.
import { newShareLinkSchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { addShareLink, shareLinksAt } from './share-links.ts'
import { deleteShareLink } from './share-store.ts'

type SiteRequest = Request<{ siteId: string }>

export function shareRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Router {
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: SiteRequest, res) => {
    res.json(await shareLinksAt(storage, req.params.siteId))
  })
  routes.post('/', async (req: SiteRequest, res) => {
    const asked = parseBody(newShareLinkSchema, req.body)
    res.status(201).json(await addShareLink(storage, req.params.siteId, asked, clock()))
  })
  routes.delete('/:id', async (req: Request<{ siteId: string; id: string }>, res) => {
    const deleted = await storage.write((trx) => deleteShareLink(trx, req.params.siteId, req.params.id))
    if (!deleted) throw new Refusal('not_found', 'There is no such link here.')
    res.json(await shareLinksAt(storage, req.params.siteId))
  })
  return routes
}
