// Two sites that live on one Stripe account: one is removed, and of the other's money nothing changes, whatever Stripe tells later.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { hashEmail } from '../identity/email.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage, type Storage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { replayAccount } from '../stripe/replay.ts'
import { checkout } from '../stripe/testing/buyers.ts'
import { inboxIsEmpty } from '../stripe/testing/ledger-rows.ts'
import { openShop, type Shop } from '../stripe/testing/shop.ts'
import { AFTERMATH_MS, eraseRemoved } from './erase.ts'
import { everyRow, tablesWith } from './testing/fill.ts'

const soon = { timeout: 15_000, interval: 50 }
const month = 'from=2020-01-01&to=2030-01-01'

interface Market {
  shop: Shop
  storage: Storage
  other: string
}

const viewIn = (siteId: string) => `view-in-${siteId}`.slice(0, 22)

/** The operator's connection tells of both; each buyer came from a view of their site. */
async function market(engine: (typeof engines)[number]): Promise<Market> {
  const shop = await openShop(engine)
  shop.subscribe()
  const { collector, owner } = shop
  const { json } = await collector.ask('POST', '/api/sites', {
    headers: owner,
    body: { name: 'Other', hosts: ['shop.example'], currency: 'eur' },
  })
  const storage = await openStorage(collector.databaseUrl)
  onTestFinished(() => storage.close())
  return { shop, storage, other: json.id }
}

/** Looks, says who they are, and buys once and a subscription. */
async function customerOf({ shop }: Market, siteId: string, amount: number): Promise<void> {
  const agent = { 'user-agent': `Mozilla/5.0 (X11; Linux x86_64) Chrome/15${amount % 10}.0.0.0 Safari/537.36` }
  const of = { site: siteId, viewId: viewIn(siteId) }
  const said = [
    { ...of, type: 'view', url: 'https://shop.example/?utm_source=radio&utm_campaign=jingle' },
    { ...of, type: 'identify', email: `${siteId}@buyers.example`, customId: `user of ${siteId}` },
  ]
  for (const body of said)
    expect((await shop.collector.ask('POST', '/api/event', { headers: agent, body })).status).toBe(200)
  for (const order of [{ amount }, { amount: amount + 1, mode: 'subscription' as const }]) {
    const session = await checkout(shop, { ...order, reference: viewIn(siteId) })
    shop.sandbox.control.paySession(session, { email: `${siteId}@buyers.example`, method: 'card' })
  }
}

const netsOf = async ({ shop }: Market, siteId: string): Promise<number[]> => {
  const { json } = await shop.collector.ask('GET', `/api/sites/${siteId}/payments?mode=test`, { headers: shop.owner })
  return json.payments.map(({ net }: { net: number }) => net).sort((a: number, b: number) => a - b)
}

const reportsOf = async ({ shop }: Market, siteId: string) => {
  const ask = async (path: string) =>
    (
      await shop.collector.ask('GET', `/api/sites/${siteId}/reports/${path}?mode=test&${month}`, {
        headers: shop.owner,
      })
    ).json
  return [await ask('overview'), await ask('campaigns'), await ask('subscriptions')]
}

async function settled({ shop }: Market): Promise<void> {
  await shop.sandbox.control.idle()
  await inboxIsEmpty(shop.collector.databaseUrl)
  await vi.waitFor(
    async () => {
      const storage = await openStorage(shop.collector.databaseUrl)
      const due = await storage.read.selectFrom('attribution_due').selectAll().execute()
      await storage.close()
      expect(due).toEqual([])
    },
    { ...soon, interval: 200 },
  )
}

async function removed(made: Market, siteId: string, name: string): Promise<void> {
  const { collector, owner } = made.shop
  const answer = await collector.ask('DELETE', `/api/sites/${siteId}`, { headers: owner, body: { name } })
  expect(answer.status).toBe(200)
  expect(await eraseRemoved(made.storage, collector.time.now + AFTERMATH_MS, () => true)).toEqual([siteId])
}

describe.each(engines)('two sites of one Stripe account (%s)', { timeout: 60_000 }, (engine) => {
  it('keep their figures apart when one is removed: after refunds, renewals and a replay as well', async () => {
    const made = await market(engine)
    const { shop, storage, other } = made
    await customerOf(made, shop.siteId, 4900)
    await customerOf(made, other, 700)
    await settled(made)
    await vi.waitFor(async () => expect(await netsOf(made, other)).toEqual([700, 701]), soon)
    expect(await netsOf(made, shop.siteId)).toEqual([4900, 4901])
    const before = await reportsOf(made, other)
    const keys = await openKeys(storage, 'the secret of the tests')
    const emailHash = hashEmail(keys.emailKey(shop.siteId), `${shop.siteId}@buyers.example`) ?? ''
    const names = [`${shop.siteId}@buyers.example`, emailHash, `user of ${shop.siteId}`]
    expect(tablesWith(await everyRow(storage), emailHash)).not.toEqual([])

    await removed(made, shop.siteId, 'shop.example')
    expect(await netsOf(made, other)).toEqual([700, 701])
    expect(await reportsOf(made, other)).toEqual(before)
    const after = await everyRow(storage)
    for (const name of names) expect([name, tablesWith(after, name)]).toEqual([name, []])
    // What the operator's connection was told stays the operator's: Stripe's ids, amounts, and random ids of ours.
    expect(['delivery', 'fact', 'report_change']).toEqual(
      expect.arrayContaining(tablesWith(after, viewIn(shop.siteId))),
    )
    expect(tablesWith(after, shop.siteId)).toEqual([])

    const intents = (await shop.stripe.paymentIntents.list()).data
    const bought = intents.find(({ amount }) => amount === 4900)?.id ?? ''
    shop.sandbox.control.refund({ payment_intent: bought, amount: 1000 })
    const subscriptions = (await shop.stripe.subscriptions.list()).data
    const theirs = subscriptions.find(({ items }) => items.data[0]?.price.unit_amount === 4901)?.id ?? ''
    shop.sandbox.control.renew(theirs)
    await settled(made)
    await replayAccount({ storage, clock: () => shop.collector.time.now, onStep: () => undefined }, 'environment')
    await settled(made)
    expect(await netsOf(made, other)).toEqual([700, 701])
    expect(await reportsOf(made, other)).toEqual(before)
  })

  it('leave what one was told to the other, and each sale is still counted once', async () => {
    const secret = 'whsec_of_each_site'
    const shop = await openShop(engine, { key: null, environment: { STRIPE_WEBHOOK_SECRET: '' } })
    const { collector, owner: headers, sandbox } = shop
    const { json } = await collector.ask('POST', '/api/sites', {
      headers,
      body: { name: 'Other', hosts: ['shop.example'] },
    })
    const sites = [shop.siteId, String(json.id)].sort()
    const storage = await openStorage(collector.databaseUrl)
    onTestFinished(() => storage.close())
    for (const id of sites) {
      await collector.ask('PUT', `/api/sites/${id}/stripe`, { headers, body: { webhookSecrets: [secret] } })
      sandbox.control.putEndpoint({ url: `${collector.url}/in/${id}/stripe`, secret })
    }
    // Named after the first in the alphabet: it is that one that goes.
    const [gone = '', stays = ''] = sites
    const made = { shop, storage, other: stays }
    await customerOf(made, stays, 4900)
    await customerOf(made, gone, 700)
    await settled(made)
    await vi.waitFor(async () => expect(await netsOf(made, gone)).toEqual([700, 701]), soon)
    expect(await netsOf(made, stays)).toEqual([4900, 4901])
    await removed(made, gone, gone === json.id ? 'Other' : 'shop.example')
    expect(await netsOf(made, stays)).toEqual([4900, 4901])
    const told = await storage.read.selectFrom('delivery').select('connection').distinct().execute()
    expect(told).toEqual([{ connection: stays }])
    expect(await storage.read.selectFrom('connection_account').select('connection').execute()).toEqual([
      { connection: stays },
    ])

    await customerOf(made, stays, 300)
    await settled(made)
    await replayAccount({ storage, clock: () => collector.time.now, onStep: () => undefined }, gone)
    await settled(made)
    expect(await netsOf(made, stays)).toEqual([300, 301, 4900, 4901])
  })

  it('leaves nothing of the account when no other site has a part in it', async () => {
    const made = await market(engine)
    const { shop, storage, other } = made
    await customerOf(made, shop.siteId, 4900)
    await settled(made)
    await vi.waitFor(async () => expect(await netsOf(made, shop.siteId)).toEqual([4900, 4901]), soon)
    await removed(made, other, 'Other')
    expect(await netsOf(made, shop.siteId)).toEqual([4900, 4901])
    await removed(made, shop.siteId, 'shop.example')
    const rows = await everyRow(storage)
    for (const table of ['delivery', 'fact', 'fact_link', 'payment', 'entry', 'question', 'disowned'])
      expect([table, rows.get(table)]).toEqual([table, []])
  })
})
