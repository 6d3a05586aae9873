import { describe, expect, it } from 'vitest'
import { insertSite } from '../sites/store.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { madeScope, site } from './testing/world.ts'
import { wentBack } from './went-back.ts'

const scope = madeScope({ from: '2026-03-01', to: '2026-03-31' })

describe.each(engines)('what went back (%s)', (engine) => {
  it('is every refund and dispute of these days, newest first, and summed by kind and currency', async () => {
    const storage = await freshStorage(engine)
    await storage.write(async (trx) => {
      await insertSite(trx, site)
      const payment = { account: 'environment', mode: 'live' as const, status: 'paid' as const, currency: 'eur' }
      const none = { gross: 0, refunds: 0, net: 0, paid_at: 7 }
      await trx
        .insertInto('payment')
        .values([
          { ...payment, ...none, id: 'a', stripe_id: 'pi_a' },
          { ...payment, ...none, id: 'b', stripe_id: 'pi_b' },
        ])
        .execute()
      await trx
        .insertInto('touch')
        .values({
          payment_id: 'a',
          site_id: site.id,
          position: 0,
          visit_id: 'visit',
          visit_no: 1,
          at: 1,
          channel: 'Email',
          entry_page: '/',
        })
        .execute()
      const entry = { mode: 'live' as const, site_id: site.id, currency: 'eur', day: '2026-03-02' }
      await trx
        .insertInto('entry')
        .values([
          { ...entry, id: 'ch', payment_id: 'a', kind: 'charge', amount: 4_900, at: 10 },
          { ...entry, id: 're_1', payment_id: 'a', kind: 'refund', amount: -1_000, at: 20 },
          { ...entry, id: 're_2', payment_id: 'b', kind: 'refund', amount: -500, at: 30 },
          { ...entry, id: 'dp', payment_id: 'a', kind: 'dispute', amount: -3_900, at: 40 },
          { ...entry, id: 're_usd', payment_id: 'b', kind: 'refund', amount: -7, at: 5, currency: 'usd' },
          { ...entry, id: 're_late', payment_id: 'b', kind: 'refund', amount: -9, at: 50, day: '2026-04-01' },
          { ...entry, id: 're_test', payment_id: 'b', kind: 'refund', amount: -9, at: 60, mode: 'test' },
        ])
        .execute()
    })
    const { totals, rows } = await wentBack(storage.read, scope)
    expect(totals).toEqual([
      { kind: 'dispute', currency: 'eur', count: 1, amount: -3_900 },
      { kind: 'refund', currency: 'eur', count: 2, amount: -1_500 },
      { kind: 'refund', currency: 'usd', count: 1, amount: -7 },
    ])
    expect(rows.map(({ id }) => id)).toEqual(['dp', 're_2', 're_1', 're_usd'])
    expect(rows[0]).toEqual({
      id: 'dp',
      kind: 'dispute',
      currency: 'eur',
      amount: -3_900,
      at: 40,
      payment: 'pi_a',
      paidAt: 7,
      channel: 'Email',
    })
    expect(rows[1]?.channel).toBeNull()
    const nobody = { dimension: 'channels' as const, operator: 'is' as const, values: ['Email'] }
    expect((await wentBack(storage.read, { ...scope, filters: [nobody] })).rows).toEqual([])
    await storage.close()
  })
})
