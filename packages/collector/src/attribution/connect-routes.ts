// `POST /api/stripe/connect`: the site's server says which of its users a Stripe customer is.
import { connectSchema } from '@farthing/contract'
import express, { Router } from 'express'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { connectCustomer } from './connect-customer.ts'

/** Who the bearer of the token may speak for. */
type SiteOfRequest = (res: express.Response) => string

/** Mounted under `/api/stripe/connect`, behind a token. */
export function connectRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>, siteOf: SiteOfRequest): Router {
  const router = Router()
  router.post('/', express.json({ limit: '64kb' }), async (req, res) => {
    const { customid, customerid, replace } = parseBody(connectSchema, req.body)
    const asked = { siteId: siteOf(res), customId: customid, customerId: customerid, replace, now: clock() }
    const answer = await storage.write((trx) => connectCustomer(trx, asked))
    res.status(answer.connected === 'new' ? 201 : 200).json(answer)
  })
  return router
}
