import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { subscriptions } from './subscriptions.ts'
import { madeScope, site } from './testing/world.ts'

const scope = madeScope({ from: '2026-03-01', to: '2026-03-31' })
describe.each(engines)('what recurs (%s)', (engine) => {
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
