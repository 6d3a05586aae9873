// The operator's key and a site's own webhook, of one Stripe account or of two: one is counted once, two are kept apart.
import Stripe from 'stripe'
import { describe, expect, it, vi } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { buys, card, checkout } from './testing/buyers.ts'
import { look } from './testing/ledger-rows.ts'
import { event } from './testing/purchase.ts'
import { openShop, type Shop } from './testing/shop.ts'

const OWN = 'whsec_of_the_site_itself'
const soon = { timeout: 15_000, interval: 50 }
const MINUTE = 60_000
/** What guides ask for: no Charges, no Events. */
const few = ['customer', 'invoice', 'payment_intent', 'checkout_session', 'credit_note', 'subscription']

/** A collector whose operator's key may read little, and a site with a signing secret of its own. */
async function shopWithBoth(engine: (typeof engines)[number]) {
  const shop = await openShop(engine, { environment: { STRIPE_WEBHOOK_SECRET: '', STRIPE_POLL_SECONDS: '60' } })
  shop.sandbox.control.setKey('rk_test_sandbox', { permissions: few.map((name) => `rak_${name}_read`) })
  await givesSecret(shop, shop.siteId)
  // What follows is told by lists of objects only.
  keyLooks(shop)
  const polled = () => look(shop.collector.databaseUrl, (db) => db.selectFrom('poll').select('list').execute())
  await vi.waitFor(async () => expect((await polled()).length).toBeGreaterThan(5), soon)
  return { ...shop, stripe: shop.client('sk_test_of_the_shop') }
}

const givesSecret = ({ collector, owner }: Shop, siteId: string) =>
  collector.ask('PUT', `/api/sites/${siteId}/stripe`, { headers: owner, body: { webhookSecrets: [OWN] } })

const toldBySite = ({ sandbox, collector, siteId }: Shop) =>
  sandbox.control.putEndpoint({ url: `${collector.url}/in/${siteId}/stripe`, secret: OWN })

const keyLooks = ({ collector }: Shop) => {
  collector.time.now += MINUTE
}

const accounts = ({ collector }: Shop) =>
  look(collector.databaseUrl, async (db) => {
    const rows = await db.selectFrom('payment').select('account').distinct().orderBy('account').execute()
    return rows.map((row) => row.account)
  })

const nets = async (shop: Shop) => (await shop.payments()).payments.map(({ net }) => net).sort((a, b) => a - b)

describe.each(engines)('a key without Events beside the webhook of a site (%s)', (engine) => {
  it.each(['the webhook', 'the key'])('counts each sale and refund once when %s is first', async (first) => {
    const shop = await shopWithBoth(engine)
    if (first === 'the webhook') toldBySite(shop)
    await buys(shop)
    await buys(shop, { mode: 'subscription', amount: 1900 })
    await shop.sandbox.control.idle()
    keyLooks(shop)
    await vi.waitFor(async () => expect(await nets(shop)).toEqual([1900, 4900]), soon)
    if (first === 'the key') toldBySite(shop)
    const intents = (await shop.stripe.paymentIntents.list()).data
    const bought = intents.find(({ amount }) => amount === 4900)?.id ?? ''
    shop.sandbox.control.refund({ payment_intent: bought, amount: 1000 })
    await buys(shop, { amount: 700 })
    await shop.sandbox.control.idle()
    keyLooks(shop)
    await vi.waitFor(async () => {
      expect(await accounts(shop)).toEqual(['environment'])
      expect(await nets(shop)).toEqual([700, 1900, 3900])
    }, soon)
  })

  it('is not taken in by a site that signs the ids which a buyer is told', async () => {
    const shop = await shopWithBoth(engine)
    const session = await checkout(shop)
    shop.sandbox.control.paySession(session, card)
    keyLooks(shop)
    await vi.waitFor(async () => expect(await nets(shop)).toEqual([4900]), soon)
    const { collector, owner } = shop
    const stranger = await collector.ask('POST', '/api/sites', { headers: owner, body: { hosts: ['b.example'] } })
    await givesSecret(shop, stranger.json.id)
    const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(session)
    const object = {
      ...{ object: 'payment_intent', id: String(payment_intent), status: 'succeeded', currency: 'eur' },
      ...{
        amount: 999_999,
        amount_received: 999_999,
        latest_charge: 'ch_made_up',
        metadata: { websiteId: shop.siteId },
      },
    }
    const body = JSON.stringify(event('payment_intent.succeeded', object))
    const signature = Stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: OWN,
      timestamp: Math.floor(collector.time.now / 1000),
    })
    const answer = await collector.ask('POST', `/in/${stranger.json.id}/stripe`, {
      body,
      headers: { 'stripe-signature': signature },
    })
    expect(answer).toMatchObject({ status: 200, json: { received: 'new' } })
    await vi.waitFor(async () => expect(await accounts(shop)).toEqual(['environment', stranger.json.id]), soon)
    expect(await nets(shop)).toEqual([4900])
  })
})
