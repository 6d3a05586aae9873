import { describe, expect, it } from 'vitest'
import type { Engine } from '../storage/dialect.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { deliver } from '../stripe/testing/deliver.ts'
import { addSite, charge, event, refund } from '../stripe/testing/purchase.ts'
import { importRates } from './import-rates.ts'
import { settleDue } from './testing/happenings.ts'

/** A sale of 10.00 dollars on 2026-10-26, of which 4.00 went back three days later, in a shop that counts in euros. */
const created = Date.UTC(2026, 9, 26, 12) / 1000
const dollars = { currency: 'usd', created, amount: 1_000, amount_captured: 1_000 }
const sale = (fields: object = {}) => event('charge.succeeded', charge({ ...dollars, ...fields }), { created })
const back = (fields: object = {}) => {
  const at = created + 3 * 86_400
  return event('refund.created', refund({ amount: 400, currency: 'usd', created: at, ...fields }), { created: at })
}
const settled = (amount: number) => ({
  balance_transaction: { object: 'balance_transaction', id: 'txn_1', amount, currency: 'eur', fee: 30, net: 0 },
})

async function shop(engine: Engine): Promise<Storage> {
  const storage = await freshStorage(engine)
  await storage.write((trx) => addSite(trx))
  return storage
}

async function reported(storage: Storage) {
  const rows = await storage.read
    .selectFrom('entry')
    .select(['amount', 'reported', 'reported_currency'])
    .orderBy('at')
    .execute()
  const rates = await storage.read.selectFrom('frozen_rate').select('origin').orderBy('entry').execute()
  return {
    amounts: rows.map((row) => [row.amount, row.reported, row.reported_currency]),
    origins: rates.map((row) => row.origin),
  }
}

const rates = async (storage: Storage, text: string) => {
  const imported = await importRates(storage, text)
  await settleDue(storage)
  return imported
}

describe.each(engines)('money in another currency (%s)', (engine) => {
  it('is not converted while nobody knows a rate, never one to one, and is once a file tells', async () => {
    const storage = await shop(engine)
    await deliver(storage, [sale(), back()])
    expect((await reported(storage)).amounts).toEqual([
      [1_000, null, null],
      [-400, null, null],
    ])
    const file = 'Date,USD,\n2026-10-23,1.25,\n2026-10-29,1.60,\n'
    expect(await rates(storage, file)).toMatchObject({ kind: 'imported', days: 2, payments: 1 })
    // The Monday's rate is Friday's; what went back is worth what it was worth then.
    expect(await reported(storage)).toEqual({
      amounts: [
        [1_000, 800, 'eur'],
        [-400, -250, 'eur'],
      ],
      origins: ['2026-10-23', '2026-10-29'],
    })
    const credits = await storage.read.selectFrom('credit').select('linear_reported').orderBy('entry_id').execute()
    expect(credits.map((row) => row.linear_reported)).toEqual([800, -250])
  })

  it('keeps the rate that was frozen, whatever is published later, which only concerns what is booked later', async () => {
    const storage = await shop(engine)
    await rates(storage, '{"base":"USD","rates":{"2026-10-26":{"EUR":0.8}}}')
    await deliver(storage, [sale()])
    expect(await rates(storage, '{"base":"USD","rates":{"2026-10-26":{"EUR":0.5}}}')).toMatchObject({ payments: 0 })
    await deliver(storage, [sale({ description: 'told again' }), back()])
    expect((await reported(storage)).amounts).toEqual([
      [1_000, 800, 'eur'],
      [-400, -200, 'eur'],
    ])
  })

  it('is what Stripe itself made of it where it tells, whichever was told first', async () => {
    for (const order of [
      [sale(), sale(settled(923)), back()],
      [back(), sale(settled(923)), sale()],
    ]) {
      const storage = await shop(engine)
      await rates(storage, 'date,from,to,rate\n2026-10-26,USD,EUR,0.8\n')
      await deliver(storage, order)
      expect(await reported(storage)).toEqual({
        amounts: [
          [1_000, 923, 'eur'],
          [-400, -320, 'eur'],
        ],
        origins: ['stripe', '2026-10-26'],
      })
    }
  })

  it('goes back at the rate at which it came when no other is known, and leaves no cent behind', async () => {
    const storage = await shop(engine)
    const third = (n: number, amount: number) => back({ id: `re_${n}`, amount })
    await deliver(storage, [sale(settled(923)), third(1, 333), third(2, 333), third(3, 334)])
    const { amounts, origins } = await reported(storage)
    expect(amounts.reduce((sum, [, euros]) => sum + Number(euros), 0)).toBe(0)
    expect(origins).toEqual(['stripe', 'payment', 'payment', 'payment'])
  })
})
