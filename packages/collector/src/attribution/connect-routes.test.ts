// The server's client against a collector that really runs: what it connects, counts and signs.
import { createClient, FarthingError, identitySignature } from '@farthing/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addToken } from '../admin/add-token.ts'
import type { Engine } from '../storage/dialect.ts'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { CAMPAIGN, openShop, VIEW } from '../stripe/testing/shop.ts'
import { openTill } from '../stripe/testing/till.ts'

const browser = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36'

async function server(engine: Engine) {
  const shop = await openShop(engine)
  shop.subscribe()
  const { collector, siteId } = shop
  const storage = await openStorage(collector.databaseUrl)
  onTestFinished(() => storage.close())
  const tokenOf = (scope: 'server' | 'read') => addToken(storage, { siteId, name: 'till', scope }, 1)
  const { token } = await tokenOf('server')
  const identify = async (body: object) => {
    const message = { type: 'identify', site: siteId, viewId: VIEW, ...body }
    const headers = { 'content-type': 'text/plain', 'user-agent': browser }
    return (await collector.ask('POST', '/api/event', { body: JSON.stringify(message), headers })).status
  }
  return { ...shop, storage, token, tokenOf, identify, farthing: createClient({ url: collector.url, token }) }
}

describe.each(engines)('the client of a server (%s)', (engine) => {
  it('connects a customer, once, and what the customer paid is earned by the visit of that person', async () => {
    const shop = await server(engine)
    const till = openTill(shop)
    await shop.view(VIEW, CAMPAIGN)
    await shop.identify({ customId: 'user 7' })
    const customer = await shop.stripe.customers.create({ email: 'somebody@else.example' })
    const price = await shop.stripe.prices.create({ currency: 'eur', unit_amount: 900, product_data: { name: 'Mug' } })
    const session = await shop.stripe.checkout.sessions.create({
      mode: 'payment',
      customer: customer.id,
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'https://shop.example/thanks',
    })
    shop.sandbox.control.paySession(session.id, { email: 'somebody@else.example', method: 'card' })
    await till.settled()
    const pair = { customerId: customer.id, customId: 'user 7' }
    expect(await shop.farthing.connect(pair)).toEqual({ connected: 'new', payments: 1 })
    expect(await shop.farthing.connect(pair)).toEqual({ connected: 'seen', payments: 0 })
    const attribution = async () => (await shop.payments()).payments[0]?.attribution
    await expect
      .poll(attribution, { timeout: 10_000 })
      .toMatchObject({ evidence: 'customer_connected', grade: 3, touch: { campaign: 'autumn' } })
  })

  it('is told clearly what is wrong', async () => {
    const shop = await server(engine)
    const { farthing, collector, tokenOf } = shop
    await farthing.connect({ customerId: 'cus_1', customId: 'user 7' })
    await expect(farthing.connect({ customerId: 'cus_1', customId: 'user 8' })).rejects.toMatchObject({
      name: 'FarthingError',
      status: 409,
      code: 'already_there',
      message: expect.stringMatching(/"user 7" already.*"replace": true/),
    })
    expect(await farthing.connect({ customerId: 'cus_1', customId: 'user 8', replace: true })).toMatchObject({
      connected: 'replaced',
    })
    const as = (token: string) =>
      createClient({ url: collector.url, token }).connect({ customerId: 'cus_1', customId: '7' })
    await expect(as('fth_guessed')).rejects.toMatchObject({ status: 401, code: 'not_signed_in' })
    await expect(as((await tokenOf('read')).token)).rejects.toMatchObject({ status: 403, code: 'not_allowed' })
    await expect(farthing.connect({ customerId: 'acct_1', customId: '7' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/looks like cus_/),
    })
    const nobody = createClient({ url: 'http://127.0.0.1:9', token: 'fth_x' })
    await expect(nobody.connect({ customerId: 'cus_1', customId: '7' })).rejects.toThrow(FarthingError)
  })

  it('counts revenue from elsewhere, and signs who a visitor is', async () => {
    const shop = await server(engine)
    await shop.view(VIEW, CAMPAIGN)
    const sale = {
      id: 'order-1',
      amount: 900,
      currency: 'eur',
      viewId: VIEW,
      at: new Date(1_790_000_000_000),
      test: true,
    }
    expect(await shop.farthing.revenue(sale)).toEqual({ received: 'new', paymentId: 'api_order-1' })
    expect(await shop.farthing.revenue(sale)).toMatchObject({ received: 'seen' })

    const secrets = `/api/sites/${shop.siteId}/identity-secret`
    const made = await shop.collector.ask('POST', secrets, { headers: shop.owner, body: { required: true } })
    const ada = { email: 'Ada@Shop.example', customId: 'user 7' }
    expect(await shop.identify({ ...ada, signature: identitySignature(made.json.secret, ada) })).toBe(200)
    expect(await shop.identify({ ...ada, signature: identitySignature('guessed', ada) })).toBe(202)
  })
})

it('shows a payment to its site only, by a sentence', async () => {
  const { collector, siteId, owner } = await openShop('sqlite')
  const answer = await collector.ask('GET', `/api/sites/${siteId}/payments/pi_none`, { headers: owner })
  expect(answer).toMatchObject({ status: 404, json: { error: { message: 'This site has no payment pi_none.' } } })
})
