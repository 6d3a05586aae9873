// What no webhook tells is asked of Stripe: the other half of a payment, and what was bought.
import { describe, expect, it, vi } from 'vitest'
import { buys, card, shopTotals, stripeTotals } from './testing/buyers.ts'
import { look } from './testing/ledger-rows.ts'
import { CAMPAIGN, openShop, type Shop, VIEW } from './testing/shop.ts'

const soon = { timeout: 15_000, interval: 50 }
const MINUTE = 60_000

async function agreesWithStripe(shop: Shop): Promise<void> {
  const totals = await stripeTotals(shop)
  await vi.waitFor(async () => expect(await shopTotals(shop)).toEqual(totals), soon)
}

describe('questions about the other half', () => {
  it.each([
    ['the invoice and the PaymentIntent of one checkout', ['invoice.payment_succeeded', 'payment_intent.succeeded']],
    ['the invoice, the PaymentIntent and the charge', ['invoice.paid', 'payment_intent.succeeded', 'charge.succeeded']],
  ])('tell that %s are one payment', async (_, types) => {
    const shop = await openShop('sqlite')
    shop.subscribe(undefined, types)
    shop.sandbox.control.scenario('S1b')
    await shop.sandbox.control.idle()
    await vi.waitFor(async () => expect((await shop.payments()).payments.length).toBeGreaterThan(0), soon)
    shop.collector.time.now += MINUTE
    await agreesWithStripe(shop)
    expect((await shop.payments()).payments).toMatchObject([{ net: 4900, status: 'paid' }])
  })

  it('find the checkout of a payment of which only the PaymentIntent was told', async () => {
    const shop = await openShop('sqlite')
    shop.subscribe(undefined, ['payment_intent.succeeded'])
    await shop.view(VIEW, CAMPAIGN)
    await buys(shop)
    await buys(shop, { mode: 'subscription', amount: 1900 })
    await shop.sandbox.control.idle()
    await agreesWithStripe(shop)
    shop.collector.time.now += MINUTE
    await vi.waitFor(async () => {
      const { payments } = await shop.payments()
      expect(payments.map((payment) => payment.attribution.touch?.campaign)).toEqual(['autumn', 'autumn'])
    }, soon)
  })
})

it('what was bought is asked for when only webhooks tell of a checkout, to the last of many lines', async () => {
  const shop = await openShop('sqlite')
  shop.subscribe()
  const names = Array.from({ length: 12 }, (_, n) => `Mug ${n + 1}`)
  const session = await shop.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: names.map((name, n) => ({
      price_data: { currency: 'eur', unit_amount: 100 + n, product_data: { name } },
      quantity: 1,
    })),
    success_url: 'https://shop.example/thanks',
  })
  shop.sandbox.control.paySession(session.id, card)
  await shop.sandbox.control.idle()
  await agreesWithStripe(shop)
  const lines = () =>
    look(shop.collector.databaseUrl, (db) =>
      db.selectFrom('entry_line').select(['description', 'amount']).orderBy('amount').execute(),
    )
  expect((await lines()).map(({ description }) => description)).toEqual(['Not itemised'])
  shop.collector.time.now += MINUTE
  const bought = names.map((description, n) => ({ description, amount: 100 + n }))
  await vi.waitFor(async () => expect(await lines()).toEqual(bought), soon)
})
