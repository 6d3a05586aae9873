// A buyer follows a Payment Link, presses Pay, and the merchant learns of it once by redirect and by webhook.
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  follow,
  type Inbox,
  type Merchant,
  oneTimePrice,
  openInbox,
  openMerchant,
  submit,
  typesOf,
} from '../testing/merchant.ts'

let merchant: Merchant
let inbox: Inbox
beforeEach(async () => {
  merchant = await openMerchant()
  inbox = await openInbox()
})
afterEach(async () => {
  await merchant.close()
  await inbox.close()
})

const linkTo = async (url: string) => {
  const price = await oneTimePrice(merchant.stripe)
  return merchant.stripe.paymentLinks.create({
    line_items: [{ price: price.id, quantity: 2 }],
    after_completion: { type: 'redirect', redirect: { url } },
    metadata: { shelf: 'mugs' },
    payment_intent_data: { metadata: { order: '7' } },
  })
}

describe('a Payment Link', () => {
  it('is paid once and told in the order of Stripe', async () => {
    const { stripe, sandbox } = merchant
    const endpoint = await stripe.webhookEndpoints.create({ url: inbox.url, enabled_events: ['*'] })
    const link = await linkTo('https://shop.example/thanks?stripe_session_id={CHECKOUT_SESSION_ID}')
    inbox.received.length = 0
    const id = await follow(`${link.url}?client_reference_id=v_abc-1&utm_source=letter`)
    const answer = await submit(sandbox.url, id)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`https://shop.example/thanks?stripe_session_id=${id}&utm_source=letter`)
    await sandbox.control.idle()

    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['line_items', 'payment_intent.latest_charge'],
    })
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      amount_total: 9800,
      client_reference_id: 'v_abc-1',
      livemode: false,
      payment_link: link.id,
      metadata: { shelf: 'mugs' },
      customer: null,
      customer_details: { email: 'ada@example.com' },
      payment_intent: { amount_received: 9800, metadata: { order: '7' }, latest_charge: { amount_captured: 9800 } },
    })
    expect(session.line_items?.data[0]).toMatchObject({ amount_total: 9800, quantity: 2, description: 'Farthing mug' })
    expect(typesOf(inbox).slice(-5)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ])
    const [last] = inbox.received.slice(-1)
    const event = stripe.webhooks.constructEvent(last?.body ?? '', last?.signature ?? '', endpoint.secret ?? '')
    expect(event.type).toBe('charge.updated')
    expect(() => stripe.webhooks.constructEvent(last?.body ?? '', last?.signature ?? '', 'whsec_wrong')).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    )
  })
})
