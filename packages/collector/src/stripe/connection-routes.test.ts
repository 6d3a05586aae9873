// Connecting Stripe as an owner does it: a key, what it may do, and the webhook that is made with it.
import { describe, expect, it, onTestFinished } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'
import { openShop, type Shop } from './testing/shop.ts'

const KEY = 'rk_test_owner_key'
/** What seeds ask for: no charges, no events. */
const FEW = [
  'rak_customer_read',
  'rak_invoice_read',
  'rak_payment_intent_read',
  'rak_checkout_session_read',
  'rak_credit_note_read',
  'rak_subscription_read',
]

const stripeOf = ({ collector, siteId, owner }: Shop) => {
  const ask = (method: string, path = '', body?: object) =>
    collector.ask(method, `/api/sites/${siteId}/stripe${path}`, { headers: owner, ...(body ? { body } : {}) })
  return {
    get: async () => (await ask('GET')).json,
    put: (body: object) => ask('PUT', '', body),
    check: () => ask('POST', '/check'),
    webhook: (body: object = {}) => ask('POST', '/webhook', body),
  }
}

const statesIn = (status: { keyCheck: { permissions: { permission: string; state: string }[] } | null }) =>
  Object.fromEntries((status.keyCheck?.permissions ?? []).map(({ permission, state }) => [permission, state]))

describe.each(engines)('a key (%s)', (engine) => {
  it('is tried right by right before it is stored, and each missing one says what it costs', async () => {
    const shop = await openShop(engine, { key: null })
    shop.sandbox.control.setKey(KEY, { permissions: FEW })
    const { status, json } = await stripeOf(shop).put({ apiKey: KEY })
    expect(status).toBe(200)
    expect(json.apiKey).toEqual({ from: 'site', mode: 'test', hint: '_key' })
    expect(json.keyCheck).toMatchObject({ state: 'checked', problem: null, account: expect.stringMatching(/^acct_/) })
    const states = statesIn(json)
    expect(states).toMatchObject({ rak_invoice_read: 'ok', rak_charge_read: 'missing', rak_event_read: 'missing' })
    expect(states.rak_webhook_write).toBe('missing')
    const charges = json.keyCheck.permissions.find(
      (one: { permission: string }) => one.permission === 'rak_charge_read',
    )
    expect(charges).toMatchObject({ cost: expect.stringMatching(/refunds/), reads: expect.any(String) })
    expect(await stripeOf(shop).get()).toEqual(json)
  })

  it('that Stripe does not accept is refused with a sentence, and not stored', async () => {
    const shop = await openShop(engine, { key: null })
    shop.sandbox.control.setKey(KEY, { revoked: true })
    const { status, json } = await stripeOf(shop).put({ apiKey: KEY })
    expect(status).toBe(400)
    expect(json.error).toMatchObject({
      code: 'invalid_key',
      message: expect.stringMatching(/does not accept this key/),
    })
    expect((await stripeOf(shop).get()).apiKey).toBeNull()
  })

  it('is stored unchecked while Stripe cannot be reached, and checked later', async () => {
    const shop = await openShop(engine, { key: null })
    shop.sandbox.control.addFault({ kind: 'unavailable' })
    const { status, json } = await stripeOf(shop).put({ apiKey: KEY })
    expect(status).toBe(200)
    expect(json.keyCheck).toMatchObject({ state: 'unchecked', problem: expect.stringMatching(/Stripe did not answer/) })
    expect((await stripeOf(shop).check()).status).toBe(503)
    shop.sandbox.control.clearFaults()
    const checked = await stripeOf(shop).check()
    expect(checked.status).toBe(200)
    expect(new Set(Object.values(statesIn(checked.json)))).not.toContain('missing')
    expect(checked.json.keyCheck.state).toBe('checked')
    shop.sandbox.control.addFault({ kind: 'unavailable' })
    expect((await stripeOf(shop).check()).status).toBe(503)
    expect((await stripeOf(shop).get()).keyCheck.state).toBe('checked')
  })

  it('of the environment is checked on demand', async () => {
    const shop = await openShop(engine)
    expect(await stripeOf(shop).get()).toMatchObject({ apiKey: { from: 'environment' }, keyCheck: null })
    expect((await stripeOf(shop).check()).json.keyCheck.state).toBe('checked')
    expect((await stripeOf(shop).get()).keyCheck.state).toBe('checked')
  })

  it('can be removed, and its check with it', async () => {
    const shop = await openShop(engine, { key: null })
    await stripeOf(shop).put({ apiKey: KEY })
    const { json } = await stripeOf(shop).put({ apiKey: null })
    expect(json).toMatchObject({ apiKey: null, keyCheck: null, webhook: { canCreate: false } })
    expect(await stripeOf(shop).check()).toMatchObject({ status: 409, json: { error: { code: 'no_key' } } })
  })

  it('never comes back, and is in no log', async () => {
    const shop = await openShop(engine, { key: null })
    const secret = 'whsec_do_not_tell_anybody'
    await stripeOf(shop).put({ apiKey: KEY, addWebhookSecret: secret })
    await stripeOf(shop).webhook()
    shop.sandbox.control.setKey(KEY, { revoked: true })
    const answers = [
      await stripeOf(shop).put({ apiKey: KEY }),
      await stripeOf(shop).check(),
      await stripeOf(shop).get(),
    ]
    const said = `${JSON.stringify(answers)}${shop.collector.logged.join('')}`
    expect(said).not.toContain(KEY)
    expect(said).not.toContain(secret)
  })

  it('opens the same account for two sites: what both are told is one', async () => {
    const shop = await openShop(engine, { key: null })
    const other = await shop.collector.ask('POST', '/api/sites', {
      headers: shop.owner,
      body: { hosts: ['b.example'] },
    })
    await stripeOf(shop).put({ apiKey: KEY })
    const otherSite = { ...shop, siteId: other.json.id }
    await stripeOf(otherSite).put({ apiKey: 'rk_test_another_key' })
    await stripeOf(shop).webhook()
    await stripeOf(otherSite).webhook()
    await shop.stripe.paymentIntents.create({
      ...{ amount: 4900, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
      metadata: { websiteId: other.json.id },
    })
    await shop.sandbox.control.idle()
    const count = async (id: string) =>
      (await shop.collector.ask('GET', `/api/sites/${id}/payments`, { headers: shop.owner })).json.payments.length
    await expect.poll(() => count(other.json.id)).toBe(1)
    expect(await count(shop.siteId)).toBe(0)
  })
})

describe('the page for a new key', () => {
  it('comes with everything ticked, for live and for test', async () => {
    const shop = await openShop('sqlite', { key: null })
    const { keyLinks } = await stripeOf(shop).get()
    expect(keyLinks.live).toMatch(/^https:\/\/dashboard\.stripe\.com\/apikeys\/create\?name=Farthing%20shop\.example&/)
    expect(keyLinks.test).toMatch(/^https:\/\/dashboard\.stripe\.com\/test\/apikeys\/create\?/)
    for (const right of [...FEW, 'rak_charge_read', 'rak_webhook_write'])
      expect(keyLinks.live).toContain(`&permissions[]=${right}`)
  })
})

describe.each(engines)('the webhook (%s)', (engine) => {
  const endpoints = async ({ stripe }: Shop) => (await stripe.webhookEndpoints.list()).data

  it('is made with the right events and version, and payments arrive by it at once', async () => {
    const shop = await openShop(engine, { key: null })
    await stripeOf(shop).put({ apiKey: KEY })
    expect((await stripeOf(shop).get()).webhook).toMatchObject({ canCreate: true, why: null })
    const made = await stripeOf(shop).webhook()
    expect(made).toMatchObject({ status: 200, json: { done: 'created', id: expect.stringMatching(/^we_/) } })
    const [endpoint] = await endpoints(shop)
    const { webhook } = await stripeOf(shop).get()
    expect(endpoint).toMatchObject({
      url: `${shop.collector.url}/in/${shop.siteId}/stripe`,
      api_version: webhook.apiVersion,
      enabled_events: webhook.events,
    })
    expect(JSON.stringify(made)).not.toContain('whsec_')
    await shop.stripe.paymentIntents.create({
      amount: 700,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
    })
    await shop.sandbox.control.idle()
    await expect.poll(async () => (await shop.payments()).payments).toMatchObject([{ net: 700, status: 'paid' }])
  })

  it('is made once: asked again it is kept, and gets the events that it lacked', async () => {
    const shop = await openShop(engine)
    await stripeOf(shop).webhook()
    const [first] = await endpoints(shop)
    await shop.stripe.webhookEndpoints.update(first?.id ?? '', { enabled_events: ['charge.succeeded'], disabled: true })
    expect((await stripeOf(shop).webhook()).json).toMatchObject({ done: 'kept', id: first?.id })
    const [again, ...others] = await endpoints(shop)
    expect(others).toEqual([])
    expect(again).toMatchObject({ status: 'enabled' })
    expect(again?.enabled_events).toContain('refund.created')
  })

  it('takes the place of one with the same address whose secret nobody knows', async () => {
    const shop = await openShop(engine)
    const url = `${shop.collector.url}/in/${shop.siteId}/stripe`
    const lost = await shop.stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    expect((await stripeOf(shop).webhook()).json.done).toBe('replaced')
    expect((await endpoints(shop)).map(({ id }) => id)).not.toContain(lost.id)
  })

  it('is asked for by hand when the key may not make it: with the address to paste', async () => {
    const shop = await openShop(engine, { key: null })
    shop.sandbox.control.setKey(KEY, { permissions: FEW })
    await stripeOf(shop).put({ apiKey: KEY })
    expect((await stripeOf(shop).get()).webhook).toMatchObject({
      canCreate: false,
      why: expect.stringMatching(/write/),
    })
    const { status, json } = await stripeOf(shop).webhook()
    expect(status).toBe(409)
    expect(json.error.code).toBe('key_may_not')
    expect(json.error.message).toContain(`${shop.collector.url}/in/${shop.siteId}/stripe`)
  })

  it('secrets can be added while one is rolled, and removed one by one', async () => {
    const shop = await openShop(engine)
    await stripeOf(shop).put({ webhookSecrets: ['whsec_the_old_aaaa'] })
    await stripeOf(shop).put({ addWebhookSecret: 'whsec_the_new_bbbb' })
    expect(await stripeOf(shop).get()).toMatchObject({ webhookSecrets: 2, webhookSecretHints: ['aaaa', 'bbbb'] })
    await stripeOf(shop).put({ removeWebhookSecret: 'aaaa' })
    expect((await stripeOf(shop).get()).webhookSecretHints).toEqual(['bbbb'])
    expect((await stripeOf(shop).put({ webhookSecrets: [] })).json).toMatchObject({ webhookSecrets: 0 })
  })
})

describe('what is refused', () => {
  it.each([
    ['PUT', '', { apiKey: 'pk_live_1234567' }, 400, 'invalid_body'],
    ['PUT', '', { apiKey: 'sk_live_123456789' }, 422, 'confirmation_needed'],
    ['PUT', '', { addWebhookSecret: 'secret' }, 400, 'invalid_body'],
    ['PUT', '', { removeWebhookSecret: 'too long' }, 400, 'invalid_body'],
    ['PUT', '', '{', 400, 'invalid_json'],
    ['POST', '/webhook', { webhookUrl: 'mailto:a@b' }, 400, 'invalid_body'],
    ['POST', '/webhook', { webhookUrl: 'https://thief.example/collect' }, 400, 'invalid_body'],
  ])('%s %s %o', async (method, path, body, status, code) => {
    const shop = await openShop('sqlite')
    const answer = await shop.collector.ask(method, `/api/sites/${shop.siteId}/stripe${path}`, {
      headers: shop.owner,
      body,
    })
    expect(answer).toMatchObject({ status, json: { error: { code } } })
  })

  it.each([
    ['GET', ''],
    ['PUT', ''],
    ['POST', '/check'],
    ['POST', '/webhook'],
  ])('%s %s without signing in, or for a site that is not there', async (method, path) => {
    const { collector, siteId, owner } = await openShop('sqlite')
    const body = method === 'GET' ? {} : { body: {} }
    expect((await collector.ask(method, `/api/sites/${siteId}/stripe${path}`, body)).status).toBe(401)
    const none = await collector.ask(method, `/api/sites/site_00000000/stripe${path}`, { ...body, headers: owner })
    expect(none.status).toBe(404)
  })

  it('a webhook at localhost, towards Stripe itself', async () => {
    const collector = await testCollector('sqlite')
    onTestFinished(() => collector.remove())
    const owner = await collector.signIn()
    const site = await collector.ask('POST', '/api/sites', { headers: owner, body: { hosts: ['shop.example'] } })
    const path = `/api/sites/${site.json.id}/stripe/webhook`
    const answer = await collector.ask('POST', path, { headers: owner, body: {} })
    expect(answer).toMatchObject({ status: 400, json: { error: { message: expect.stringMatching(/cannot reach/) } } })
  })
})
