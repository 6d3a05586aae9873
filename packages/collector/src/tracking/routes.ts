// `POST /api/event`: reads one message, and answers once it is committed. In front of Express: docs/adr/0009.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { IdentifyMessage, IgnoreReason, Message, UncountedReason } from '@farthing/contract'
import type pino from 'pino'
import { Refusal } from '../errors.ts'
import { cameThroughProxy, clientIp, type TrustProxy } from '../http/client-ip.ts'
import type { Door } from '../http/front-door.ts'
import { type Body, readBody } from '../http/read-body.ts'
import { keptSalts } from '../identity/salts.ts'
import { knownSites } from '../sites/known-sites.ts'
import type { SiteRecord } from '../sites/site.ts'
import { groupCommit } from '../storage/group-commit.ts'
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { answerIgnored, answerMessage, answerOptions, answerRefusal, refusalFor } from './answer.ts'
import type { IsDatacentre } from './datacentres.ts'
import type { Enrich } from './enrich.ts'
import type { Follow } from './follow.ts'
import { ingestLimit } from './ingest-limit.ts'
import { parseMessage } from './parse-message.ts'
import { ignoreReason } from './parse-view.ts'
import { type Answered, type Received, record } from './record.ts'
import type { TakeSides } from './sides.ts'
import { unknownTraits } from './traits.ts'

export interface TrackingParts {
  storage: Storage
  clock: () => number
  trustProxy: TrustProxy
  log: pino.Logger
  follow: Follow
  /** What a visit's browser is and where; without it nobody asks. */
  enrich?: Enrich
  /** Absent: nobody knows which addresses are a datacentre's. */
  isDatacentre?: IsDatacentre | undefined
  emailKey: (siteId: string) => Buffer
  /** Which sides of split tests visitors see; without it no test runs. */
  takeSides?: TakeSides
  /** Whether an identity is believed; absent: every one. */
  mayIdentify?: (db: Db, message: IdentifyMessage) => Promise<boolean>
  onIgnored?: (reason: UncountedReason, site: SiteRecord) => void
  onAnswered?: (status: number) => void
  /** More messages than this are not taken in at once: memory stays flat, and the script tries again later. */
  mostWaiting?: number
}

const LIMIT = 64 * 1024
const RETRY_AFTER_SECONDS = 2
const MINUTE_MS = 60_000
const DEFAULT_MOST_WAITING = 2_000

const busy = new Refusal(
  'busy',
  'Too many messages are waiting. Send this one again a little later.',
  RETRY_AFTER_SECONDS,
)
const wrongMethod = new Refusal('method_not_allowed', 'Messages are sent here by POST.')
const tooLarge = new Refusal('too_large', 'A message has at most 64 kB.')
const encoded = new Refusal('invalid_body', 'The body cannot be read: send it without a content encoding.')

export function trackingDoor(parts: TrackingParts): Door {
  const receive = receiver(parts)
  const most = parts.mostWaiting ?? DEFAULT_MOST_WAITING
  const waiting = new Set<ServerResponse>()
  return (req, res) => {
    // Once for everything that is to be done then: a listener costs as much as reading the message.
    res.once('close', () => {
      waiting.delete(res)
      parts.onAnswered?.(res.statusCode)
    })
    if (req.method === 'OPTIONS') return answerOptions(res)
    if (req.method !== 'POST') {
      res.setHeader('allow', 'POST, OPTIONS')
      return answerRefusal(res, wrongMethod)
    }
    readBody(req, LIMIT, (body) => {
      if (body.kind !== 'text') return answerRefusal(res, body.kind === 'encoded' ? encoded : tooLarge)
      // After the body is read, so that nobody can fill the queue with bodies that never end.
      if (waiting.size >= most) return answerRefusal(res, busy)
      waiting.add(res)
      receive(req, res, body)
    })
  }
}

type Receive = (req: IncomingMessage, res: ServerResponse, body: Extract<Body, { kind: 'text' }>) => void

function receiver(parts: TrackingParts): Receive {
  const { storage, clock } = parts
  const sites = knownSites(storage)
  const take = taker(parts)
  const failed = (res: ServerResponse) => (error: unknown) => answerRefusal(res, refusalFor(error, res, parts.log))
  return (req, res, { text }) => {
    const parsed = parseMessage(text)
    if (parsed.kind === 'refused') {
      const site = parsed.siteId === null ? null : sites.remembered(parsed.siteId, clock())
      if (site) parts.onIgnored?.('broken', site)
      return answerRefusal(res, parsed.refusal)
    }
    const { message } = parsed
    const site = sites.remembered(message.site, clock())
    if (site) return take(req, res, message, site)
    sites.find(message.site, clock()).then((found) => {
      if (found) return take(req, res, message, found)
      answerRefusal(
        res,
        new Refusal('unknown_site', `There is no site ${message.site}. Check \`data-site\` in the script tag.`),
      )
    }, failed(res))
  }
}

type Take = (req: IncomingMessage, res: ServerResponse, message: Message, site: SiteRecord) => void

function taker(parts: TrackingParts): Take {
  const { storage, clock, trustProxy, follow, enrich, isDatacentre, emailKey, mayIdentify, onIgnored, log } = parts
  const salts = keptSalts(() => randomBytes(32).toString('base64url'))
  // Also when nobody comes by: what the database has forgotten must not stay in memory.
  setInterval(() => salts.forget(clock()), MINUTE_MS).unref()
  const isTooMuch = ingestLimit()
  const commit = groupCommit(storage, (trx, received: readonly Received[]) =>
    record(trx, received, { follow, emailKey, salts, takeSides: parts.takeSides }),
  )
  const keep = (received: Received, res: ServerResponse) => {
    commit(received).then(
      (answer: Answered) => (answer instanceof Refusal ? answerRefusal(res, answer) : answerMessage(res, answer)),
      (error: unknown) => answerRefusal(res, refusalFor(error, res, log)),
    )
  }
  return (req, res, message, site) => {
    const userAgent = req.headers['user-agent'] ?? ''
    const ip = clientIp(req, trustProxy)
    const wait = isTooMuch(site.id, ip, clock())
    if (wait > 0) {
      onIgnored?.('too_many', site)
      return answerRefusal(res, new Refusal('too_many_requests', 'Too many messages at once. Wait a little.', wait))
    }
    const ignore = (reason: IgnoreReason) => {
      onIgnored?.(reason, site)
      answerIgnored(res, reason)
    }
    const ignored = ignoreReason(message, { userAgent, ip, origin: req.headers.origin }, site, isDatacentre)
    if (ignored) return ignore(ignored)
    const behindProxy = cameThroughProxy(req, trustProxy)
    const traits = () => enrich?.({ ip, userAgent, headers: req.headers, behindProxy }) ?? unknownTraits
    const received: Received = { message, site, browser: { ip, userAgent, traits }, now: clock() }
    if (message.type === 'identify' && mayIdentify) {
      mayIdentify(storage.read, message).then(
        (may) => (may ? keep(received, res) : ignore('unsigned')),
        (error: unknown) => answerRefusal(res, refusalFor(error, res, log)),
      )
    } else keep(received, res)
  }
}
