// Money from outside Stripe, told by the owner's server: kept in the inbox before it is answered, once per id.
import { type RevenueAnswer, revenueSchema, type ServerRevenue } from '@farthing/contract'
import express, { Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import { hashEmail } from '../identity/email.ts'
import type { Parts } from '../parts.ts'
import { apiConnectionOf, ledgerIdOf } from './revenue.ts'
import { deliveryBody, insertOnce } from './store.ts'

/** Who the bearer of the token may speak for. */
export type SiteOfRequest = (res: express.Response) => string

/** Mounted under `/api/revenue`, behind a token. */
export function revenueRoutes(parts: Parts, siteOf: SiteOfRequest, wake: () => void): Router {
  const { storage, clock } = parts
  const router = Router()
  router.post('/', express.json({ limit: '64kb' }), async (req, res) => {
    const revenue = parseBody(revenueSchema, req.body)
    const siteId = siteOf(res)
    const delivery = toDelivery(parts, siteId, revenue, clock())
    const isNew = await storage.write(async (trx) => {
      const inserted = await insertOnce(trx, delivery)
      if (!inserted) refuseAnother(revenue, await deliveryBody(trx, delivery), delivery.body)
      return inserted
    })
    if (isNew) wake()
    const answer: RevenueAnswer = {
      received: isNew ? 'new' : 'seen',
      paymentId: ledgerIdOf(revenue.refundOf ?? revenue.id),
    }
    res.status(isNew ? 201 : 200).json(answer)
  })
  return router
}

function toDelivery({ keys }: Parts, siteId: string, revenue: ServerRevenue, now: number) {
  const { test, email, at, ...told } = revenue
  const emailHash = email === undefined ? null : hashEmail(keys.emailKey(siteId), email)
  const paidAt = at === undefined ? now : Date.parse(at)
  return {
    id: ledgerIdOf(revenue.id),
    shape: '',
    door: 'api' as const,
    connection: apiConnectionOf(siteId),
    mode: test ? ('test' as const) : ('live' as const),
    type: revenue.refundOf === undefined ? 'revenue' : 'revenue.refund',
    body: JSON.stringify({ ...told, at: paidAt, emailHash }),
    received_at: now,
  }
}

/** The same id twice is the same payment told twice; another amount under it is a mistake that must not pass in silence. */
function refuseAnother({ id }: ServerRevenue, before: string | null, body: string): void {
  if (before === null) return
  const [a, b] = [before, body].map((text) => JSON.parse(text) as Record<string, unknown>)
  const differing = ['amount', 'currency', 'refundOf'].find((field) => a?.[field] !== b?.[field])
  if (differing)
    throw new Refusal(
      'already_there',
      `The id ${id} was told before with another ${differing}: a payment never changes, give this one an id of its own.`,
    )
}
