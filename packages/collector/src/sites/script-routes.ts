// What a site tells its script: read and set by the owner, inlined into `/f.js?site=…`.
import { scriptSettingsSchema } from '@farthing/contract'
import { Router } from 'express'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { keepScriptSettings, scriptSettings } from './store.ts'

/** Serves / under /api/sites/:siteId/script; who may enter is said at the mount. */
export function scriptRoutes({ storage }: Pick<Parts, 'storage'>): Router {
  const routes = Router({ mergeParams: true })
  routes.get<'/', { siteId: string }>('/', async (req, res) => {
    res.json(await scriptSettings(storage.read, req.params.siteId))
  })
  routes.put<'/', { siteId: string }>('/', async (req, res) => {
    const settings = parseBody(scriptSettingsSchema, req.body)
    await storage.write((trx) => keepScriptSettings(trx, req.params.siteId, settings))
    res.json(settings)
  })
  return routes
}
