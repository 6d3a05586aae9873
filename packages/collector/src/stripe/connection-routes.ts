// The settings page's Stripe part: which key and secrets a site has. They go in, and are never shown again.
import { newWebhookSchema, stripeSettingsSchema } from '@farthing/contract'
import express, { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { type StripeApi, stripeApi } from './client.ts'
import { connect } from './connect.ts'
import { apiKeyOf } from './connection.ts'
import { statusOf, webhookUrlOf } from './connection-status.ts'
import { createWebhook } from './create-webhook.ts'
import { recheck } from './keep-check.ts'

type SiteRequest = Request<{ siteId: string }>

/** Mounted under `/api/sites/:siteId/stripe`, for those who may see and change that site. */
export function connectionRoutes(
  parts: Parts,
  wake: () => void,
  api: StripeApi = stripeApi(parts.config.stripe.apiBase),
): Router {
  const router = Router({ mergeParams: true })

  router.get('/', async (req: SiteRequest, res) => {
    res.json(await statusOf(parts, req.params.siteId, originOf(req)))
  })

  router.put('/', express.json(), async (req: SiteRequest, res) => {
    const settings = parseBody(stripeSettingsSchema, req.body)
    await connect(parts, api, req.params.siteId, settings)
    // Redirects that waited for a key can be resolved now.
    wake()
    res.json(await statusOf(parts, req.params.siteId, originOf(req)))
  })

  router.post('/check', async (req: SiteRequest, res) => {
    const apiKey = await apiKeyOf(parts.storage.read, parts, req.params.siteId)
    if (!apiKey) throw new Refusal('no_key', 'No Stripe key is connected: add one first.')
    const exam = await recheck(parts, api, apiKey)
    if (exam.kind === 'invalid') throw new Refusal('invalid_key', exam.sentence)
    if (exam.check.problem) throw new Refusal('stripe_unavailable', `${exam.check.problem} Try again in a moment.`, 10)
    res.json(await statusOf(parts, req.params.siteId, originOf(req)))
  })

  router.post('/webhook', express.json(), async (req: SiteRequest, res) => {
    const { siteId } = req.params
    const { webhookUrl } = parseBody(newWebhookSchema, req.body ?? {})
    res.json(await createWebhook(parts, api, { siteId, url: webhookUrl ?? webhookUrlOf(originOf(req), siteId) }))
  })

  return router
}

/** As the owner reached us: behind a proxy, Express knows the outer protocol and host by its `trust proxy` setting. */
const originOf = (req: SiteRequest) => `${req.protocol}://${req.host}`
