// Writing is for our own pages and for programs: another site's page cannot write with the owner's cookie.
import type { Request, RequestHandler } from 'express'
import { Refusal } from '../errors.ts'

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

export const sameOriginWrites: RequestHandler = (req, _res, next) => {
  if (readOnly.has(req.method)) return next()
  if (!isFromHere(req)) return next(new Refusal('cross_site', 'This can only be done from the dashboard itself.'))
  // A page of another site can send text and forms unasked, but JSON only after a preflight, which we do not answer.
  if (hasBody(req) && !req.is('application/json'))
    return next(new Refusal('invalid_body', 'Send the body as JSON, with the header "content-type: application/json".'))
  next()
}

/** Browsers send one of the two with every write (https://fetch.spec.whatwg.org/#origin-header); a program sends none. */
function isFromHere(req: Request): boolean {
  const site = req.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const origin = req.headers.origin
  return origin === undefined || hostOf(origin) === req.headers.host
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null)

const hasBody = (req: Request) =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
