import { describe, expect, it } from 'vitest'
import { insertSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { products } from './products.ts'
import { subscriptions } from './subscriptions.ts'
import { madeScope, site } from './testing/world.ts'

const scope = madeScope({ from: '2026-03-01', to: '2026-03-31' })
const common = { mode: 'live' as const, site_id: site.id as string | null, currency: 'eur', at: 0 }

interface Sold {
  payment: string
  kind: 'charge' | 'refund'
  day: string
  lines: [product: string | null, name: string, amount: number][]
  more?: Partial<typeof common>
}

async function sell(storage: Storage, sold: Sold[]): Promise<void> {
  await storage.write(async (trx) => {
    for (const [n, { payment, kind, day, lines, more }] of sold.entries()) {
      const id = `${kind}:${n}`
      const amount = lines.reduce((sum, line) => sum + line[2], 0)
      await trx
        .insertInto('entry')
        .values({ ...common, ...more, id, payment_id: payment, kind, amount, day })
        .execute()
      await trx
        .insertInto('payment')
        .values({
          id: payment,
          account: 'environment',
          stripe_id: payment,
          mode: 'live',
          status: 'paid',
          currency: 'eur',
          gross: 0,
          refunds: 0,
          net: 0,
          paid_at: 0,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const rows = lines.map(([product, description, part], position) => ({
        payment_id: payment,
        entry_id: id,
        position,
        product_id: product,
        price_id: product && `price_${product}`,
        description,
        amount: part,
      }))
      await trx.insertInto('entry_line').values(rows).execute()
    }
  })
}

describe.each(engines)('what was sold (%s)', (engine) => {
  it('is told per product, with what went back taken off, currencies apart', async () => {
    const storage = await freshStorage(engine)
    await storage.write((trx) => insertSite(trx, site))
    await sell(storage, [
      {
        payment: 'a',
        kind: 'charge',
        day: '2026-03-02',
        lines: [
          ['mug', 'Mug', 700],
          ['cup', 'Cup', 300],
          [null, 'Shipping', 50],
        ],
      },
      { payment: 'a', kind: 'refund', day: '2026-03-03', lines: [['mug', 'Mug', -200]] },
      {
        payment: 'b',
        kind: 'charge',
        day: '2026-03-04',
        lines: [
          ['mug', 'Mug', 700],
          [null, 'Not itemised', 10],
        ],
      },
      { payment: 'c', kind: 'charge', day: '2026-03-04', lines: [['mug', 'Mug', 900]], more: { currency: 'usd' } },
      { payment: 'd', kind: 'charge', day: '2026-04-01', lines: [['mug', 'Mug', 1]] },
      { payment: 'e', kind: 'charge', day: '2026-03-04', lines: [['mug', 'Mug', 1]], more: { mode: 'test' as never } },
      {
        payment: 'f',
        kind: 'charge',
        day: '2026-03-04',
        lines: [['mug', 'Mug', 1]],
        more: { site_id: 'site_another1' },
      },
    ])
    const { rows } = await products(storage.read, scope)
    expect(
      rows.map(({ name, payments, revenue }) => [
        name,
        payments,
        ...revenue.map(({ currency, gross, refunds, net }) => `${gross} ${refunds} ${net} ${currency}`),
      ]),
    ).toEqual([
      ['Mug', 3, '1400 -200 1200 eur', '900 0 900 usd'],
      ['Cup', 1, '300 0 300 eur'],
      ['Shipping', 1, '50 0 50 eur'],
      ['Not itemised', 1, '10 0 10 eur'],
    ])
  })

  it('is worth so much a month, and was moved by so much', async () => {
    const storage = await freshStorage(engine)
    const movement = (position: number, kind: string, day: string, mrr_before: number, mrr_after: number) => ({
      account: 'environment',
      subscription_id: 'sub_1',
      position,
      mode: 'live' as const,
      kind,
      at: 0,
      currency: 'eur',
      mrr_before,
      mrr_after,
      site_id: site.id,
      day,
      payment_id: null,
    })
    await storage.write((trx) =>
      trx
        .insertInto('subscription_movement')
        .values([
          movement(0, 'new', '2026-02-01', 0, 900),
          movement(1, 'expansion', '2026-03-05', 900, 1900),
          movement(2, 'contraction', '2026-03-31', 1900, 1000),
          movement(3, 'churn', '2026-04-01', 1000, 0),
        ])
        .execute(),
    )
    expect(await subscriptions(storage.read, scope)).toMatchObject({
      mrr: [{ currency: 'eur', amount: 1000 }],
      movements: [
        { kind: 'contraction', count: 1, amount: -900 },
        { kind: 'expansion', count: 1, amount: 1000 },
      ],
    })
  })
})
