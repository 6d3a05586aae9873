// `GET /api/sites/:siteId/live`: tells what happens as it happens, by server-sent events. Who may enter is said at the mount.
import { modeQuerySchema } from '@farthing/contract'
import { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseQuery } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { findSite, modeFor } from '../sites/store.ts'
import { momentOf } from './moment.ts'

const EVERY_MS = 2_000
const SIGN_OF_LIFE_MS = 15_000
/** Then the browser comes again by itself, and is asked again who it is. */
const LONGEST_MS = 5 * 60_000

/** `seenBy`: an answer as the one who asked may see it. */
export function liveRoutes(
  { storage, clock, log }: Pick<Parts, 'storage' | 'clock' | 'log'>,
  seenBy: (res: Response) => (answer: unknown) => unknown,
): Router {
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: Request<{ siteId: string }>, res) => {
    const { mode: asked } = parseQuery(modeQuerySchema, req.query)
    const site = await findSite(storage.read, req.params.siteId)
    if (!site) throw new Refusal('unknown_site', `There is no site ${req.params.siteId} here.`)
    const mode = await modeFor(storage.read, site.id, asked)
    const seen = seenBy(res)
    res.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
    let told = ''
    const tell = async () => {
      // It may be removed while somebody looks; whoever comes again is told that there is none.
      if (!(await findSite(storage.read, site.id))) return void res.end()
      const { at, ...moment } = await momentOf(storage.read, site, mode, clock())
      const text = JSON.stringify(moment)
      if (text === told || res.writableEnded) return
      told = text
      res.write(`data: ${JSON.stringify(seen({ ...moment, at }))}\n\n`)
    }
    const failed = (error: unknown) => {
      log.warn({ err: error, siteId: site.id }, 'the live view broke off')
      res.end()
    }
    await tell().catch(failed)
    const telling = setInterval(() => void tell().catch(failed), EVERY_MS)
    const living = setInterval(() => res.write(': still here\n\n'), SIGN_OF_LIFE_MS)
    const ending = setTimeout(() => res.end(), LONGEST_MS)
    res.once('close', () => {
      clearInterval(telling)
      clearInterval(living)
      clearTimeout(ending)
    })
  })
  return routes
}
