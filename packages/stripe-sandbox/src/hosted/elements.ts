// What the pages of a shop ask for themselves, with the client secret of a PaymentIntent and no key: Stripe.js and banks.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { confirmIntent } from '../flows/intent.ts'
import { declineMessage } from '../objects/charge.ts'
import { StripeRefusal } from '../stripe-error.ts'
import type { PaymentIntent } from '../world/model.ts'
import type { World } from '../world/world.ts'
import { html } from './html.ts'
import { formatMoney } from './money.ts'
import { page } from './page.ts'
import { asPage, type Found, findIn, formBody, formOf, notFound } from './requests.ts'
import { stripeJs } from './stripe-js.ts'

const confirmForm = z.object({ client_secret: z.string(), way: z.enum(['card', 'declined_card']) })
/** A page of a shop, and never a script. */
const returnUrl = z.url({ protocol: /^https?$/ })
const bankForm = z.object({ answer: z.enum(['approve', 'refuse']), return_url: returnUrl })
const tokens = { card: 'pm_card_visa', declined_card: 'pm_card_chargeDeclined' } as const

const bySecret = (world: World, secret: string): Found<PaymentIntent> | undefined =>
  findIn(world, 'payment_intent', ({ client_secret }) => client_secret === secret)

export function createElements(world: World): Router {
  const router = Router()
  router.get('/v3', (_req, res) =>
    res.type('text/javascript').set('Cache-Control', 'no-store').send(stripeJs(world.base())),
  )
  router.post('/js/confirm', formBody, (req, res) => confirm(world, req, res))
  router.use('/banks', asPage)
  router.get('/banks/:secret', (req, res) => showBank(world, req, res))
  router.post('/banks/:secret', formBody, (req, res) => leaveBank(world, req, res))
  return router
}

const cardError = (message: string) => ({ error: { type: 'card_error', code: 'card_declined', message } })

function confirm(world: World, req: Request, res: Response): void {
  res.set('Access-Control-Allow-Origin', '*')
  const form = confirmForm.safeParse(formOf(req))
  const found = form.success ? bySecret(world, form.data.client_secret) : undefined
  if (!form.success || found === undefined) {
    res
      .status(404)
      .json({ error: { type: 'invalid_request_error', message: 'There is no PaymentIntent with this client secret.' } })
    return
  }
  const { mode, record: intent } = found
  try {
    const attempt = world.run(mode, (draft) => confirmIntent(draft, intent.id, tokens[form.data.way]))
    if (attempt.kind === 'declined') res.status(402).json(cardError(declineMessage))
    else
      res.json({ paymentIntent: { id: intent.id, status: world.view(mode).find('payment_intent', intent.id)?.status } })
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error
    res.status(error.status).json({ error: error.body })
  }
}

function showBank(world: World, req: Request, res: Response): void {
  const secret = String(req.params.secret)
  const back = returnUrl.safeParse(new URLSearchParams(req.url.split('?')[1] ?? '').get('return_url'))
  const found = bySecret(world, secret)
  if (found === undefined || !back.success) {
    notFound(res, 'payment')
    return
  }
  const { amount, currency } = found.record
  const body = html`<main><section class="panel"><h1>Your bank</h1><p>A shop asks for ${formatMoney(amount, currency)}.</p>
<form method="post" action="/banks/${secret}"><input type="hidden" name="return_url" value="${back.data}">
<button class="pay" name="answer" value="approve">Approve</button>
<button class="quiet" name="answer" value="refuse">Refuse</button></form></section></main>`
  res.send(page('Your bank', body))
}

/** As from a bank: https://docs.stripe.com/payments/payment-intents/verifying-status */
function leaveBank(world: World, req: Request, res: Response): void {
  const form = bankForm.safeParse(formOf(req))
  const found = bySecret(world, String(req.params.secret))
  if (!form.success || found === undefined) {
    notFound(res, 'payment')
    return
  }
  const { mode, record: intent } = found
  const approved = form.data.answer === 'approve'
  const status = world.view(mode).find('payment_intent', intent.id)?.status
  if (status !== 'succeeded')
    world.run(mode, (draft) => confirmIntent(draft, intent.id, tokens[approved ? 'card' : 'declined_card']))
  const url = new URL(form.data.return_url)
  url.searchParams.set('payment_intent', intent.id)
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '')
  url.searchParams.set('redirect_status', approved ? 'succeeded' : 'failed')
  res.redirect(303, url.href)
}
