import Stripe from 'stripe'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Engine } from '../storage/dialect.ts'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { type Answer, type TestCollector, testCollector } from '../testing/collector.ts'
import { inboxIsEmpty, look } from './testing/ledger-rows.ts'
import { event, intent } from './testing/purchase.ts'
import { haveSamples, sampleEvents } from './testing/sample-events.ts'

const SHARED = 'whsec_shared'
const OWN = 'whsec_of_this_site'

interface Shop {
  collector: TestCollector
  siteId: string
  headers: Record<string, string>
  /** Sends a body to a door as Stripe does. */
  deliver(path: string, body: string, signature: string): Promise<Answer>
  /** A signature that is right here and now, or so many seconds away from it. */
  sign(body: string, secret: string, seconds?: number): string
  paymentIds(): Promise<string[]>
}

async function shop(engine: Engine, environment = {}): Promise<Shop> {
  const collector = await testCollector(engine, environment)
  onTestFinished(() => collector.remove())
  const headers = await collector.signIn()
  const site = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
  const siteId: string = site.json.id
  return {
    collector,
    siteId,
    headers,
    deliver: (path, body, signature) =>
      collector.ask('POST', path, { body, headers: { 'stripe-signature': signature } }),
    sign: (payload, secret, seconds = 0) =>
      Stripe.webhooks.generateTestHeaderString({
        payload,
        secret,
        timestamp: Math.floor(collector.time.now / 1000) + seconds,
      }),
    paymentIds: async () => {
      const { json } = await collector.ask('GET', `/api/sites/${siteId}/payments?mode=test`, { headers })
      return json.payments.map(({ id }: { id: string }) => id)
    },
  }
}

const paid = () => JSON.stringify(event('payment_intent.succeeded', intent()))
const common = '/api/webhooks/stripe'

describe.each(engines)('the webhook doors (%s)', (engine) => {
  it('take what is signed with the shared secret, at both paths, and count it once', async () => {
    const { deliver, sign, siteId, paymentIds } = await shop(engine, { STRIPE_WEBHOOK_SECRET: `whsec_older,${SHARED}` })
    const body = paid()
    expect(await deliver(common, body, sign(body, SHARED))).toMatchObject({ status: 200, json: { received: 'new' } })
    expect(await deliver(`/in/${siteId}/stripe`, body, sign(body, SHARED))).toMatchObject({
      status: 200,
      json: { received: 'seen' },
    })
    await vi.waitFor(async () => expect(await paymentIds()).toEqual(['pi_1']), 5_000)
  })

  it("take what is signed with the site's own secrets at the site's path only", async () => {
    const { collector, headers, deliver, sign, siteId, paymentIds } = await shop(engine)
    const body = paid()
    await collector.ask('PUT', `/api/sites/${siteId}/stripe`, {
      headers,
      body: { webhookSecrets: ['whsec_being_rolled', OWN] },
    })
    expect((await deliver(common, body, sign(body, OWN))).json.error.code).toBe('no_signing_secret')
    expect(await deliver(`/in/${siteId}/stripe`, body, sign(body, OWN))).toMatchObject({
      status: 200,
      json: { received: 'new' },
    })
    await vi.waitFor(async () => expect(await paymentIds()).toEqual(['pi_1']), 5_000)
  })

  it('settle after a restart what was answered and not settled before it', async () => {
    const { collector, deliver, sign, siteId } = await shop(engine, { STRIPE_WEBHOOK_SECRET: SHARED })
    const body = paid()
    expect((await deliver(common, body, sign(body, SHARED))).status).toBe(200)
    const again = await collector.restart()
    onTestFinished(() => again.close())
    const { headers } = await again.ask('POST', '/api/login', {
      body: { email: 'owner@shop.example', password: 'a long password' },
    })
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    await vi.waitFor(async () => {
      const { json } = await again.ask('GET', `/api/sites/${siteId}/payments?mode=test`, { headers: { cookie } })
      expect(json.payments).toHaveLength(1)
    }, 5_000)
  })
})

it.skipIf(!haveSamples)(
  'take every public sample event at both doors without an error, and count none twice',
  async () => {
    const { collector, deliver, sign, siteId } = await shop('sqlite', { STRIPE_WEBHOOK_SECRET: SHARED })
    const ledger = async () => {
      const storage = await openStorage(collector.databaseUrl)
      const unsettled = async () =>
        storage.read.selectFrom('delivery').select('id').where('handled_at', 'is', null).execute()
      await vi.waitFor(async () => expect(await unsettled()).toEqual([]), { timeout: 20_000, interval: 100 })
      const rows = await storage.read.selectFrom('entry').selectAll().orderBy('payment_id').orderBy('id').execute()
      await storage.close()
      return rows
    }
    const send = async (path: string) => {
      for (const { name, event } of sampleEvents()) {
        const body = JSON.stringify(event)
        expect((await deliver(path, body, sign(body, SHARED))).status, name).toBe(200)
      }
    }
    await send(common)
    const once = await ledger()
    expect(once.length).toBeGreaterThan(0)
    await send(`/in/${siteId}/stripe`)
    expect(await ledger()).toEqual(once)
  },
)

describe.each(engines)('every public sample event (%s)', (engine) => {
  it.skipIf(!haveSamples)('goes through both doors, and counts no more than through one', async () => {
    const { collector, headers, deliver, sign, siteId } = await shop(engine, { STRIPE_WEBHOOK_SECRET: SHARED })
    await collector.ask('PUT', `/api/sites/${siteId}/stripe`, { headers, body: { webhookSecrets: [OWN] } })
    const samples = sampleEvents().map(({ event: sample }) => JSON.stringify(sample))
    const send = async (path: string, secret: string) => {
      for (const body of samples) expect((await deliver(path, body, sign(body, secret))).status).toBe(200)
      await inboxIsEmpty(collector.databaseUrl)
    }
    await send(common, SHARED)
    const money = () =>
      look(collector.databaseUrl, (db) =>
        db.selectFrom('entry').select(['id', 'kind', 'amount', 'currency']).orderBy('id').execute(),
      )
    const once = await money()
    expect(once.length).toBeGreaterThan(0)
    await send(`/in/${siteId}/stripe`, OWN)
    expect(await money()).toEqual(once)
    await send(`/in/${siteId}/stripe`, OWN)
    expect(await money()).toEqual(once)
    expect(collector.logged.join('')).not.toMatch(/could not be settled/)
  })
})

describe('what the doors refuse, each with a status and a sentence', () => {
  const body = paid()
  type Case = [string, (shop: Shop) => Promise<Answer>, number, string]
  const refusals: Case[] = [
    ['no signature', ({ deliver }) => deliver(common, body, ''), 400, 'invalid_signature'],
    [
      'a signature of somebody else',
      ({ deliver, sign }) => deliver(common, body, sign(body, 'whsec_forged')),
      400,
      'invalid_signature',
    ],
    ['another body', ({ deliver, sign }) => deliver(common, `${body} `, sign(body, SHARED)), 400, 'invalid_signature'],
    [
      'a replay from yesterday',
      ({ deliver, sign }) => deliver(common, body, sign(body, SHARED, -86_400)),
      400,
      'invalid_signature',
    ],
    [
      'a signature 301 s old',
      ({ deliver, sign }) => deliver(common, body, sign(body, SHARED, -301)),
      400,
      'invalid_signature',
    ],
    [
      'a signature from the future',
      ({ deliver, sign }) => deliver(common, body, sign(body, SHARED, 3_600)),
      400,
      'invalid_signature',
    ],
    [
      'signed text that is not JSON',
      ({ deliver, sign }) => deliver(common, 'hello', sign('hello', SHARED)),
      400,
      'invalid_json',
    ],
    ['10 MB', ({ deliver, sign }) => deliver(common, 'x'.repeat(10_000_000), sign('x', SHARED)), 413, 'too_large'],
    [
      'an unknown site',
      ({ deliver, sign }) => deliver('/in/site_nobody00/stripe', body, sign(body, SHARED)),
      404,
      'unknown_site',
    ],
  ]

  it.each(refusals)('%s', async (_, ask, status, code) => {
    const here = await shop('sqlite', { STRIPE_WEBHOOK_SECRET: SHARED })
    const answer = await ask(here)
    expect(answer.status).toBe(status)
    expect(answer.json.error.code).toBe(code)
    expect(answer.json.error.message).toMatch(/^[A-Z].{20,}\.$/)
    expect(await here.paymentIds()).toEqual([])
  })

  it('any body, while no secret is stored', async () => {
    const { deliver, sign } = await shop('sqlite')
    expect(await deliver(common, body, sign(body, ''))).toMatchObject({
      status: 400,
      json: { error: { code: 'no_signing_secret' } },
    })
  })

  it('believes no body without a signing secret, but with a key it asks Stripe, once a second', async () => {
    const here = await shop('sqlite', { STRIPE_API_KEY: 'rk_test_nobody', STRIPE_API_BASE: 'http://127.0.0.1:9' })
    const { deliver, siteId, collector, paymentIds } = here
    for (const path of [common, `/in/${siteId}/stripe`]) {
      const answer = await deliver(path, body, '')
      expect(answer).toMatchObject({ status: 202, json: { received: 'discarded' } })
      expect(answer.json.reason).toMatch(/not believed/)
      const again = await deliver(path, body, '')
      expect(again).toMatchObject({ status: 429, json: { error: { code: 'too_many_requests' } } })
      expect(again.headers.get('retry-after')).toBe('1')
    }
    collector.time.now += 1_000
    expect((await deliver(common, body, '')).status).toBe(202)
    expect(await paymentIds()).toEqual([])
  })

  it.each([
    ['a thin event', { object: 'v2.core.event', id: 'evt_1' }, /Snapshot/],
    ['another object', { object: 'cat', id: 'cat_1' }, /not a Stripe event/],
  ])('%s is answered 200 and ignored, with the reason', async (_, thin, reason) => {
    const { deliver, sign } = await shop('sqlite', { STRIPE_WEBHOOK_SECRET: SHARED })
    const text = JSON.stringify(thin)
    const { status, json } = await deliver(common, text, sign(text, SHARED))
    expect({ status, received: json.received }).toEqual({ status: 200, received: 'ignored' })
    expect(json.reason).toMatch(reason)
  })
})

it('never logs a signing secret, a key or a body', async () => {
  const { collector, deliver, sign, siteId, headers } = await shop('sqlite', { STRIPE_WEBHOOK_SECRET: SHARED })
  const body = paid()
  await collector.ask('PUT', `/api/sites/${siteId}/stripe`, {
    headers,
    body: { apiKey: 'rk_test_secretkey', webhookSecrets: [OWN] },
  })
  await deliver(common, body, sign(body, SHARED))
  const log = collector.logged.join('')
  for (const secret of [SHARED, OWN, 'rk_test_secretkey', 'amount_received']) expect(log).not.toContain(secret)
  const shown = await collector.ask('GET', `/api/sites/${siteId}/stripe`, { headers })
  expect(shown.json).toMatchObject({ apiKey: { from: 'site', mode: 'test', hint: 'tkey' }, webhookSecrets: 1 })
  expect(shown.text).not.toContain('rk_test_')
})
