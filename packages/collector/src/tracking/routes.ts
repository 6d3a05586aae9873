// `POST /api/event`: reads one message, and answers once it is committed.
import { randomBytes } from 'node:crypto'
import type { EventAnswer, IgnoreReason } from '@farthing/contract'
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { Refusal } from '../errors.ts'
import { cameThroughProxy, clientIp, type TrustProxy } from '../http/client-ip.ts'
import { keptSalts } from '../identity/salts.ts'
import { findSite } from '../sites/store.ts'
import { groupCommit } from '../storage/group-commit.ts'
import type { Storage } from '../storage/open.ts'
import type { Enrich } from './enrich.ts'
import type { Follow } from './follow.ts'
import { parseMessage } from './parse-message.ts'
import { ignoreReason } from './parse-view.ts'
import { answerFor, type Received, record } from './record.ts'
import { unknownTraits } from './traits.ts'

export interface TrackingParts {
  storage: Storage
  clock: () => number
  trustProxy: TrustProxy
  follow: Follow
  /** What a visit's browser is and where; without it nobody asks. */
  enrich?: Enrich
  emailKey: (siteId: string) => Buffer
  onIgnored?: (reason: IgnoreReason, siteId: string) => void
  /** More messages than this are not taken in at once: memory stays flat, and the script tries again later. */
  mostWaiting?: number
}

const LIMIT = '64kb'
const RETRY_AFTER_SECONDS = 2
const DEFAULT_MOST_WAITING = 2_000

export function trackingRoutes(parts: TrackingParts): Router {
  const routes = Router()
  const body = express.raw({ type: () => true, limit: LIMIT })
  const door = routes.route('/api/event')
  door.all(crossOrigin)
  door.options((_req, res) => void res.status(204).end())
  door.post(body, backPressure(parts.mostWaiting ?? DEFAULT_MOST_WAITING), receive(parts))
  door.all((_req, res, next) => {
    res.setHeader('allow', 'POST, OPTIONS')
    next(new Refusal('method_not_allowed', 'Messages are sent here by POST.'))
  })
  routes.use('/api/event', refuse)
  return routes
}

/** On every answer, also on refusals: a script that may not read them cannot know what to do. */
const crossOrigin: RequestHandler = (_req, res, next) => {
  res.set({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'content-type',
    'access-control-expose-headers': 'x-ignored, retry-after',
    'access-control-max-age': '86400',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-store',
  })
  next()
}

/** After the body is read, so that nobody can fill the queue with bodies that never end. */
function backPressure(most: number): RequestHandler {
  let waiting = 0
  return (_req, res, next) => {
    if (waiting >= most)
      throw new Refusal(
        'busy',
        'Too many messages are waiting. Send this one again a little later.',
        RETRY_AFTER_SECONDS,
      )
    waiting += 1
    res.once('close', () => {
      waiting -= 1
    })
    next()
  }
}

function receive({ storage, clock, trustProxy, follow, enrich, emailKey, onIgnored }: TrackingParts): RequestHandler {
  const salts = keptSalts(() => randomBytes(32).toString('base64url'))
  const commit = groupCommit(storage, (trx, received: readonly Received[]) =>
    record(trx, received, { follow, emailKey, salts }),
  )
  return async (req, res) => {
    const parsed = parseMessage(Buffer.isBuffer(req.body) ? req.body.toString() : '')
    if (parsed.kind === 'refused') throw parsed.refusal
    const { message } = parsed
    const site = await findSite(storage.read, message.site)
    if (!site)
      throw new Refusal('unknown_site', `There is no site ${message.site}. Check \`data-site\` in the script tag.`)
    const userAgent = req.headers['user-agent'] ?? ''
    const ignored = ignoreReason(message, { userAgent, origin: req.headers.origin }, site)
    if (ignored) {
      onIgnored?.(ignored, site.id)
      return void res.status(202).set('x-ignored', ignored).json(answerFor(null))
    }
    const ip = clientIp(req, trustProxy)
    const behindProxy = cameThroughProxy(req, trustProxy)
    const traits = () => enrich?.({ ip, userAgent, headers: req.headers, behindProxy }) ?? unknownTraits
    const browser = { ip, userAgent, traits }
    const answer: EventAnswer | Refusal = await commit({ message, site, browser, now: clock() })
    if (answer instanceof Refusal) throw answer
    res.json(answer)
  }
}

/** Here and not at the end of the app, so that every refusal is this door's own and carries its headers. */
const refuse: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const refusal = error instanceof Refusal ? error : unreadableBody(error)
  if (!refusal || res.headersSent) return next(error)
  if (refusal.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(refusal.retryAfterSeconds))
  res.status(refusal.status).json(refusal.toProblem())
}

/** What the body reader throws: https://github.com/expressjs/body-parser#errors */
function unreadableBody(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  if (error.status === 413) return new Refusal('too_large', `A message has at most ${LIMIT}.`)
  return error.status < 500
    ? new Refusal('invalid_body', 'The body cannot be read: check its encoding and length.')
    : null
}
