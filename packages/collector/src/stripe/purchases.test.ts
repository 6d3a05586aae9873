import { testedVersions } from '@farthing/stripe-sandbox'
import { describe, expect, it, vi } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { card, checkout } from './testing/buyers.ts'
import { CAMPAIGN, openShop, type Shop, VIEW } from './testing/shop.ts'

const soon = { timeout: 10_000, interval: 50 }
const BACK = 'https://shop.example/thanks'

const attributed = {
  status: 'paid',
  gross: 4900,
  net: 4900,
  attribution: { kind: 'attributed', touch: { campaign: 'autumn' } },
}

async function seesOnePayment(shop: Shop): Promise<void> {
  await vi.waitFor(async () => expect((await shop.payments()).payments).toMatchObject([attributed]), soon)
}

describe.each(testedVersions)('webhooks in the shapes of %s', (version) => {
  it.each(['payment', 'subscription'] as const)('a %s is one payment, under its campaign', async (mode) => {
    const shop = await openShop('sqlite')
    shop.subscribe(version)
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop, { mode })
    shop.sandbox.control.paySession(session, card)
    await shop.sandbox.control.idle()
    await seesOnePayment(shop)
    expect((await shop.payments()).payments[0]?.id).toMatch(/^pi_/)
  })
})

describe.each(engines)('the redirect (%s)', (engine) => {
  it('alone makes the payment, once, however often the page is loaded again', async () => {
    const shop = await openShop(engine)
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop)
    shop.sandbox.control.paySession(session, card)
    expect((await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })).stripeSession?.status).toBe(
      'pending',
    )
    await seesOnePayment(shop)
    for (const n of [2, 3, 4, 5, 6])
      expect(
        (await shop.view(`view_of_the_thanks_0${n}`, BACK, { stripeSessionId: session })).stripeSession?.status,
      ).toBe('known')
    await seesOnePayment(shop)
    expect((await shop.payments()).pending).toEqual([])
  })

  it.each(['before', 'after'])('with the webhook %s it is the same one payment', async (when) => {
    const shop = await openShop(engine)
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop)
    if (when === 'before') shop.subscribe()
    shop.sandbox.control.paySession(session, card)
    await shop.sandbox.control.idle()
    if (when === 'before') await seesOnePayment(shop)
    await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
    await seesOnePayment(shop)
    if (when === 'after') {
      shop.subscribe()
      for (const { id } of (await shop.stripe.events.list()).data) shop.sandbox.control.resend(id)
      await shop.sandbox.control.idle()
    }
    await seesOnePayment(shop)
  })

  it('is the evidence when the checkout carried no id', async () => {
    const shop = await openShop(engine)
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop, { reference: null })
    shop.sandbox.control.paySession(session, card)
    await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
    await seesOnePayment(shop)
    expect((await shop.payments()).payments[0]?.attribution.evidence).toBe('redirect_return')
  })

  it('waits, visibly, while Stripe does not answer, and is there when it does', async () => {
    const shop = await openShop(engine)
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop)
    shop.sandbox.control.paySession(session, card)
    shop.sandbox.control.addFault({ kind: 'outage' })
    await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
    await vi.waitFor(
      async () => expect((await shop.payments()).pending[0]?.reason).toMatch(/Stripe did not answer/),
      soon,
    )
    expect((await shop.payments()).payments).toEqual([])
    shop.sandbox.control.clearFaults()
    shop.collector.time.now += 60_000
    await seesOnePayment(shop)
  })

  it('is resolved after a restart in between', async () => {
    const shop = await openShop(engine)
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop)
    shop.sandbox.control.paySession(session, card)
    shop.sandbox.control.addFault({ kind: 'outage' })
    await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
    const again = await shop.collector.restart()
    try {
      shop.sandbox.control.clearFaults()
      again.time.now += 60_000
      const payments = async () =>
        (await again.ask('GET', `/api/sites/${shop.siteId}/payments`, { headers: shop.owner })).json.payments
      await vi.waitFor(async () => expect(await payments()).toMatchObject([attributed]), soon)
    } finally {
      await again.close()
    }
  })

  it('of a bank debit is pending until the money is there', async () => {
    const shop = await openShop(engine)
    shop.subscribe()
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop)
    shop.sandbox.control.paySession(session, { ...card, method: 'bank_debit' })
    await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
    await vi.waitFor(
      async () => expect((await shop.payments()).payments).toMatchObject([{ status: 'pending', net: 0 }]),
      soon,
    )
    const { data } = await shop.stripe.paymentIntents.list()
    shop.sandbox.control.settle(data[0]?.id ?? '', 'succeeded')
    await shop.sandbox.control.idle()
    await seesOnePayment(shop)
    await vi.waitFor(async () => expect((await shop.payments()).pending).toEqual([]), soon)
  })
})

describe('what a redirect cannot do', () => {
  it.each([
    ['an invented id', 'cs_test_inventedinvented1234', /does not know/],
    ['a test id with a live key, or the other way round', 'cs_live_a1b2c3d4e5f6g7h8', /live session.*test key/],
  ])('%s counts nothing, and says why', async (_, id, reason) => {
    const shop = await openShop('sqlite')
    await shop.view(VIEW, CAMPAIGN, { stripeSessionId: id })
    const shown = async () => [...(await shop.payments('test')).pending, ...(await shop.payments('live')).pending]
    await vi.waitFor(async () => expect(await shown()).toMatchObject([{ state: 'refused' }]), soon)
    expect((await shown())[0]?.reason).toMatch(reason)
    expect((await shop.payments('test')).payments).toEqual([])
    expect((await shop.payments('live')).payments).toEqual([])
  })

  it.each(['{CHECKOUT_SESSION_ID}', 'pi_123456789', "cs_test_'; drop table visit"])(
    '%s is no id at all',
    async (id) => {
      const shop = await openShop('sqlite')
      const answer = await shop.view(VIEW, CAMPAIGN, { stripeSessionId: id })
      expect(answer.stripeSession).toMatchObject({ status: 'ignored' })
      expect((await shop.payments()).pending).toEqual([])
    },
  )

  it('fill the list of what Stripe is asked about by guessing ids', async () => {
    const shop = await openShop('sqlite')
    const guess = (n: number) => `cs_test_guessedguessed${String(n).padStart(6, '0')}`
    const waiting = Array.from({ length: 1_000 }, (_, n) => ({
      ...{ checkout_session_id: guess(n), site_id: shop.siteId, view_id: VIEW, mode: 'test' as const },
      ...{ state: 'pending' as const, reason: 'Stripe has not confirmed this payment yet.' },
      ...{ reported_at: 0, next_attempt_at: 8_000_000_000_000_000 },
    }))
    const storage = await openStorage(shop.collector.databaseUrl)
    await storage.write((trx) => trx.insertInto('checkout_return').values(waiting).execute())
    await storage.close()
    await shop.view(VIEW, CAMPAIGN)
    const { stripeSession } = await shop.view('view_of_a_guess_0001', BACK, { stripeSessionId: guess(1_000) })
    expect(stripeSession).toMatchObject({ status: 'ignored', reason: expect.stringMatching(/a webhook still counts/) })
    expect((await shop.payments()).payments).toEqual([])

    // Who bought is not kept out by it.
    shop.subscribe()
    shop.sandbox.control.paySession(await checkout(shop), card)
    await seesOnePayment(shop)
  })

  it('a stranger who brings a stolen id later moves nothing', async () => {
    const shop = await openShop('sqlite')
    await shop.view(VIEW, CAMPAIGN)
    const session = await checkout(shop, { reference: null })
    shop.sandbox.control.paySession(session, card)
    await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
    await seesOnePayment(shop)
    const stranger = {
      userAgent: 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Safari/605.1',
    }
    await shop.view('view_of_a_stranger_1', 'https://shop.example/?utm_campaign=stolen&utm_medium=email', {}, stranger)
    await shop.view('view_of_a_stranger_2', BACK, { stripeSessionId: session }, stranger)
    await seesOnePayment(shop)
  })
})

it('without a key the redirect waits for a signed webhook, and says so', async () => {
  const shop = await openShop('sqlite', { key: null })
  await shop.view(VIEW, CAMPAIGN)
  const session = await checkout(shop)
  shop.sandbox.control.paySession(session, card)
  await shop.view('view_of_the_thanks_01', BACK, { stripeSessionId: session })
  expect((await shop.payments()).pending[0]?.reason).toMatch(/signed webhook/)
  shop.subscribe()
  for (const { id } of (await shop.stripe.events.list()).data) shop.sandbox.control.resend(id)
  await shop.sandbox.control.idle()
  await seesOnePayment(shop)
  expect((await shop.payments()).pending).toEqual([])
})
