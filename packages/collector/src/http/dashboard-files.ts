// The dashboard's built files: hashed ones for ever, the page itself never from a cache, and that page for every address inside it.
import { existsSync, readdirSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import express, { type RequestHandler, Router } from 'express'

export function dashboardFiles(indexFile: string | null): RequestHandler {
  if (indexFile === null) return notBuilt
  const folder = dirname(indexFile)
  const routes = Router()
  routes.use('/assets', squeezed(`${folder}/assets`))
  routes.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false }))
  routes.use(express.static(folder, { index: false, maxAge: '1h', setHeaders: pageIsFresh }))
  routes.use((req, res, next) => {
    if (!isPageRequest(req.method, req.path, req.accepts('html') !== false)) return next()
    res.set('cache-control', 'no-cache').sendFile(indexFile)
  })
  return routes
}

const endings = { br: '.br', gzip: '.gz' } as const

/** The build left the same beside it in fewer bytes: who can read that gets it, under the name that was asked for. */
function squeezed(folder: string): RequestHandler {
  const written = new Set(existsSync(folder) ? readdirSync(folder) : [])
  return (req, res, next) => {
    const { pathname } = new URL(req.url, 'http://localhost')
    const name = pathname.slice(1)
    if (!written.has(`${name}.br`)) return next()
    res.vary('accept-encoding')
    const encoding = req.acceptsEncodings('br', 'gzip')
    if ((encoding === 'br' || encoding === 'gzip') && written.has(name + endings[encoding])) {
      res.type(extname(name)).set('content-encoding', encoding)
      req.url = pathname + endings[encoding]
    }
    next()
  }
}

const pageIsFresh = (res: { setHeader(name: string, value: string): unknown }, path: string) => {
  if (path.endsWith('.html')) res.setHeader('cache-control', 'no-cache')
}

/** A missing picture is missing; a page's address is the app's to understand. */
const isPageRequest = (method: string, path: string, wantsHtml: boolean) =>
  (method === 'GET' || method === 'HEAD') && wantsHtml && !/^\/(api|in|assets)(\/|$)/.test(path)

const notBuilt: RequestHandler = (req, res, next) => {
  if (!isPageRequest(req.method, req.path, req.accepts('html') !== false)) return next()
  res
    .status(503)
    .set('cache-control', 'no-store')
    .type('text/plain')
    .send('The dashboard is not built. Run `npm run build` in the Farthing repository and start the collector again.\n')
}
