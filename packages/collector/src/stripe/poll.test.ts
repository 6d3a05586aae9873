import { describe, expect, it, vi } from 'vitest'
import type { Engine } from '../storage/dialect.ts'
import { engines } from '../storage/testing/databases.ts'
import { buys, card, checkout, debit, shopTotals, signInAgain, stripeTotals } from './testing/buyers.ts'
import { inboxIsEmpty, ledgerOf, look } from './testing/ledger-rows.ts'
import { CAMPAIGN, openShop, type Shop, VIEW } from './testing/shop.ts'

const soon = { timeout: 15_000, interval: 50 }
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const polling = { STRIPE_POLL_SECONDS: '60' }

const shopThatPolls = (engine: Engine) => openShop(engine, { environment: polling })

/** A minute later the collector looks again. */
const later = ({ collector }: Shop) => {
  collector.time.now += MINUTE
}

async function agreesWithStripe(shop: Shop): Promise<void> {
  const totals = await stripeTotals(shop)
  await vi.waitFor(async () => expect(await shopTotals(shop)).toEqual(totals), soon)
}

const pollIsDone = (shop: Shop) =>
  vi.waitFor(async () => expect((await ask(shop, 'polling')).nextAt).toBeGreaterThan(shop.collector.time.now), soon)

const questionsAreAnswered = ({ collector }: Shop) =>
  vi.waitFor(async () => {
    const states = await look(collector.databaseUrl, (db) => db.selectFrom('question').select('state').execute())
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['answered']))
  }, soon)

const historyIsRead = (shop: Shop) =>
  vi.waitFor(async () => expect((await ask(shop, 'backfill')).state).toBe('done'), soon)

const ask = async ({ collector, siteId, owner }: Shop, what: string) =>
  (await collector.ask('GET', `/api/sites/${siteId}/stripe/${what}`, { headers: owner })).json

describe.each(engines)('without any webhook (%s)', (engine) => {
  it('finds sales, subscriptions, renewals and refunds, under their campaign', async () => {
    const shop = await shopThatPolls(engine)
    await shop.view(VIEW, CAMPAIGN)
    await buys(shop)
    await buys(shop, { mode: 'subscription', amount: 1900 })
    const { data } = await shop.stripe.subscriptions.list()
    shop.sandbox.control.renew(data[0]?.id ?? '')
    const intent = (await shop.stripe.paymentIntents.list()).data.at(-1)
    shop.sandbox.control.refund({ payment_intent: intent?.id ?? '', amount: 1000 })
    later(shop)
    await agreesWithStripe(shop)
    await vi.waitFor(async () => {
      const { payments } = await shop.payments()
      const campaigns = payments.map((payment) => payment.attribution.touch?.campaign)
      expect(campaigns).toEqual(['autumn', 'autumn', 'autumn'])
    }, soon)
    expect(await ask(shop, 'polling')).toMatchObject({ hasKey: true, by: 'events', missing: [] })
  })

  it('what was paid before the key was given comes from history, older than any event', async () => {
    const shop = await openShop(engine)
    await shop.view(VIEW, CAMPAIGN)
    await buys(shop)
    await buys(shop, { mode: 'subscription', amount: 1900 })
    shop.sandbox.control.advanceClock(200 * DAY)
    shop.collector.time.now += 200 * DAY
    await signInAgain(shop)
    const { collector, siteId, owner } = shop
    const started = await collector.ask('POST', `/api/sites/${siteId}/stripe/backfill`, { headers: owner })
    expect(started).toMatchObject({ status: 202, json: { state: 'running' } })
    await historyIsRead(shop)
    await agreesWithStripe(shop)
    expect((await shop.payments()).payments).toHaveLength(2)
  })

  it('tells what Stripe kept of each payment, to the cent, where the key may read it', async () => {
    const shop = await openShop(engine)
    await buys(shop)
    await buys(shop, { amount: 700 })
    shop.sandbox.control.scenario('credit_note_refund')
    const { collector, siteId, owner } = shop
    await collector.ask('POST', `/api/sites/${siteId}/stripe/backfill`, { headers: owner })
    await historyIsRead(shop)
    await agreesWithStripe(shop)
    const charges = (await shop.stripe.charges.list({ expand: ['data.balance_transaction'] })).data
    const kept = charges.map(({ balance_transaction: moved }) => (typeof moved === 'object' ? (moved?.fee ?? 0) : 0))
    expect(kept.every((fee) => fee > 0)).toBe(true)
    const rows = await look(collector.databaseUrl, (db) => db.selectFrom('payment').select('fees').execute())
    const fees = rows.map((row) => JSON.parse(row.fees ?? '[]'))
    expect(
      fees
        .flat()
        .map(({ amount }) => amount)
        .sort(),
    ).toEqual(kept.sort())
    expect(new Set(fees.flat().map(({ currency }) => currency))).toEqual(new Set(['eur']))
  })

  it('finds the refund of a charge that is a year old, and dates it now', async () => {
    const shop = await shopThatPolls(engine)
    await shop.view(VIEW, CAMPAIGN)
    const session = await buys(shop)
    later(shop)
    await agreesWithStripe(shop)
    shop.sandbox.control.advanceClock(365 * DAY)
    shop.collector.time.now += 365 * DAY
    await signInAgain(shop)
    await historyIsRead(shop)
    const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(session)
    shop.sandbox.control.refund({ payment_intent: String(payment_intent), amount: 1500 })
    later(shop)
    await agreesWithStripe(shop)
    expect((await shop.payments()).payments).toMatchObject([{ status: 'partially_refunded', refunds: -1500 }])
  })
})

describe.each(engines)('beside a webhook (%s)', (engine) => {
  it('changes nothing, to the byte, when everything came already', async () => {
    const shop = await shopThatPolls(engine)
    // Lists tell more of an object than its events do; here only events come twice.
    await historyIsRead(shop)
    shop.subscribe()
    await shop.view(VIEW, CAMPAIGN)
    await buys(shop)
    await buys(shop, { mode: 'subscription', amount: 1900 })
    const intent = (await shop.stripe.paymentIntents.list()).data.at(-1)
    shop.sandbox.control.refund({ payment_intent: intent?.id ?? '', amount: 1000 })
    await shop.sandbox.control.idle()
    await agreesWithStripe(shop)
    // What was bought is asked for by itself, before anything is polled.
    shop.collector.time.now += MINUTE / 4
    await questionsAreAnswered(shop)
    await inboxIsEmpty(shop.collector.databaseUrl)
    const before = await ledgerOf(shop.collector.databaseUrl)
    expect(before).toContain('autumn')

    later(shop)
    await pollIsDone(shop)
    await inboxIsEmpty(shop.collector.databaseUrl)
    expect(await ledgerOf(shop.collector.databaseUrl)).toBe(before)
    shop.collector.time.now += DAY
    expect(await ask(shop, 'healed')).toEqual({ total: 0, events: [] })
  })

  it('heals what the webhook lost, and says which events that were', async () => {
    const shop = await shopThatPolls(engine)
    shop.subscribe()
    await shop.view(VIEW, CAMPAIGN)
    await buys(shop)
    await shop.sandbox.control.idle()
    await agreesWithStripe(shop)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const lost = shop.sandbox.control.addFault({ kind: 'drop' })
    await buys(shop, { amount: 700 })
    await shop.sandbox.control.idle()
    expect((await shop.payments()).payments).toHaveLength(1)
    later(shop)
    await agreesWithStripe(shop)
    expect((await ask(shop, 'healed')).total).toBe(0)

    shop.sandbox.control.removeFault(lost.id)
    const late = (await shop.stripe.events.list({ type: 'checkout.session.completed' })).data[0]?.id ?? ''
    shop.sandbox.control.resend(late)
    await shop.sandbox.control.idle()
    shop.collector.time.now += 11 * MINUTE
    const healed = await ask(shop, 'healed')
    const types = healed.events.map((event: { type: string }) => event.type)
    expect(types).toContain('payment_intent.succeeded')
    expect(types).not.toContain('checkout.session.completed')
    expect(healed.total).toBe(types.length)
  })
})

it('an unsigned webhook makes the collector look at once', async () => {
  const shop = await openShop('sqlite', { environment: { STRIPE_WEBHOOK_SECRET: '' } })
  await shop.view(VIEW, CAMPAIGN)
  shop.subscribe()
  await buys(shop)
  await shop.sandbox.control.idle()
  await agreesWithStripe(shop)
  const answers = shop.sandbox.control.deliveries().flatMap(({ attempts }) => attempts.map(({ status }) => status))
  expect(answers).toContain(202)
})

describe('a key without Charges and Events, as some guides make it', () => {
  const permissions = ['customer', 'invoice', 'payment_intent', 'checkout_session', 'credit_note', 'subscription']

  it('gives right payments, reads again what can still change, and names what it cannot see', async () => {
    const shop = await shopThatPolls('sqlite')
    shop.sandbox.control.setKey('rk_test_sandbox', { permissions: permissions.map((name) => `rak_${name}_read`) })
    const till = { ...shop, stripe: shop.client('sk_test_of_the_shop') }
    await shop.view(VIEW, CAMPAIGN)
    later(shop)
    await vi.waitFor(async () => expect(await ask(shop, 'polling')).toMatchObject({ by: 'objects' }), soon)
    await buys(till)
    await buys(till, { mode: 'subscription', amount: 1900 })
    await buys(till, { amount: 500 }, debit)
    later(shop)
    // Objects arrive list by list: in between, the two halves of a payment may stand apart.
    const statuses = async () => (await shop.payments()).payments.map(({ status }) => status).sort()
    await vi.waitFor(async () => expect(await statuses()).toEqual(['paid', 'paid', 'pending']), soon)

    const intents = (await till.stripe.paymentIntents.list()).data
    const processing = intents.find(({ status }) => status === 'processing')
    shop.sandbox.control.settle(processing?.id ?? '', 'succeeded')
    shop.collector.time.now += 15 * MINUTE
    await agreesWithStripe(till)
    const wanted = [
      { resource: 'events', problem: 'The key lacks the permission rak_event_read.' },
      { resource: 'charges', problem: 'The key lacks the permission rak_charge_read.' },
      { resource: 'refunds', problem: 'The key lacks the permission rak_charge_read.' },
    ]
    await vi.waitFor(async () => {
      const { missing } = await ask(shop, 'polling')
      expect(missing).toEqual(expect.arrayContaining(wanted))
    }, soon)
  })
})

it('a key without Events sees a refund that the bank sends back, and a debit that it calls back', async () => {
  const shop = await shopThatPolls('sqlite')
  const rights = ['charge', 'customer', 'invoice', 'payment_intent', 'checkout_session', 'credit_note', 'dispute']
  shop.sandbox.control.setKey('rk_test_sandbox', { permissions: rights.map((name) => `rak_${name}_read`) })
  const { control } = shop.sandbox
  await shop.view(VIEW, CAMPAIGN)
  later(shop)
  await vi.waitFor(async () => expect(await ask(shop, 'polling')).toMatchObject({ by: 'objects' }), soon)
  await pollIsDone(shop)
  const till = { ...shop, stripe: shop.client('sk_test_of_the_shop') }
  await buys(till)
  await buys(till, { amount: 500 }, debit)
  const intents = (await till.stripe.paymentIntents.list()).data
  const debited = intents.find(({ status }) => status === 'processing')?.id ?? ''
  control.settle(debited, 'succeeded')
  const bought = intents.find(({ status }) => status === 'succeeded')?.id ?? ''
  const refund = control.refund({ payment_intent: bought, amount: 1500 })
  later(shop)
  await agreesWithStripe(till)
  const statuses = async () => (await shop.payments()).payments.map(({ status }) => status).sort()
  await vi.waitFor(async () => expect(await statuses()).toEqual(['paid', 'partially_refunded']), soon)
  await pollIsDone(shop)

  control.resolveRefund(refund.id, 'failed')
  control.scenario('late_failure', { of: debited })
  shop.collector.time.now += DAY + MINUTE
  await signInAgain(shop)
  await vi.waitFor(async () => expect(await statuses()).toEqual(['paid', 'refunded']), soon)
  expect((await shop.payments()).payments.map(({ net }) => net).sort()).toEqual([0, 4900])
})

it('after a day of random faults the poller ends with what Stripe has', { timeout: 60_000 }, async () => {
  const shop = await openShop('sqlite', { environment: polling })
  const { control } = shop.sandbox
  shop.subscribe()
  await shop.view(VIEW, CAMPAIGN)
  for (const kind of ['drop', 'duplicate', 'delay', 'reorder'] as const)
    control.addFault({ kind, probability: 0.3, ...(kind === 'delay' ? { delay_ms: 30 } : {}) })
  for (const kind of ['rate_limit', 'server_error', 'outage'] as const)
    control.addFault({ kind, probability: 0.1, path: '/v1/events' })
  for (let n = 1; n <= 20; n++) {
    const session = await checkout(shop, { mode: n % 3 === 0 ? 'subscription' : 'payment', amount: 1000 + n })
    control.paySession(session, n % 5 === 0 ? debit : card)
    if (n % 4 === 0) {
      const charge = (await shop.stripe.charges.list({ limit: 1 })).data[0]
      if (charge?.status === 'succeeded') control.refund({ charge: charge.id, amount: 100 + n })
    }
    const processing = (await shop.stripe.paymentIntents.list()).data.find(({ status }) => status === 'processing')
    if (processing && n % 7 === 0) control.settle(processing.id, 'succeeded')
    later(shop)
  }
  control.clearFaults()
  shop.collector.time.now += 15 * MINUTE
  await agreesWithStripe(shop)
})
