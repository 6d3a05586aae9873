// `GET /api/sites/:siteId/export`: everything of a site as a file, sent while it is read.
import { once } from 'node:events'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { streamBytes } from '../http/stream-text.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { archiveName, exportSite } from './export-site.ts'

/** Keeps in mind who took the site's data; who that is, the guards know. */
export type Note = (res: Response, siteId: string, what: string) => Promise<void>

/** Whoever takes nothing for so long does not want it any more, and another one may. */
const STALLED_MS = 10 * 60_000

/** Who may enter is said at the mount. */
export function exportRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>, note: Note): Router {
  const underWay = new Set<string>()
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: Request<{ siteId: string }>, res) => {
    const site = await findSite(storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId}.`)
    // Express takes HEAD for GET, and would read it all to throw it away.
    if (req.method === 'HEAD') return void res.type('application/zip').end()
    if (underWay.has(site.id))
      throw new Refusal('already_started', 'This site is being exported. Wait until that file is whole, or end it.')
    underWay.add(site.id)
    try {
      await note(res, site.id, 'GET export')
      const now = clock()
      const { bytes } = await exportSite(storage.reports, site, now)
      res.type('application/zip').attachment(archiveName(site, now))
      res.setTimeout(STALLED_MS, () => res.destroy())
      await streamBytes(res, bytes)
      // Where nobody waits any more, the last question to the database is still to be answered.
      if (!bytes.closed) await once(bytes, 'close')
    } finally {
      underWay.delete(site.id)
    }
  })
  return routes
}
