// Doors 1 and 2: signed webhooks, for one site and for all. Answered 2xx only once the delivery is committed.
import express, { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { isSigned } from './client.ts'
import { allApiKeys, apiKeyOf, type SigningSecrets, secretsOf, sharedSecrets } from './connection.ts'
import { receiveEvent } from './receive.ts'
import { doorbell } from './unsigned.ts'

/** Stripe's own events stay far below. */
const rawBody = express.raw({ type: () => true, limit: '1mb' })

/** Something was written; or, with names, Stripe is to be asked with the keys of these connections. */
export type Wake = (toPoll?: string[]) => void

export function webhookRoutes(parts: Parts, wake: Wake): Router {
  const { storage, config } = parts
  const router = Router()
  const mayKnock = doorbell(parts.clock)

  router.post('/in/:siteId/stripe', rawBody, async (req: Request<{ siteId: string }>, res) => {
    const { siteId } = req.params
    if (!(await findSite(storage.read, siteId)))
      throw new Refusal('unknown_site', `There is no site ${siteId}: copy the webhook URL from the site's settings.`)
    const secrets = await secretsOf(storage.read, parts, siteId)
    if (secrets.length > 0) return take(req, res, secrets)
    const apiKey = await apiKeyOf(storage.read, parts, siteId)
    pollInstead(res, siteId, apiKey ? [apiKey.connection] : [])
  })

  router.post('/api/webhooks/stripe', rawBody, async (req, res) => {
    const secrets = sharedSecrets(config)
    if (secrets.length > 0) return take(req, res, secrets)
    const apiKeys = await allApiKeys(storage.read, parts)
    pollInstead(
      res,
      'all',
      apiKeys.map(({ connection }) => connection),
    )
  })

  async function take(req: Request<object>, res: Response, secrets: SigningSecrets[]): Promise<void> {
    const now = parts.clock()
    const { event, via } = verified(req, secrets, now)
    const received = await storage.write((trx) => receiveEvent(trx, event, via, now))
    if (received.kind === 'new') wake()
    res.json({ received: received.kind, ...('reason' in received ? { reason: received.reason } : {}) })
  }

  /** ADR 8: what nobody signed is never believed; a key fetches the truth. */
  function pollInstead(res: Response, door: string, connections: string[]): void {
    if (connections.length === 0)
      throw new Refusal(
        'no_signing_secret',
        'No signing secret is stored for this endpoint: copy it from Stripe (whsec_…) into the settings, or set STRIPE_WEBHOOK_SECRET. Stripe sends this event again.',
      )
    mayKnock(door)
    wake(connections)
    res.status(202).json({
      received: 'discarded',
      reason: 'No signing secret is stored for this endpoint, so the body was not believed; Stripe is asked instead.',
    })
  }

  return router
}

/** The body is looked at only after the signature: before it, it is a stranger's text. */
function verified(req: Request<object>, secrets: SigningSecrets[], now: number): { event: unknown; via: string } {
  const body = Buffer.isBuffer(req.body) ? req.body.toString('utf8') : ''
  const header = req.header('stripe-signature') ?? ''
  const signer = secrets.find((one) => isSigned(body, header, one.secrets, now))
  if (!signer)
    throw new Refusal(
      'invalid_signature',
      "The signature does not match: the signing secret of this very endpoint is needed, the body exactly as Stripe sent it, and this machine's clock must be right.",
    )
  return { event: parse(body), via: signer.connection }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Refusal('invalid_json', 'The body is signed, but it is not JSON.')
  }
}
