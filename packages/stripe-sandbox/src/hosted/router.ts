// The pages that a real browser opens: Payment Links, Checkout, receipts.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { applyCode, expireSession, followLink } from '../flows/open-session.ts'
import { paySession } from '../flows/pay-session.ts'
import type { PaymentLink, Session } from '../world/model.ts'
import type { World } from '../world/world.ts'
import { checkoutPage, type Shown } from './checkout-page.ts'
import { formatMoney } from './money.ts'
import { notePage } from './page.ts'
import { successUrl } from './redirect.ts'
import { asPage, byId, type Found, findIn, formBody, formOf, notFound } from './requests.ts'

const payForm = z.object({
  email: z.email(),
  method: z.enum(['bank_debit', 'card', 'declined_card']).optional(),
})
const codeForm = z.object({ code: z.string().max(200) })

export function createHostedPages(world: World): Router {
  const router = Router()
  router.use(['/pay', '/checkout', '/receipts', '/invoices', '/transfers'], asPage)
  router.get('/pay/:slug', (req, res) => openLink(world, req, res))
  router.get('/checkout/:id', (req, res) => showCheckout(world, req, res))
  router.post('/checkout/:id', formBody, (req, res) => payCheckout(world, req, res))
  router.post('/checkout/:id/code', formBody, (req, res) => enterCode(world, req, res))
  router.get('/receipts/:kind/:id', (req, res) => showReceipt(world, req, res))
  router.get('/invoices/:id', (req, res) => showInvoice(world, req, res))
  router.get('/transfers/:id', (req, res) => showTransfer(world, req, res))
  return router
}

const queryOf = (req: Request) => new URLSearchParams(req.url.split('?')[1] ?? '')

function openLink(world: World, req: Request, res: Response): void {
  const found = findIn(world, 'payment_link', (link) => link.own.slug === req.params.slug)
  if (found === undefined) {
    notFound(res, 'Payment Link')
    return
  }
  if (!found.record.active) {
    res.send(
      notePage('This link is no longer active', found.record.inactive_message ?? 'Ask the seller for a new one.'),
    )
    return
  }
  const session = startVisit(world, found, queryOf(req))
  res.redirect(303, `/checkout/${session.id}`)
}

function startVisit(world: World, { mode, record }: Found<PaymentLink>, query: URLSearchParams): Session {
  const campaign = [...query].filter(([name]) => name.startsWith('utm_'))
  const email = z.email().safeParse(query.get('prefilled_email') ?? query.get('locked_prefilled_email'))
  return world.run(mode, (draft) =>
    followLink(draft, record, {
      client_reference_id: query.get('client_reference_id'),
      prefilled_email: email.success ? email.data : null,
      prefilled_promo_code: query.get('prefilled_promo_code'),
      redirect_query: new URLSearchParams(campaign).toString(),
    }),
  )
}

function currentSession(world: World, req: Request): Found<Session> | undefined {
  const found = byId(world, 'checkout.session', String(req.params.id))
  if (found === undefined || found.record.status !== 'open') return found
  if (found.record.expires_at * 1000 > world.clock.now()) return found
  world.run(found.mode, (draft) => expireSession(draft, found.record.id))
  return byId(world, 'checkout.session', found.record.id)
}

function showCheckout(world: World, req: Request, res: Response): void {
  const found = currentSession(world, req)
  if (found === undefined) notFound(res, 'Checkout Session')
  else if (found.record.status === 'expired')
    res.status(410).send(notePage('This page has expired', 'Go back to the shop and start again.'))
  else if (found.record.status === 'complete') finish(world, found, res)
  else showForm(world, found, res, {})
}

const showForm = (world: World, { mode, record }: Found<Session>, res: Response, shown: Shown, status = 200) =>
  res.status(status).send(checkoutPage(world.view(mode), record, shown))

function payCheckout(world: World, req: Request, res: Response): void {
  const found = currentSession(world, req)
  if (found === undefined || found.record.status !== 'open') {
    showCheckout(world, req, res)
    return
  }
  const { mode, record } = found
  const form = payForm.safeParse(formOf(req))
  if (!form.success) {
    showForm(world, found, res, { problem: 'Please enter a valid email address.' }, 422)
    return
  }
  const { email, method = 'card' } = form.data
  const paid = world.run(mode, (draft) => paySession(draft, record.id, { email, method }))
  const now = byId(world, 'checkout.session', record.id) ?? found
  if (paid.kind === 'declined')
    showForm(world, now, res, { problem: `${paid.message} Try another way to pay.`, email }, 402)
  else finish(world, now, res)
}

function enterCode(world: World, req: Request, res: Response): void {
  const found = currentSession(world, req)
  if (found === undefined || found.record.status !== 'open') {
    showCheckout(world, req, res)
    return
  }
  const { mode, record } = found
  const form = codeForm.safeParse(formOf(req))
  const outcome = form.success ? world.run(mode, (draft) => applyCode(draft, record.id, form.data.code)) : 'unknown'
  if (outcome === 'applied') res.redirect(303, `/checkout/${record.id}`)
  else showForm(world, found, res, { codeProblem: 'This code is not valid.' }, 422)
}

function finish(world: World, { mode, record }: Found<Session>, res: Response): void {
  const url = successUrl(record)
  if (url !== null) {
    res.redirect(303, url)
    return
  }
  const link = world.view(mode).find('payment_link', record.payment_link)
  const message = link?.after_completion.hosted_confirmation?.custom_message
  const thanks = record.payment_status === 'unpaid' ? 'Your bank debit is on its way.' : 'Your payment was received.'
  res.send(notePage('Thank you', message ?? thanks, 'done'))
}

function showReceipt(world: World, req: Request, res: Response): void {
  const found = byId(world, 'charge', String(req.params.id))
  if (found === undefined) notFound(res, 'receipt')
  else {
    const { amount_captured, amount_refunded, currency } = found.record
    const refunded = amount_refunded > 0 ? ` ${formatMoney(amount_refunded, currency)} was refunded.` : ''
    res.send(
      notePage('Receipt', `${formatMoney(amount_captured, currency)} was paid in the sandbox.${refunded}`, 'done'),
    )
  }
}

function showInvoice(world: World, req: Request, res: Response): void {
  const found = byId(world, 'invoice', String(req.params.id))
  if (found === undefined) notFound(res, 'invoice')
  else {
    const { number, status, total, currency } = found.record
    res.send(notePage(`Invoice ${number ?? ''}`, `${formatMoney(total, currency)}, ${status ?? 'draft'}.`))
  }
}

function showTransfer(world: World, req: Request, res: Response): void {
  const found = byId(world, 'payment_intent', String(req.params.id))
  const asked = found?.record.next_action?.display_bank_transfer_instructions
  if (found === undefined || asked === undefined) notFound(res, 'bank transfer')
  else {
    const left = formatMoney(asked.amount_remaining ?? 0, found.record.currency)
    res.send(notePage('Bank transfer', `${left} is still to come, with the reference ${asked.reference ?? ''}.`))
  }
}
