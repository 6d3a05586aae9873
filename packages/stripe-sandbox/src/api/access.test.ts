// Who may ask what: keys, permissions, modes, repeated requests, and addresses that do not exist.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Merchant, oneTimePrice, openMerchant, submit } from '../testing/merchant.ts'
import { permissionFor } from './permissions.ts'
import { endpoints } from './router.ts'

let merchant: Merchant
let stripe: Stripe
beforeEach(async () => {
  merchant = await openMerchant({ liveKeys: ['sk_live_declared'] })
  stripe = merchant.stripe
})
afterEach(() => merchant.close())

describe('keys', () => {
  it.each(['sk_test_a', 'rk_test_b', 'sk_live_c', 'rk_live_d'])('%s is taken, and is test mode', async (key) => {
    const price = await oneTimePrice(merchant.client(key))
    expect(price.livemode).toBe(false)
  })

  it.each([undefined, 'Bearer nonsense', 'Bearer pk_test_x', 'Digest x'])('%s is not a key', async (authorization) => {
    const answer = await fetch(`${merchant.sandbox.url}/v1/products`, {
      headers: authorization ? { authorization } : {},
    })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  it('can be revoked', async () => {
    merchant.sandbox.control.setKey('sk_test_gone', { revoked: true })
    await expect(merchant.client('sk_test_gone').products.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    })
  })
})

describe('a declared live key', () => {
  it('has its own world, and is told where a test object is', async () => {
    const live = merchant.client('sk_live_declared')
    const price = await oneTimePrice(live)
    expect(price.livemode).toBe(true)
    expect((await stripe.prices.list()).data).toHaveLength(0)
    const order: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      success_url: 'https://shop.example/ok',
      line_items: [{ price: price.id }],
    }
    const session = await live.checkout.sessions.create(order)
    expect(session.id).toMatch(/^cs_live_/)
    await submit(merchant.sandbox.url, session.id)
    expect(await live.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid', livemode: true })
    const testPrice = await oneTimePrice(stripe)
    const inTest = await stripe.checkout.sessions.create({ ...order, line_items: [{ price: testPrice.id }] })
    await expect(live.checkout.sessions.retrieve(inTest.id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such checkout.session: '${inTest.id}'; a similar object exists in test mode, but a live mode key was used to make this request.`,
    })
    await expect(stripe.checkout.sessions.retrieve('cs_test_nothing')).rejects.toThrow(
      "No such checkout.session: 'cs_test_nothing'",
    )
  })
})

describe('restricted keys', () => {
  it.each([...new Map(endpoints.map((endpoint) => [permissionFor(endpoint.resource, endpoint.access), endpoint]))])(
    'without %s are told so',
    async (permission, endpoint) => {
      merchant.sandbox.control.setKey('rk_test_poor', { permissions: [] })
      const answer = await fetch(`${merchant.sandbox.url}${endpoint.path.replace(':id', 'x')}`, {
        method: endpoint.method.toUpperCase(),
        headers: { Authorization: 'Bearer rk_test_poor' },
      })
      const { error } = (await answer.json()) as { error: { message: string } }
      expect(answer.status).toBe(403)
      expect(error.message).toContain(`Having the '${permission}' permission would allow this request to continue.`)
    },
  )

  it('read what they may, also by writing permission, and never by expansion what they may not', async () => {
    const poor = merchant.client('rk_test_poor')
    merchant.sandbox.control.setKey('rk_test_poor', { permissions: ['rak_checkout_session_read', 'rak_product_write'] })
    expect((await poor.products.create({ name: 'Mug' })).name).toBe('Mug')
    expect((await poor.products.list()).data).toHaveLength(1)
    await expect(poor.prices.list()).rejects.toMatchObject({ type: 'StripePermissionError', statusCode: 403 })
    const price = await oneTimePrice(stripe)
    const { id } = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://shop.example/ok',
      line_items: [{ price: price.id }],
    })
    await submit(merchant.sandbox.url, id)
    expect(await poor.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: 'paid' })
    await expect(poor.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })).rejects.toThrow(
      'rak_payment_intent_read',
    )
    merchant.sandbox.control.setKey('rk_test_poor', { permissions: null })
    expect(await poor.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })).toMatchObject({ id })
  })
})

describe('an Idempotency-Key', () => {
  it('gives the same answer again, and refuses other parameters', async () => {
    const options = { idempotencyKey: 'order-7' }
    const one = await stripe.customers.create({ email: 'ada@example.com' }, options)
    const two = await stripe.customers.create({ email: 'ada@example.com' }, options)
    expect(two.id).toBe(one.id)
    expect((await stripe.customers.list()).data).toHaveLength(1)
    await expect(stripe.customers.create({ email: 'bob@example.com' }, options)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    })
  })
})

describe('what is not there', () => {
  it('is refused in Stripe’s words', async () => {
    const answer = await fetch(`${merchant.sandbox.url}/v1/unicorns`, {
      headers: { Authorization: 'Bearer sk_test_a' },
    })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringContaining('Unrecognized request URL (GET: /v1/unicorns)') },
    })
  })

  it('a body that is too large does not harm', async () => {
    const answer = await fetch(`${merchant.sandbox.url}/v1/customers`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_a' },
      body: `name=${'x'.repeat(2_000_000)}`,
    })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })
})
