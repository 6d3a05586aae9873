// Doors 1 and 2: signed webhooks, for one site and for all. Answered 2xx only once the delivery is committed.
import express, { type Request, type Response, Router } from 'express'
import { ENVIRONMENT } from '../attribution/site-of.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { groupCommit } from '../storage/group-commit.ts'
import { tallier } from '../storage/tally.ts'
import { isSigned } from './client.ts'
import { allApiKeys, apiKeyOf, type SigningSecrets, secretsOf, sharedSecrets } from './connection.ts'
import { openReaders } from './reader.ts'
import { type Received, receiveEvent } from './receive.ts'
import { doorbell } from './unsigned.ts'

/** Stripe's own events stay far below. */
const rawBody = express.raw({ type: () => true, limit: '1mb' })

/** Something was written; or, with names, Stripe is to be asked with the keys of these connections. */
export type Wake = (toPoll?: string[]) => void

export function webhookRoutes(parts: Parts, wake: Wake): Router {
  const { storage, config } = parts
  const router = Router()
  const mayKnock = doorbell(parts.clock)
  // Stripe sends in bursts: what comes together is committed together, and nothing is answered before.
  const receive = groupCommit(storage, async (trx, items: readonly Signed[]) => {
    const received: Received[] = []
    const readerOf = await openReaders(trx, parts.keys)
    for (const { event, via, now } of items)
      received.push(await receiveEvent(trx, event, { via, reader: readerOf(via), now }))
    return received
  })
  const tally = tallier(storage)

  router.post('/in/:siteId/stripe', rawBody, async (req: Request<{ siteId: string }>, res) => {
    const { siteId } = req.params
    if (!(await findSite(storage.read, siteId)))
      throw new Refusal('unknown_site', `There is no site ${siteId}: copy the webhook URL from the site's settings.`)
    const secrets = await secretsOf(storage.read, parts, siteId)
    if (secrets.length > 0) return take(req, res, secrets, siteId)
    const apiKey = await apiKeyOf(storage.read, parts, siteId)
    await pollInstead(res, siteId, apiKey ? [apiKey.connection] : [])
  })

  router.post('/api/webhooks/stripe', rawBody, async (req, res) => {
    const secrets = sharedSecrets(config)
    if (secrets.length > 0) return take(req, res, secrets, ENVIRONMENT)
    const apiKeys = await allApiKeys(storage.read, parts)
    await pollInstead(
      res,
      ENVIRONMENT,
      apiKeys.map(({ connection }) => connection),
    )
  })

  async function take(req: Request<object>, res: Response, secrets: SigningSecrets[], door: string): Promise<void> {
    const now = parts.clock()
    const via = signerOf(req, secrets, now)
    if (via === null) throw await turnedAway(door, notSigned())
    const received = await receive({ event: parse(bodyOf(req)), via, now })
    if (received.kind === 'new') wake()
    res.json({ received: received.kind, ...('reason' in received ? { reason: received.reason } : {}) })
  }

  /** ADR 8: what nobody signed is never believed; a key fetches the truth. */
  async function pollInstead(res: Response, door: string, connections: string[]): Promise<void> {
    if (connections.length === 0) throw await turnedAway(door, noSecret())
    mayKnock(door)
    await counted(door, 'not_believed')
    wake(connections)
    res.status(202).json({
      received: 'discarded',
      reason: 'No signing secret is stored for this endpoint, so the body was not believed; Stripe is asked instead.',
    })
  }

  /** For the doctor. That it cannot be counted changes no answer. */
  async function counted(door: string, reason: RefusalCode | 'not_believed'): Promise<void> {
    const failed = (error: unknown) => parts.log.error({ err: error }, 'a refused webhook could not be counted')
    await tally('webhook', door, reason, parts.clock()).catch(failed)
  }

  async function turnedAway(door: string, refusal: Refusal): Promise<Refusal> {
    await counted(door, refusal.code)
    return refusal
  }

  return router
}

interface Signed {
  event: unknown
  /** The connection whose secret signed it. */
  via: string
  now: number
}

const noSecret = () =>
  new Refusal(
    'no_signing_secret',
    'No signing secret is stored for this endpoint: copy it from Stripe (whsec_…) into the settings, or set STRIPE_WEBHOOK_SECRET. Stripe sends this event again.',
  )

const notSigned = () =>
  new Refusal(
    'invalid_signature',
    "The signature does not match: the signing secret of this very endpoint is needed, the body exactly as Stripe sent it, and this machine's clock must be right.",
  )

const bodyOf = (req: Request<object>): string => (Buffer.isBuffer(req.body) ? req.body.toString('utf8') : '')

/** The body is looked at only after the signature: before it, it is a stranger's text. */
function signerOf(req: Request<object>, secrets: SigningSecrets[], now: number): string | null {
  const body = bodyOf(req)
  const header = req.header('stripe-signature') ?? ''
  return secrets.find((one) => isSigned(body, header, one.secrets, now))?.connection ?? null
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Refusal('invalid_json', 'The body is signed, but it is not JSON.')
  }
}
