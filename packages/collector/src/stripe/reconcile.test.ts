// The ledger against Stripe, over real HTTP: nothing differs when all arrived, and exactly what was lost is named.
import type { ReconcileAnswer } from '@farthing/contract'
import { scenarioNames, testedVersions } from '@farthing/stripe-sandbox'
import { describe, expect, it } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { openShop, type Shop } from './testing/shop.ts'
import { openTill, type Till } from './testing/till.ts'

const compare = async ({ collector, siteId, owner }: Shop, query = ''): Promise<ReconcileAnswer> => {
  const answer = await collector.ask('GET', `/api/sites/${siteId}/stripe/reconcile${query}`, { headers: owner })
  expect(answer).toMatchObject({ status: 200 })
  return answer.json
}

const differing = ({ rows }: ReconcileAnswer) => rows.flatMap(({ items }) => items)

/** A week in a shop: every way in which money comes, and goes back. */
async function week(till: Till, { sandbox: { control }, stripe }: Shop): Promise<void> {
  const first = await till.buy(4900)
  await till.buy(500, 'jpy')
  till.nextDay()
  till.refund(first, 1000)
  const whole = await till.buy(2500)
  till.refund(whole)
  const subscription = await till.subscribe(1900)
  till.nextDay()
  const failing = till.refund(await till.buy(3300), 300)
  control.resolveRefund(failing, 'failed')
  const late = await till.buy(7000, 'eur', 'bank_debit')
  const never = await till.buy(8000, 'eur', 'bank_debit')
  till.nextDay(3)
  control.settle(late, 'succeeded')
  control.settle(never, 'failed')
  till.refund(first, 500)
  const held = await stripe.paymentIntents.create({
    ...{ amount: 10_000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    capture_method: 'manual',
  })
  till.nextDay()
  await stripe.paymentIntents.capture(held.id, { amount_to_capture: 6000 })
  till.nextDay(31)
  control.renew(subscription)
}

const WEEK_IN_EUR = 4900 - 1000 - 500 + 1900 + 3300 + 7000 + 6000 + 1900

describe.each(testedVersions)('a week by webhooks in the shapes of %s', (version) => {
  it('comes to the same, to the cent', async () => {
    const shop = await openShop('sqlite')
    shop.subscribe(version)
    const till = openTill(shop)
    await week(till, shop)
    await till.settled()
    const day = (daysAgo: number) =>
      new Date(shop.sandbox.control.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
    const answer = await compare(shop, `?from=${day(50)}&to=${day(0)}`)
    expect(differing(answer)).toEqual([])
    expect(answer).toMatchObject({ basis: 'charges', compared: expect.arrayContaining(['charge', 'refund']) })
    expect(answer.totals).toEqual([
      { currency: 'eur', ledger: WEEK_IN_EUR, stripe: WEEK_IN_EUR, difference: 0 },
      { currency: 'jpy', ledger: 500, stripe: 500, difference: 0 },
    ])
  })
})

describe.each(testedVersions)('every purchase and reversal that the stand-in plays, in the shapes of %s', (version) => {
  it('differs by nothing, disputes, credit notes and debits called back among them', async () => {
    const shop = await openShop('sqlite')
    shop.subscribe(version)
    const till = openTill(shop)
    for (const name of scenarioNames) {
      shop.sandbox.control.scenario(name)
      till.nextDay()
    }
    await till.settled()
    const now = shop.sandbox.control.now()
    const day = (time: number) => new Date(time).toISOString().slice(0, 10)
    const answer = await compare(shop, `?from=${day(now - 365 * 86_400_000)}&to=${day(now)}`)
    expect(differing(answer)).toEqual([])
    expect(answer.compared).toEqual(expect.arrayContaining(['charge', 'reversal', 'refund', 'dispute']))
    for (const { difference, ledger } of answer.totals)
      expect({ difference, counts: ledger > 0 }).toEqual({ difference: 0, counts: true })
  })
})

describe.each(engines)('what was lost (%s)', (engine) => {
  it('is named: the payment, the refund, and nothing else', async () => {
    const shop = await openShop(engine)
    const { control } = shop.sandbox
    shop.subscribe()
    const till = openTill(shop)
    const kept = await till.buy(4900)
    await control.idle()
    control.addFault({ kind: 'drop' })
    const lost = await till.buy(1200)
    const refund = till.refund(kept, 700)
    await control.idle()
    control.clearFaults()
    await till.buy(300)
    await till.settled()
    const answer = await compare(shop)
    expect(differing(answer)).toEqual([
      { id: lost, kind: 'charge', at: expect.any(Number), ledger: null, stripe: 1200 },
      { id: refund, kind: 'refund', at: expect.any(Number), ledger: null, stripe: -700 },
    ])
    expect(answer.totals).toEqual([{ currency: 'eur', ledger: 5200, stripe: 5700, difference: 500 }])
    for (const { id } of (await shop.stripe.events.list({ limit: 100 })).data) control.resend(id)
    await till.settled()
    expect((await compare(shop)).totals).toEqual([{ currency: 'eur', ledger: 5700, stripe: 5700, difference: 0 }])
  })

  it('nothing, after a day of drops, repeats and disorder, once all is sent again', async () => {
    const shop = await openShop(engine)
    const { control } = shop.sandbox
    shop.subscribe()
    control.addFault({ kind: 'drop', probability: 0.3 })
    control.addFault({ kind: 'duplicate', probability: 0.2, copies: 2 })
    control.addFault({ kind: 'reorder', probability: 0.3 })
    const till = openTill(shop)
    const bought: string[] = []
    for (const amount of [1100, 2200, 3300, 4400, 5500, 6600]) bought.push(await till.buy(amount))
    till.refund(bought[1] ?? '', 200)
    till.refund(bought[2] ?? '')
    await till.subscribe(900)
    await till.settled()
    const atFirst = await compare(shop)
    const total = atFirst.rows.reduce((sum, { difference }) => sum + difference, 0)
    const explained = differing(atFirst).reduce((sum, item) => sum + (item.stripe ?? 0) - (item.ledger ?? 0), 0)
    expect(explained).toBe(total)
    control.clearFaults()
    for (const { id } of (await shop.stripe.events.list({ limit: 100 })).data) control.resend(id)
    await till.settled()
    const after = await compare(shop)
    expect(differing(after)).toEqual([])
    expect(after.totals).toMatchObject([{ difference: 0, stripe: 23_100 - 200 - 3300 + 900 }])
  })
})

describe.each([
  ['invoice.payment_succeeded', 'payment_intent.succeeded'],
  ['checkout.session.completed', 'payment_intent.succeeded', 'charge.refunded'],
  ['invoice.paid'],
  ['checkout.session.completed'],
])('an endpoint that sends only %s %s %s', (...types) => {
  it.each(testedVersions)('differs by nothing that it was told (%s)', async (version) => {
    const shop = await openShop('sqlite')
    const endpoint = { url: `${shop.collector.url}/api/webhooks/stripe`, secret: 'whsec_of_the_sandbox' }
    shop.sandbox.control.putEndpoint({ ...endpoint, api_version: version, enabled_events: types })
    const till = openTill(shop)
    await till.subscribe(1900)
    const toldCheckouts = types.some((type) => !type.startsWith('invoice'))
    if (toldCheckouts) {
      const bought = await till.buy(4900)
      if (types.includes('charge.refunded')) {
        till.refund(bought, 1000)
        till.refund(bought, 500)
      }
    }
    await till.settled()
    const answer = await compare(shop)
    expect(differing(answer)).toEqual([])
    expect(answer.totals[0]?.ledger).toBeGreaterThan(0)
  })
})

describe('with a key that may read little', () => {
  const KEY = 'rk_test_sandbox'
  const open = async (permissions: string[]) => {
    const shop = await openShop('sqlite')
    shop.subscribe()
    const till = openTill(shop)
    till.refund(await till.buy(4900), 900)
    await till.settled()
    shop.sandbox.control.setKey(KEY, { permissions })
    return shop
  }

  it('PaymentIntents stand in for charges, and it is said that refunds are not compared', async () => {
    const answer = await compare(await open(['rak_payment_intent_read', 'rak_invoice_read']))
    expect(answer).toMatchObject({ basis: 'payment_intents', compared: ['charge'] })
    expect(answer.totals).toEqual([{ currency: 'eur', ledger: 4900, stripe: 4900, difference: 0 }])
    expect(answer.notCompared).toMatchObject([
      { kinds: ['reversal'], permission: 'rak_charge_read' },
      {
        kinds: ['refund'],
        permission: 'rak_charge_read',
        sentence: expect.stringMatching(/Refunds were not compared/),
      },
      { kinds: ['dispute'] },
    ])
  })

  it('and nothing at all, nothing is claimed', async () => {
    const answer = await compare(await open(['rak_customer_read']))
    expect(answer).toMatchObject({ basis: null, compared: [], rows: [], totals: [] })
    expect(answer.notCompared.flatMap(({ kinds }) => kinds)).toEqual(['reversal', 'charge', 'refund', 'dispute'])
  })
})

describe('two sites of one account', () => {
  it('each compare their own, and a payment of neither shows at both', async () => {
    const shop = await openShop('sqlite')
    shop.subscribe()
    const body = { hosts: ['b.example'] }
    const other = await shop.collector.ask('POST', '/api/sites', { headers: shop.owner, body })
    const second = { ...shop, siteId: other.json.id as string }
    const buy = (amount: number, websiteId: string) =>
      shop.stripe.paymentIntents.create({
        ...{ amount, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
        metadata: { websiteId },
      })
    await buy(100, shop.siteId)
    await buy(2000, second.siteId)
    await openTill(shop).settled()
    expect((await compare(shop)).totals).toMatchObject([{ ledger: 100, stripe: 100 }])
    expect((await compare(second)).totals).toMatchObject([{ ledger: 2000, stripe: 2000 }])
    shop.sandbox.control.addFault({ kind: 'drop' })
    const { id } = await buy(30_000, second.siteId)
    await openTill(shop).settled()
    for (const site of [shop, second]) expect(differing(await compare(site)).map((item) => item.id)).toEqual([id])
  })
})

describe('a payment that Stripe does not know', () => {
  it('is named', async () => {
    const shop = await openShop('sqlite')
    const till = openTill(shop)
    shop.subscribe()
    const id = await till.buy(4900)
    await till.settled()
    shop.sandbox.control.reset()
    expect(differing(await compare(shop))).toMatchObject([{ id, ledger: 4900, stripe: null }])
  })
})

describe('what is refused', () => {
  const ask = (shop: Shop, query: string, headers: Record<string, string> = shop.owner) =>
    shop.collector.ask('GET', `/api/sites/${shop.siteId}/stripe/reconcile${query}`, { headers })

  it.each([
    ['?from=yesterday', 400, 'invalid_query'],
    ['?from=2026-02-01&to=2026-01-01', 400, 'invalid_query'],
    ['?from=2020-01-01', 400, 'invalid_query'],
    ['?mode=both', 400, 'invalid_query'],
    ['?mode=live', 409, 'other_mode'],
  ])('%s', async (query, status, code) => {
    expect(await ask(await openShop('sqlite'), query)).toMatchObject({ status, json: { error: { code } } })
  })

  it('a stranger, a site that is not there, and one without a key', async () => {
    const shop = await openShop('sqlite', { key: null })
    expect((await ask(shop, '', {})).status).toBe(401)
    expect((await ask({ ...shop, siteId: 'site_00000000' }, '')).status).toBe(404)
    expect(await ask(shop, '')).toMatchObject({ status: 409, json: { error: { code: 'no_key' } } })
  })

  it('is not the second try: a moment of rate limits is waited for', async () => {
    const shop = await openShop('sqlite')
    shop.sandbox.control.addFault({ kind: 'rate_limit', count: 2 })
    expect((await ask(shop, '')).status).toBe(200)
    shop.sandbox.control.setKey('rk_test_sandbox', { revoked: true })
    expect(await ask(shop, '')).toMatchObject({ status: 400, json: { error: { code: 'invalid_key' } } })
  })
})
