import Stripe from 'stripe'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'
import { event, intent } from './testing/purchase.ts'

const SECRET = 'whsec_shared'

describe.each(engines)('what came from Stripe (%s)', (engine) => {
  it('is listed with what became of it, and worked off once more on demand, counted once', async () => {
    const collector = await testCollector(engine, { STRIPE_WEBHOOK_SECRET: SECRET })
    onTestFinished(() => collector.remove())
    const headers = await collector.signIn()
    const { json: made } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    const site = `/api/sites/${made.id}`
    const payload = JSON.stringify(event('payment_intent.succeeded', intent()))
    const timestamp = Math.floor(collector.time.now / 1000)
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp })
    const signed = { body: payload, headers: { 'stripe-signature': signature } }
    await collector.ask('POST', '/api/webhooks/stripe', signed)

    const list = async () => (await collector.ask('GET', `${site}/stripe/deliveries`, { headers })).json
    const [first] = await vi.waitFor(async () => {
      const { deliveries, nextBefore } = await list()
      expect(deliveries).toMatchObject([
        { door: 'webhook', type: 'payment_intent.succeeded', mode: 'test', outcome: expect.any(String) },
      ])
      expect(deliveries[0].handledAt).toBe(collector.time.now)
      expect(nextBefore).toBeNull()
      return deliveries
    }, 10_000)

    collector.time.now += 60_000
    const { id, shape, connection } = first
    const replay = (body: object) => collector.ask('POST', `${site}/stripe/deliveries/replay`, { headers, body })
    expect((await replay({ id, shape, connection })).status).toBe(202)
    await vi.waitFor(async () => {
      const { deliveries } = await list()
      expect(deliveries).toMatchObject([{ id, handledAt: collector.time.now }])
    }, 10_000)
    const { json } = await collector.ask('GET', `${site}/payments?mode=test`, { headers })
    expect(json.payments).toHaveLength(1)

    expect((await replay({ id: 'evt_nothing', shape, connection })).status).toBe(404)
    expect((await replay({ id, shape, connection: 'site_another' })).status).toBe(404)
  })
})
