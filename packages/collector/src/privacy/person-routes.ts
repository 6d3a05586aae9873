// `/api/sites/:siteId/persons/…`: what is kept of a person, and its deletion. By POST, so that no address gets into a log of URLs.
import { personNameSchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { deletePerson } from './delete-person.ts'
import { exportPerson } from './export-person.ts'

type SiteRequest = Request<{ siteId: string }>

/** Serves POST /export and POST /delete; who may enter is said at the mount. */
export function personRoutes({ storage, keys, clock, log }: Pick<Parts, 'storage' | 'keys' | 'clock' | 'log'>): Router {
  const routes = Router({ mergeParams: true })
  const asked = (req: SiteRequest) => ({ siteId: req.params.siteId, name: parseBody(personNameSchema, req.body) })
  routes.post('/export', async (req: SiteRequest, res) => {
    res.json(await exportPerson(storage.read, asked(req), keys.emailKey(req.params.siteId)))
  })
  routes.post('/delete', async (req: SiteRequest, res) => {
    const forgotten = await deletePerson(storage, asked(req), keys.emailKey(req.params.siteId))
    log.info({ siteId: req.params.siteId, ...forgotten, at: clock() }, 'a person was deleted')
    res.json(forgotten)
  })
  return routes
}
