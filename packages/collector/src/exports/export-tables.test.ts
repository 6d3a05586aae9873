// What the tables of an export say, line by line.
import { describe, expect, it } from 'vitest'
import { asTable } from '../attribution/payment-export.ts'
import { madeOrigin, madeVisit, oneMug, site } from '../reports/testing/world.ts'
import { engines } from '../storage/testing/databases.ts'
import { filesOf, iso, NOW, plain, shop } from './testing/shop.ts'
import { linesOf } from './testing/unpacked.ts'

describe.each(engines)('the tables of an export (%s)', (engine) => {
  it('says who somebody is without saying an address, and ties the names of one person together', async () => {
    const storage = await shop(engine, { visits: [madeVisit({})], payments: [] })
    const hash = 'h'.repeat(43)
    await storage.write(async (trx) => {
      await trx.insertInto('person').values({ id: 'person_1', site_id: site.id, created_at: 1 }).execute()
      const name = { site_id: site.id, person_id: 'person_1' }
      await trx
        .insertInto('person_name')
        .values([
          { ...name, kind: 'email', value: hash },
          { ...name, kind: 'custom_id', value: 'user 7' },
        ])
        .execute()
      const said = { site_id: site.id, view_id: 'view_0_0' }
      await trx
        .insertInto('identification')
        .values([
          { ...said, at: 1, email_hash: hash, custom_id: null },
          { ...said, at: 2, email_hash: null, custom_id: 'user 7' },
          { ...said, at: 3, email_hash: null, custom_id: 'forgotten' },
        ])
        .execute()
      await trx
        .insertInto('connected_customer')
        .values({ customer_id: 'cus_1', site_id: site.id, custom_id: 'user 7', connected_at: 5 })
        .execute()
    })
    const files = await filesOf(storage)
    const viewId = 'view_0_0'
    expect(linesOf(files, 'identifications.csv')).toEqual([
      { viewId, at: iso(1), customId: '', email: 'yes', personId: 'person_1' },
      { viewId, at: iso(2), customId: 'user 7', email: '', personId: 'person_1' },
      { viewId, at: iso(3), customId: 'forgotten', email: '', personId: '' },
    ])
    expect(linesOf(files, 'customers.csv')).toEqual([{ customId: 'user 7', customerId: 'cus_1', connectedAt: iso(5) }])
    expect([...files.values()].join('')).not.toContain(hash)
  })

  it('tells money as the list of payments does, with the fee in the currency of the site', async () => {
    const fee = { amount: 277, currency: 'usd' }
    const origin = madeOrigin({ channel: 'Email', source: '=news()', campaign: 'spring, "big"\nsale' })
    const storage = await shop(engine, {
      visits: [madeVisit({ from: origin })],
      payments: [
        {
          ...plain,
          ...oneMug,
          ...{ mode: 'live', currency: 'usd', at: NOW - 5, amount: 900, fee, visits: [0] },
          takenBack: [{ kind: 'refund', amount: 100, later: 2 }],
        },
      ],
    })
    await storage.write((trx) =>
      trx.updateTable('payment').set({ evidence: 'client_reference_id', grade: 2, description: '+49 tea' }).execute(),
    )
    const files = await filesOf(storage)
    expect(linesOf(files, 'payments.csv')).toEqual([
      expect.objectContaining({
        ...{ id: 'pi_0', mode: 'live', paidAt: iso(NOW - 5), currency: 'usd', gross: '900', net: '900' },
        ...{ fee: '277', feeCurrency: 'usd', feeConverted: '554', feeConvertedCurrency: 'eur' },
        ...{ description: "'+49 tea", evidence: 'client_reference_id', sessionId: 's_0', source: "'=news()" },
        campaign: 'spring, "big"\nsale',
      }),
    ])
    let list = ''
    for await (const part of asTable((async function* () {})())) list += part
    const [head = ''] = files.get('payments.csv')?.split('\n') ?? []
    expect(
      list
        .trim()
        .split(',')
        .filter((column) => !head.split(',').includes(column)),
    ).toEqual([])
    expect(linesOf(files, 'ledger.csv').map(({ kind, amount }) => [kind, amount])).toEqual([
      ['charge', '900'],
      ['refund', '-100'],
    ])
    expect(linesOf(files, 'line-items.csv')).toEqual([
      expect.objectContaining({ paymentId: 'pi_0', productId: 'prod_mug', amount: '900', currency: 'usd', line: '0' }),
      expect.objectContaining({ paymentId: 'pi_0', productId: 'prod_mug', amount: '-100', currency: 'usd', line: '0' }),
    ])
  })

  it('has what was brought, decided and not counted', async () => {
    const storage = await shop(engine)
    await storage.write(async (trx) => {
      const of = { site_id: site.id, day: '2026-03-01' }
      const counts = { visitors: 1, visits: 2, views: 3 }
      await trx
        .insertInto('imported_day')
        .values([
          { ...of, ...counts, dimension: 'pages', name: '/é' },
          { ...of, ...counts, dimension: 'pages', name: '/Z' },
          { ...of, ...counts, dimension: 'all', name: '' },
          { ...of, ...counts, dimension: 'all', name: '', site_id: 'site_another1' },
        ])
        .execute()
      const cost = { source: 'google', medium: 'cpc', campaign: 'spring', currency: 'eur' }
      await trx
        .insertInto('ad_cost')
        .values({ ...of, ...cost, cost: 1_250, clicks: 4, impressions: 90 })
        .execute()
      await trx
        .insertInto('ignored')
        .values({ ...of, reason: 'bot', count: 12 })
        .execute()
      const moved = { account: 'a', subscription_id: 'sub_1', mode: 'live' as const, currency: 'eur', site_id: site.id }
      await trx
        .insertInto('subscription_movement')
        .values([
          {
            ...moved,
            position: 0,
            kind: 'new',
            at: 5,
            mrr_before: 0,
            mrr_after: 900,
            day: '2026-03-01',
            payment_id: 'a:pi_1',
          },
          {
            ...moved,
            position: 1,
            kind: 'churn',
            at: 9,
            mrr_before: 900,
            mrr_after: 0,
            day: '2026-03-02',
            payment_id: null,
          },
        ])
        .execute()
    })
    const files = await filesOf(storage)
    expect(files.get('imported-days.csv')).toBe(
      'dimension,day,name,visitors,visits,views\nall,2026-03-01,,1,2,3\npages,2026-03-01,/Z,1,2,3\npages,2026-03-01,/é,1,2,3\n',
    )
    expect(files.get('ad-costs.csv')?.split('\n')[1]).toBe('2026-03-01,google,cpc,spring,1250,eur,4,90')
    expect(files.get('ignored.csv')).toBe('day,reason,count\n2026-03-01,bot,12\n')
    expect(linesOf(files, 'subscriptions.csv').map(({ kind, at, mrrAfter }) => [kind, at, mrrAfter])).toEqual([
      ['new', iso(5), '900'],
      ['churn', iso(9), '0'],
    ])
    expect(linesOf(files, 'split-tests.csv').map(({ name, state }) => [name, state])).toEqual([
      ['hero', 'ended'],
      ['price', 'ended'],
    ])
  })
})
