import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listPayments } from '../attribution/payment-store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { followMoney } from './follow.ts'
import { deliver, NOW } from './testing/deliver.ts'
import {
  addSite,
  addVisit,
  charge,
  event,
  intent,
  invoice,
  purchase,
  refund,
  SITE,
  session,
  VIEW,
  VISIT,
} from './testing/purchase.ts'
import { haveSamples, sampleEvents } from './testing/sample-events.ts'

const payments = (storage: Storage, siteId = SITE, mode: 'live' | 'test' = 'test') =>
  listPayments(storage.read, { siteId, mode, from: 0, until: NOW * 2, after: null, limit: 50 })

/** Everything the ledger holds, to be compared to the byte. */
async function ledger(storage: Storage): Promise<string> {
  const rows = {
    payments: await storage.read.selectFrom('payment').selectAll().orderBy('id').execute(),
    entries: await storage.read.selectFrom('entry').selectAll().orderBy('id').execute(),
    aliases: await storage.read.selectFrom('payment_alias').selectAll().orderBy('object_id').execute(),
    evidence: await storage.read
      .selectFrom('evidence')
      .selectAll()
      .orderBy('payment_id')
      .orderBy('kind')
      .orderBy('value')
      .execute(),
    touches: await storage.read.selectFrom('touch').selectAll().orderBy('payment_id').execute(),
  }
  return JSON.stringify(rows, null, 1)
}

async function shop(engine: (typeof engines)[number]): Promise<Storage> {
  const storage = await freshStorage(engine)
  await storage.write((trx) => addSite(trx))
  return storage
}

describe.each(engines)('settling a purchase (%s)', (engine) => {
  it('counts it once, under the campaign of the visit that its id names', async () => {
    const storage = await shop(engine)
    await storage.write((trx) => addVisit(trx))
    await deliver(storage, purchase())
    expect(await payments(storage)).toEqual([
      {
        id: 'pi_1',
        mode: 'test',
        status: 'partially_refunded',
        currency: 'eur',
        gross: 4900,
        refunds: -1000,
        net: 3900,
        outside: 0,
        fees: [],
        paidAt: 1_793_000_000_000,
        description: null,
        attribution: {
          kind: 'attributed',
          evidence: 'client_reference_id',
          grade: 1,
          touch: {
            sessionId: VISIT,
            at: 1_000,
            channel: 'Email',
            source: 'newsletter',
            medium: 'email',
            campaign: 'autumn',
            entryPage: '/',
          },
        },
      },
    ])
  })

  it('gives the same rows, to the byte, for any order and repetition', async () => {
    const events = purchase()
    const told = async (some: unknown[]) => {
      const storage = await shop(engine)
      await storage.write((trx) => addVisit(trx))
      await deliver(storage, some)
      return await ledger(storage)
    }
    const wanted = await told(events)
    const orders = fc.sample(
      fc.shuffledSubarray([...events, ...purchase()], { minLength: 10 }),
      engine === 'sqlite' ? 25 : 8,
    )
    for (const order of orders) expect(await told(order)).toBe(wanted)
  })

  it.each([
    ['viewId', VIEW],
    ['sessionId', VISIT],
    ['visitorId', `v_of_${VISIT}`],
  ])('finds the visit by the %s in its metadata', async (key, value) => {
    const storage = await shop(engine)
    await storage.write((trx) => addVisit(trx))
    await deliver(storage, [event('payment_intent.succeeded', intent({ metadata: { [key]: value } }))])
    expect((await payments(storage))[0]?.attribution).toMatchObject({ touch: { sessionId: VISIT } })
  })

  it('says why when there is no id on the payment, and when the id is unknown', async () => {
    const storage = await shop(engine)
    await deliver(storage, [event('checkout.session.completed', session())])
    await deliver(storage, [event('payment_intent.succeeded', intent({ id: 'pi_2', latest_charge: 'ch_2' }))])
    const reasons = (await payments(storage)).map(({ id, attribution }) => [id, attribution])
    expect(reasons).toEqual([
      ['pi_2', { kind: 'unattributed', reason: 'no_id_on_payment' }],
      ['pi_1', { kind: 'unattributed', reason: 'id_unknown' }],
    ])
  })

  it('attributes a payment when the view that it names arrives later', async () => {
    const storage = await shop(engine)
    await deliver(storage, purchase())
    await storage.write(async (trx) => {
      await addVisit(trx)
      await followMoney({ clock: () => NOW } as never).viewsRecorded(trx, [
        { siteId: SITE, viewId: VIEW, visitId: VISIT },
      ])
    })
    expect((await payments(storage))[0]?.attribution).toMatchObject({ kind: 'attributed' })
  })

  it('credits renewals to the first bind of their subscription, whichever was told first', async () => {
    const first = [
      event('invoice.paid', invoice({ billing_reason: 'subscription_create' })),
      event(
        'checkout.session.completed',
        session({ mode: 'subscription', payment_intent: null, invoice: 'in_1', subscription: 'sub_1' }),
      ),
    ]
    const renewal = event(
      'invoice.paid',
      invoice({
        id: 'in_2',
        payment_intent: 'pi_2',
        billing_reason: 'subscription_cycle',
        created: 1_795_000_000,
        status_transitions: { paid_at: 1_795_000_000 },
      }),
    )
    const told: string[] = []
    for (const order of [
      [...first, renewal],
      [renewal, ...first],
    ]) {
      const storage = await shop(engine)
      await storage.write((trx) => addVisit(trx))
      await deliver(storage, order)
      expect(await payments(storage)).toMatchObject([
        { id: 'pi_2', attribution: { evidence: 'subscription_first_bind', touch: { campaign: 'autumn' } } },
        { id: 'pi_1', attribution: { evidence: 'client_reference_id', touch: { campaign: 'autumn' } } },
      ])
      told.push(await ledger(storage))
    }
    expect(told[1]).toBe(told[0])
  })

  it('tells what happened to the monthly revenue of a subscription, and whose it is', async () => {
    const storage = await shop(engine)
    const item = (amount: number) => ({
      items: { data: [{ quantity: 1, price: { unit_amount: amount, recurring: { interval: 'month' } } }] },
    })
    const sub = (status: string, amount: number, created: number) =>
      event(
        'customer.subscription.updated',
        { object: 'subscription', id: 'sub_1', status, currency: 'eur', ...item(amount) },
        { created },
      )
    await deliver(storage, [
      sub('canceled', 1900, 1_795_000_200),
      sub('active', 900, 1_795_000_000),
      sub('active', 1900, 1_795_000_100),
    ])
    const rows = await storage.read.selectFrom('subscription_movement').selectAll().orderBy('position').execute()
    expect(rows.map(({ kind, mrr_before, mrr_after, site_id }) => [kind, mrr_after - mrr_before, site_id])).toEqual([
      ['new', 900, SITE],
      ['expansion', 1000, SITE],
      ['churn', -1900, SITE],
    ])
  })

  it('keeps the visit of a payment when the visit itself is gone', async () => {
    const storage = await shop(engine)
    await storage.write((trx) => addVisit(trx))
    const [first, ...rest] = purchase().reverse()
    await deliver(storage, [event('checkout.session.completed', session()), first])
    await storage.write(async (trx) => {
      await trx.deleteFrom('view_row').execute()
      await trx.deleteFrom('visit_row').execute()
    })
    await deliver(storage, rest)
    expect((await payments(storage))[0]?.attribution).toMatchObject({
      kind: 'attributed',
      touch: { campaign: 'autumn' },
    })
  })

  it('keeps live and test apart', async () => {
    const storage = await shop(engine)
    await deliver(storage, [event('payment_intent.succeeded', intent(), { livemode: true })])
    await deliver(storage, [event('payment_intent.succeeded', intent({ id: 'pi_2', latest_charge: 'ch_2' }))])
    expect((await payments(storage, SITE, 'live')).map(({ id }) => id)).toEqual(['pi_1'])
    expect((await payments(storage, SITE, 'test')).map(({ id }) => id)).toEqual(['pi_2'])
  })

  it("never lets one owner's event land on another owner's site", async () => {
    const storage = await shop(engine)
    await storage.write((trx) => addSite(trx, 'site_stranger1'))
    const claims = intent({ metadata: { websiteId: SITE } })
    await deliver(storage, [event('payment_intent.succeeded', claims)], 'site_stranger1')
    expect(await payments(storage)).toEqual([])
    expect(await payments(storage, 'site_stranger1')).toHaveLength(1)
  })

  it("keeps what a stranger says of somebody else's payment away from it", async () => {
    const storage = await shop(engine)
    await storage.write((trx) => addSite(trx, 'site_stranger1', 1))
    await deliver(storage, [event('payment_intent.succeeded', intent())], SITE)
    const forged = [
      event('payment_intent.succeeded', intent({ amount_received: 999_999 })),
      event('refund.created', refund({ amount: 4900 })),
    ]
    await deliver(storage, forged, 'site_stranger1')
    expect(await payments(storage)).toMatchObject([{ id: 'pi_1', gross: 4900, net: 4900 }])
  })

  it('counts a sale once between two sites that each have an endpoint on one account, by evidence', async () => {
    const wanted: string[] = []
    for (const order of [
      [SITE, 'site_second001'],
      ['site_second001', SITE],
    ]) {
      const storage = await shop(engine)
      await storage.write((trx) => addSite(trx, 'site_second001', 1))
      const ofSecond = event('payment_intent.succeeded', intent({ metadata: { websiteId: 'site_second001' } }))
      const unclaimed = event('charge.succeeded', charge({ id: 'ch_9', payment_intent: 'pi_9' }))
      for (const one of [ofSecond, unclaimed]) for (const via of order) await deliver(storage, [one], via)
      expect((await payments(storage, 'site_second001')).map(({ id }) => id)).toContain('pi_1')
      const all = [...(await payments(storage)), ...(await payments(storage, 'site_second001'))]
      expect(all.map(({ id }) => id).sort()).toEqual(['pi_1', 'pi_9'])
      wanted.push(await ledger(storage))
    }
    const [one, other] = wanted.map((text) => text.replaceAll(/evt_\d+/g, ''))
    expect(one).toBe(other)
  })

  it("does not count what a platform hears of its connected accounts' own sales", async () => {
    const storage = await shop(engine)
    await deliver(storage, [event('payment_intent.succeeded', intent(), { account: 'acct_connected' })])
    expect(await payments(storage)).toEqual([])
    const [delivery] = await storage.read.selectFrom('delivery').select('outcome').execute()
    expect(delivery?.outcome).toMatch(/kept, not counted/)
  })

  it('puts a payment on the site that its metadata names, when several share the account', async () => {
    const storage = await shop(engine)
    await storage.write((trx) => addSite(trx, 'site_second001', 1))
    await deliver(storage, [event('charge.succeeded', charge())])
    expect(await payments(storage)).toHaveLength(1)
    await deliver(storage, [event('payment_intent.succeeded', intent({ metadata: { websiteId: 'site_second001' } }))])
    expect(await payments(storage)).toEqual([])
    expect(await payments(storage, 'site_second001')).toHaveLength(1)
  })

  it('renames a payment whose PaymentIntent becomes known, and makes no second one', async () => {
    const storage = await shop(engine)
    await storage.write((trx) => addVisit(trx))
    await deliver(storage, [event('checkout.session.completed', session({ payment_intent: null }))])
    expect((await payments(storage)).map(({ id }) => id)).toEqual(['cs_test_a1b2c3d4e5'])
    await deliver(storage, [event('checkout.session.completed', session()), event('charge.succeeded', charge())])
    expect((await payments(storage)).map(({ id, gross }) => [id, gross])).toEqual([['pi_1', 4900]])
  })

  it.skipIf(!haveSamples)('takes every public sample event without an error, and none twice', async () => {
    const storage = await shop(engine)
    const samples = sampleEvents().map(({ event }) => event)
    await deliver(storage, samples)
    const once = await ledger(storage)
    await deliver(storage, [...samples].reverse())
    expect(await ledger(storage)).toBe(once)
    const unhandled = await storage.read.selectFrom('delivery').select('id').where('handled_at', 'is', null).execute()
    expect(unhandled).toEqual([])
  })
})
