// The control API: scenarios over HTTP, events as an endpoint gets them, thin events, connected accounts, the rate limit.
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Inbox, type Merchant, openInbox, openMerchant, typesOf } from '../testing/merchant.ts'

let merchant: Merchant
let inbox: Inbox
beforeEach(async () => {
  ;[merchant, inbox] = await Promise.all([openMerchant(), openInbox()])
})
afterEach(() => Promise.all([merchant.close(), inbox.close()]))

const control = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${merchant.sandbox.url}/_control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: (await answer.json()) as Record<string, string[]> }
}

describe('a scenario over HTTP', () => {
  it('is listed with its options, played, and answers its ids', async () => {
    const { json: list } = await control('GET', '/scenarios')
    expect(list).toContainEqual(
      expect.objectContaining({
        name: 'S11',
        does: expect.any(String),
        options: expect.objectContaining({ type: 'object' }),
      }),
    )
    const { json: made } = await control('POST', '/scenarios/S1', { amount: 700, metadata: { visit: 'w1' } })
    const session = await merchant.stripe.checkout.sessions.retrieve(made['checkout.session']?.[0] ?? '')
    expect(session).toMatchObject({ amount_total: 700, metadata: { visit: 'w1' }, payment_status: 'paid' })
    expect((await control('GET', '/objects')).json.charge).toMatchObject([{ amount_captured: 700 }])
  })

  it('goes on from an earlier one', async () => {
    const { json: made } = await control('POST', '/scenarios/S4', { subscription_metadata: { visit: 'w1' } })
    await control('POST', '/scenarios/S5', { of: made.subscription?.[0], cycles: 2 })
    await control('POST', '/scenarios/refund', { of: made['checkout.session']?.[0], parts: [100] })
    expect((await merchant.stripe.invoices.list()).data).toHaveLength(3)
    expect((await merchant.stripe.refunds.list()).data).toMatchObject([{ amount: 100, charge: made.charge?.[0] }])
  })

  it.each([
    ['S99', {}, 404],
    ['S1', { amount: -1 }, 400],
    ['S1', { colour: 'red' }, 400],
    ['refund', { of: 'ch_nothing' }, 400],
  ])('%s with %o is refused with %i', async (name, options, status) => {
    expect(await control('POST', `/scenarios/${name}`, options)).toMatchObject({
      status,
      json: { error: expect.any(String) },
    })
  })
})

describe('events', () => {
  it('of a version are what an endpoint of that version gets', async () => {
    const version = '2025-03-31.basil'
    merchant.sandbox.control.putEndpoint({ url: inbox.url, api_version: version })
    merchant.sandbox.control.scenario('S5')
    await merchant.sandbox.control.idle()
    const got = inbox.received.map(({ body }) => ({ ...JSON.parse(body), pending_webhooks: 0 }))
    expect(merchant.sandbox.control.events(version)).toEqual(got)
  })

  it('of a version that nobody asked for were not kept', () => {
    expect(() => merchant.sandbox.control.events('2020-08-27')).toThrow('`versions`')
  })

  it('older than thirty days are gone', async () => {
    merchant.sandbox.control.scenario('S3')
    const [event] = (await merchant.stripe.events.list()).data
    merchant.sandbox.control.advanceClock(31 * 86_400_000)
    expect((await merchant.stripe.events.list()).data).toEqual([])
    await expect(merchant.stripe.events.retrieve(event?.id ?? '')).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('an endpoint', () => {
  it('for thin events is told which object changed, and nothing of it', async () => {
    const { secret } = merchant.sandbox.control.putEndpoint({ url: inbox.url, payload: 'thin' })
    const { payment_intent } = merchant.sandbox.control.scenario('S3')
    await merchant.sandbox.control.idle()
    const [{ body, signature } = { body: '', signature: '' }] = inbox.received
    const notification = merchant.stripe.parseEventNotification(body, signature, secret)
    expect(notification).toMatchObject({
      object: 'v2.core.event',
      type: 'v1.payment_intent.created',
      related_object: { id: payment_intent[0], type: 'payment_intent' },
    })
    expect(() => merchant.stripe.webhooks.constructEvent(body, signature, secret)).toThrow()
  })

  it('of connected accounts is told of them only', async () => {
    const own = await openInbox()
    merchant.sandbox.control.putEndpoint({ url: inbox.url, connect: true })
    await merchant.stripe.webhookEndpoints.create({ url: own.url, enabled_events: ['*'] })
    merchant.sandbox.control.scenario('S14')
    await merchant.sandbox.control.idle()
    expect(typesOf(inbox)).toEqual(['payment.created'])
    expect(JSON.parse(inbox.received[0]?.body ?? '')).toMatchObject({ account: expect.stringMatching(/^acct_/) })
    expect(typesOf(own)).toContain('transfer.created')
    await own.close()
  })
})

describe('the rate limit', () => {
  it('refuses what is too much in one second, with the reason', async () => {
    await control('POST', '/rate_limit', { per_second: 5 })
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => merchant.stripe.products.list()))
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.length).toBeGreaterThanOrEqual(10)
    expect(refused[0]).toBeInstanceOf(Stripe.errors.StripeRateLimitError)
    expect(refused[0].headers['stripe-rate-limited-reason']).toBe('global-rate')
    expect((await control('GET', '/rate_limit')).json).toMatchObject({ per_second: 5, refused: refused.length })
    await control('DELETE', '/rate_limit')
    await merchant.stripe.products.list()
  })
})
