import { describe, expect, it, vi } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { startCommand } from '../testing/command.ts'
import { replayAccount } from './replay.ts'
import { buys, debit, shopTotals, stripeTotals } from './testing/buyers.ts'
import { inboxIsEmpty, ledgerOf } from './testing/ledger-rows.ts'
import { CAMPAIGN, openShop, VIEW } from './testing/shop.ts'

const soon = { timeout: 10_000, interval: 50 }

async function shopWithSales(engine: (typeof engines)[number]) {
  const shop = await openShop(engine)
  shop.subscribe()
  await shop.view(VIEW, CAMPAIGN)
  await buys(shop)
  await buys(shop, { mode: 'subscription', amount: 1900 })
  await buys(shop, { amount: 800 }, debit)
  const subscription = (await shop.stripe.subscriptions.list()).data[0]
  shop.sandbox.control.renew(subscription?.id ?? '')
  const intent = (await shop.stripe.paymentIntents.list()).data.at(-1)
  shop.sandbox.control.refund({ payment_intent: intent?.id ?? '', amount: 1000 })
  await shop.sandbox.control.idle()
  const totals = await stripeTotals(shop)
  await vi.waitFor(async () => expect(await shopTotals(shop)).toEqual(totals), soon)
  await inboxIsEmpty(shop.collector.databaseUrl)
  expect(await ledgerOf(shop.collector.databaseUrl)).toContain('autumn')
  return shop
}

describe.each(engines)('farthing stripe replay (%s)', { timeout: 60_000 }, (engine) => {
  it('gives the same ledger, to the byte, from the inbox alone', async () => {
    const shop = await shopWithSales(engine)
    const { databaseUrl } = shop.collector
    const before = await ledgerOf(databaseUrl)
    const storage = await openStorage(databaseUrl)
    // What a defect of ours may have left behind: a payment that Stripe never told, and a wrong sum.
    await storage.write(async (trx) => {
      await trx.updateTable('payment').set({ gross: 1, net: 1 }).execute()
      await trx.updateTable('entry').set({ amount: 1 }).where('kind', '=', 'charge').execute()
      const [fact] = await trx.selectFrom('fact').selectAll().where('kind', '=', 'payment_intent').limit(1).execute()
      if (fact)
        await trx
          .insertInto('fact')
          .values({ ...fact, object_id: 'pi_ghost', body: fact.body.replaceAll(fact.object_id, 'pi_ghost') })
          .execute()
    })
    await storage.close()
    const environment = { DATABASE_URL: databaseUrl, FARTHING_SECRET: 'the secret of the tests' }
    const { code, out, error } = await startCommand(['stripe', 'replay', '--all', '--json'], environment).ended
    expect({ code, error: error.replaceAll(/.*in place\n/g, '') }).toEqual({ code: 0, error: '' })
    const { accounts } = JSON.parse(out)
    expect(accounts).toContainEqual({
      account: 'environment',
      deliveries: expect.any(Number),
      objects: expect.any(Number),
    })
    expect(await ledgerOf(databaseUrl)).toBe(before)
  })

  it('goes on where it was ended, and misses nothing that is settled meanwhile', async () => {
    const shop = await shopWithSales(engine)
    const { databaseUrl, time } = shop.collector
    const storage = await openStorage(databaseUrl)
    const clock = () => time.now
    const endAfter = (steps: number) => {
      let left = steps
      const onStep = () => {
        if (left-- === 0) throw new Error('killed')
      }
      return replayAccount({ storage, clock, onStep }, 'environment')
    }
    await expect(endAfter(0)).rejects.toThrow('killed')
    await expect(endAfter(1)).rejects.toThrow('killed')
    await buys(shop, { amount: 333 })
    await shop.sandbox.control.idle()
    await inboxIsEmpty(databaseUrl)
    const before = await ledgerOf(databaseUrl)
    await replayAccount({ storage, clock, onStep: () => undefined }, 'environment')
    expect(await ledgerOf(databaseUrl)).toBe(before)
    expect(await storage.read.selectFrom('replay').selectAll().execute()).toEqual([])
    await storage.close()
  })
})
