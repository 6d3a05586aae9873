import { describe, expect, it } from 'vitest'
import { breakdown } from '../reports/breakdown.ts'
import { madeScope } from '../reports/testing/world.ts'
import type { Engine } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { deliver } from '../stripe/testing/deliver.ts'
import { addSite, charge, event, SITE } from '../stripe/testing/purchase.ts'
import { noteDue } from './due-store.ts'
import { importRates } from './import-rates.ts'
import { settleDue } from './testing/happenings.ts'

const created = Date.UTC(2026, 9, 26, 12) / 1000

interface Sale {
  currency?: string
  /** What Stripe made of the 10.00, and kept of it. */
  paidOut?: { amount: number; currency: string; fee: number } | null
  id?: string
}

/** 10.00 of a currency on 2026-10-26, in a shop that counts in euros. */
const sale = ({ currency = 'eur', paidOut = null, id = '1' }: Sale = {}) => {
  const moved = paidOut && { object: 'balance_transaction', id: `txn_${id}`, net: 0, ...paidOut }
  const object = charge({
    ...{ id: `ch_${id}`, payment_intent: `pi_${id}`, currency, created, amount: 1_000, amount_captured: 1_000 },
    ...(moved ? { balance_transaction: moved } : {}),
  })
  return event('charge.succeeded', object, { created })
}

async function shop(engine: Engine): Promise<Storage> {
  const storage = await freshStorage(engine)
  await storage.write((trx) => addSite(trx))
  return storage
}

const rates = async (storage: Storage, text: string) => {
  const imported = await importRates(storage, text)
  await settleDue(storage)
  return imported
}

/** What of the fee is in the site's currency: on the payment, in its credits, and in a report of that day. */
async function fees(storage: Storage) {
  const payments = await storage.read.selectFrom('payment').select(['fees_reported', 'fees_currency']).execute()
  const credits = await storage.read.selectFrom('credit').select('linear_fee').execute()
  const origins = await storage.read
    .selectFrom('frozen_rate')
    .select('origin')
    .where('entry', 'like', 'fee:%')
    .execute()
  const scope = { ...madeScope({ from: '2026-10-26', to: '2026-10-26' }), siteId: SITE, mode: 'test' as const }
  const {
    rows: [row],
  } = await breakdown(storage.read, scope, 'channels')
  const { fees: sum, feesOf, feesUnconverted } = row?.reported ?? {}
  return {
    payments: payments.map((row) => [row.fees_reported, row.fees_currency]),
    credits: credits.map((row) => row.linear_fee),
    origins: origins.map((row) => row.origin),
    report: [sum, feesOf, feesUnconverted],
  }
}

const usd = (amount: number, fee: number) => ({ amount, fee, currency: 'usd' })

describe.each(engines)('what Stripe kept, paid out in another currency (%s)', (engine) => {
  it('is turned back at the rate at which Stripe converted the money', async () => {
    const storage = await shop(engine)
    await deliver(storage, [sale({ paidOut: usd(1_250, 50) })])
    expect(await fees(storage)).toEqual({
      payments: [[40, 'eur']],
      credits: [40],
      origins: ['stripe'],
      report: [40, 1, 0],
    })
  })

  it('goes by way of the money that it was kept of, at the rate that is frozen for that', async () => {
    const storage = await shop(engine)
    // A pound was two dollars to Stripe, and 1.25 euros to the bank; what a dollar was to the bank is not asked.
    await rates(storage, 'Date,GBP,USD,\n2026-10-26,0.8,1.25,\n')
    await deliver(storage, [sale({ currency: 'gbp', paidOut: usd(2_000, 80) })])
    expect(await fees(storage)).toMatchObject({ payments: [[50, 'eur']], origins: ['2026-10-26'], report: [50, 1, 0] })
    await rates(storage, 'Date,GBP,USD,\n2026-10-26,0.4,0.5,\n')
    await deliver(storage, [sale({ currency: 'gbp', paidOut: usd(2_000, 80) })])
    expect(await fees(storage)).toMatchObject({ payments: [[50, 'eur']], report: [50, 1, 0] })
  })

  it('is at the rate of the day where the money itself has none', async () => {
    const storage = await shop(engine)
    await rates(storage, 'Date,USD,\n2026-10-23,1.25,\n')
    await deliver(storage, [sale({ currency: 'gbp', paidOut: usd(2_000, 80) })])
    expect(await fees(storage)).toMatchObject({ payments: [[64, 'eur']], origins: ['2026-10-23'], report: [64, 1, 0] })
  })

  it('is in no sum and counted as unconverted while nobody knows a rate, and is once a file tells', async () => {
    const storage = await shop(engine)
    await deliver(storage, [sale({ currency: 'gbp', paidOut: usd(2_000, 80) }), sale({ id: '2' })])
    const { report, payments } = await fees(storage)
    expect([report, payments]).toEqual([
      [0, 0, 1],
      [
        [null, null],
        [null, null],
      ],
    ])
    expect(await rates(storage, 'Date,USD,\n2026-10-26,1.6,\n')).toMatchObject({ payments: 1 })
    expect((await fees(storage)).report).toEqual([50, 1, 0])
    expect(await rates(storage, 'Date,USD,GBP,\n2026-10-26,1.6,0.5,\n')).toMatchObject({ payments: 1 })
    // The money has a rate now, and its fee keeps the one that it was frozen with.
    expect((await fees(storage)).report).toEqual([50, 1, 0])
  })

  it('is no fee while a part of it has no rate', async () => {
    const storage = await shop(engine)
    const yen = { amount: 1_500, currency: 'jpy', fee: 45 }
    const second = charge({
      ...{ id: 'ch_b', payment_intent: 'pi_1', currency: 'gbp', created, amount: 1_000, amount_captured: 1_000 },
      balance_transaction: { object: 'balance_transaction', id: 'txn_b', net: 0, ...yen },
    })
    await deliver(storage, [
      sale({ currency: 'gbp', paidOut: usd(1_250, 50) }),
      event('charge.succeeded', second, { created }),
    ])
    await rates(storage, 'Date,USD,\n2026-10-26,1.25,\n')
    expect((await fees(storage)).report).toEqual([0, 0, 1])
    // 40 cents of the dollars and 30 of the yen.
    await rates(storage, 'Date,JPY,\n2026-10-26,150,\n')
    expect((await fees(storage)).report).toEqual([70, 1, 0])
  })

  it('is converted anew when the site counts in another currency', async () => {
    const storage = await shop(engine)
    await deliver(storage, [sale({ paidOut: usd(1_250, 50) })])
    await storage.write(async (trx) => {
      await trx.updateTable('site').set({ currency: 'usd' }).where('id', '=', SITE).execute()
      const payments = await trx.selectFrom('payment').select('id').execute()
      await noteDue(
        trx,
        payments.map(({ id }) => id),
      )
    })
    await settleDue(storage)
    expect(await fees(storage)).toMatchObject({ payments: [[50, 'usd']], credits: [50] })
  })
})
