// What reaches a merchant's endpoint: signed, in its own version, again until taken, and as the faults will have it.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Inbox, type Merchant, oneTimePrice, openInbox, openMerchant, typesOf } from '../testing/merchant.ts'

let merchant: Merchant
let stripe: Stripe
let inbox: Inbox
beforeEach(async () => {
  merchant = await openMerchant()
  stripe = merchant.stripe
  inbox = await openInbox()
})
afterEach(async () => {
  await merchant.close()
  await inbox.close()
})

const listen = (enabled_events: string[], api_version?: string) =>
  merchant.sandbox.control.putEndpoint({ url: inbox.url, enabled_events, ...(api_version ? { api_version } : {}) })

/** Five events: created, charge, intent, and the balance. */
const pay = () =>
  stripe.paymentIntents.create({ amount: 700, currency: 'eur', payment_method: 'pm_card_visa', confirm: true })
const all = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'charge.updated']
const settled = async () => {
  await merchant.sandbox.control.idle()
  return typesOf(inbox)
}

describe('an endpoint', () => {
  it('shows its secret once', async () => {
    const made = await stripe.webhookEndpoints.create({ url: inbox.url, enabled_events: ['charge.succeeded'] })
    expect(made.secret).toMatch(/^whsec_/)
    expect((await stripe.webhookEndpoints.retrieve(made.id)).secret).toBeUndefined()
    await stripe.webhookEndpoints.update(made.id, { disabled: true })
    await pay()
    expect(await settled()).toEqual([])
  })

  it('hears only what it asked for, in order', async () => {
    listen(['payment_intent.*'])
    await pay()
    expect(await settled()).toEqual(['payment_intent.created', 'payment_intent.succeeded'])
  })

  it('gets the shape of its own version, and the same event id as any other', async () => {
    const other = await openInbox()
    listen(['charge.succeeded'], '2020-08-27')
    merchant.sandbox.control.putEndpoint({ url: other.url, enabled_events: ['charge.succeeded'] })
    await pay()
    await settled()
    const old = JSON.parse(inbox.received[0]?.body ?? '{}')
    const young = JSON.parse(other.received[0]?.body ?? '{}')
    expect(old.id).toBe(young.id)
    expect([old.api_version, 'refunds' in old.data.object]).toEqual(['2020-08-27', true])
    expect('refunds' in young.data.object).toBe(false)
    await other.close()
  })

  it('of a version before basil never hears of invoice payments', async () => {
    listen(['*'], '2025-02-24.acacia')
    const customer = await stripe.customers.create({ email: 'ada@example.com' })
    const { id } = await stripe.invoices.create({ customer: customer.id, currency: 'eur' })
    await stripe.invoiceItems.create({ customer: customer.id, invoice: id, amount: 100 })
    await stripe.invoices.pay(id, { payment_method: 'pm_card_visa' })
    const types = await settled()
    expect(types).toContain('invoice.paid')
    expect(types).not.toContain('invoice_payment.paid')
  })

  it('keeps its secret when it is put again', () => {
    expect(listen(['a.b'])).toEqual(listen(['c.d']))
    const own = merchant.sandbox.control.putEndpoint({ url: inbox.url, secret: 'whsec_fixed' })
    expect(own.secret).toBe('whsec_fixed')
  })
})

describe('a signature', () => {
  it('is of the raw body and the moment of sending', async () => {
    const { secret } = listen(['charge.succeeded'])
    await pay()
    await settled()
    const [{ body, signature } = { body: '', signature: '' }] = inbox.received
    expect(stripe.webhooks.constructEvent(body, signature, secret).type).toBe('charge.succeeded')
    expect(() => stripe.webhooks.constructEvent(`${body} `, signature, secret)).toThrow()
  })
})

describe('what is not taken', () => {
  it('comes again until it is', async () => {
    listen(['charge.succeeded'])
    inbox.answers.push(500, 301)
    await pay()
    await vi.waitFor(() => expect(merchant.sandbox.control.deliveries()[0]?.state).toBe('delivered'))
    const [delivery] = merchant.sandbox.control.deliveries()
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 301, 200])
    expect(new Set(inbox.received.map(({ body }) => body)).size).toBe(1)
  })

  it('fails in the end, and the events list knows', async () => {
    listen(['charge.succeeded'])
    inbox.answers.push(500, 500, 500, 500)
    await pay()
    await vi.waitFor(() => expect(merchant.sandbox.control.deliveries()[0]?.state).toBe('failed'))
    const undelivered = await stripe.events.list({ delivery_success: false })
    expect(undelivered.data.map(({ type }) => type)).toEqual(['charge.succeeded'])
    const again = merchant.sandbox.control.resend(undelivered.data[0]?.id ?? '')
    await merchant.sandbox.control.idle()
    expect(again).toMatchObject([{ state: 'delivered' }])
  })

  it('says why when nobody listens', async () => {
    merchant.sandbox.control.putEndpoint({ url: 'http://127.0.0.1:9/', enabled_events: ['charge.succeeded'] })
    await pay()
    await merchant.sandbox.control.idle()
    expect(merchant.sandbox.control.deliveries()[0]?.attempts[0]).toMatchObject({
      status: null,
      error: expect.any(String),
    })
  })
})

describe('faults', () => {
  it('drop', async () => {
    listen(['*'])
    merchant.sandbox.control.addFault({ kind: 'drop', types: ['charge.succeeded'] })
    await pay()
    expect(await settled()).toEqual(all.filter((type) => type !== 'charge.succeeded'))
    expect(merchant.sandbox.control.deliveries().map(({ state }) => state)).toContain('dropped')
  })

  it('duplicate', async () => {
    listen(['*'])
    merchant.sandbox.control.addFault({ kind: 'duplicate', types: ['charge.succeeded'], copies: 2 })
    await pay()
    expect((await settled()).filter((type) => type === 'charge.succeeded')).toHaveLength(3)
    expect(new Set(inbox.received.map(({ body }) => JSON.parse(body).id)).size).toBe(4)
  })

  it('reorder', async () => {
    listen(['*'])
    merchant.sandbox.control.addFault({ kind: 'reorder' })
    await pay()
    const types = await settled()
    expect(types).not.toEqual(all)
    expect(types.toSorted()).toEqual(all.toSorted())
  })

  it('delay', async () => {
    listen(['*'])
    merchant.sandbox.control.addFault({ kind: 'delay', count: 1, delay_ms: 60 })
    await pay()
    await vi.waitFor(() => expect(typesOf(inbox)).toHaveLength(4))
    expect(typesOf(inbox).at(-1)).toBe('payment_intent.created')
  })

  it('stop after their count', async () => {
    listen(['charge.succeeded'])
    merchant.sandbox.control.addFault({ kind: 'drop', count: 1 })
    await pay()
    await pay()
    expect(await settled()).toHaveLength(1)
    expect(merchant.sandbox.control.faults()).toMatchObject([{ left: 0, struck: 1 }])
  })
})

describe('the answer to the buyer', () => {
  it('does not wait for a slow endpoint', async () => {
    const slow = await openMerchant({ webhookTimeoutMs: 100 })
    slow.sandbox.control.putEndpoint({ url: 'http://10.255.255.1/', enabled_events: ['*'] })
    const start = performance.now()
    await oneTimePrice(slow.stripe)
    expect(performance.now() - start).toBeLessThan(100)
    await slow.close()
  })
})
