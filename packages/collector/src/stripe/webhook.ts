// Doors 1 and 2: signed webhooks, for one site and for all. Answered 2xx only once the delivery is committed.
import express, { type Request, type Response, Router } from 'express'
import { Refusal } from '../errors.ts'
import type { Parts } from '../parts.ts'
import { findSite } from '../sites/store.ts'
import { isSigned } from './client.ts'
import { type SigningSecrets, secretsOf, sharedSecrets } from './connection.ts'
import { receiveEvent } from './receive.ts'

/** Stripe's own events stay far below. */
const rawBody = express.raw({ type: () => true, limit: '1mb' })

/** `wake` is called after each new delivery. */
export function webhookRoutes(parts: Parts, wake: () => void): Router {
  const { storage, config } = parts
  const router = Router()

  router.post('/in/:siteId/stripe', rawBody, async (req: Request<{ siteId: string }>, res) => {
    const { siteId } = req.params
    if (!(await findSite(storage.read, siteId)))
      throw new Refusal('unknown_site', `There is no site ${siteId}: copy the webhook URL from the site's settings.`)
    await take(req, res, await secretsOf(storage.read, parts, siteId))
  })

  router.post('/api/webhooks/stripe', rawBody, (req, res) => take(req, res, sharedSecrets(config)))

  async function take(req: Request<object>, res: Response, secrets: SigningSecrets[]): Promise<void> {
    const now = parts.clock()
    const { event, via } = verified(req, secrets, now)
    const received = await storage.write((trx) => receiveEvent(trx, event, via, now))
    if (received.kind === 'new') wake()
    res.json({ received: received.kind, ...('reason' in received ? { reason: received.reason } : {}) })
  }

  return router
}

/** The body is looked at only after the signature: before it, it is a stranger's text. */
function verified(req: Request<object>, secrets: SigningSecrets[], now: number): { event: unknown; via: string } {
  if (secrets.length === 0)
    throw new Refusal(
      'no_signing_secret',
      'No signing secret is stored for this endpoint: copy it from Stripe (whsec_…) into the settings, or set STRIPE_WEBHOOK_SECRET. Stripe sends this event again.',
    )
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
