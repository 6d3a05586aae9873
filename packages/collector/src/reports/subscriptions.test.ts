import type { Mode, MovementKind } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { subscriptions } from './subscriptions.ts'
import { madeScope, site } from './testing/world.ts'

const scope = madeScope({ from: '2026-03-01', to: '2026-03-31' })

const aMovement = fc.record({
  siteId: fc.constantFrom<string | null>(site.id, site.id, 'site_another1', null),
  mode: fc.constantFrom<Mode>('live', 'live', 'test'),
  kind: fc.constantFrom<MovementKind>('new', 'expansion', 'contraction', 'churn', 'reactivation'),
  day: fc.constantFrom('2026-02-28', '2026-03-01', '2026-03-15', '2026-03-31', '2026-04-01'),
  currency: fc.constantFrom('eur', 'usd'),
  before: fc.nat(5_000),
  after: fc.nat(5_000),
  /** Newest first; undefined: no payment is known, none: nobody knows who brought it. */
  channels: fc.option(fc.array(fc.constantFrom('Email', 'Paid Search', 'Direct'), { maxLength: 2 }), {
    nil: undefined,
  }),
})
type MadeMovement = typeof aMovement extends fc.Arbitrary<infer One> ? One : never

async function putMovements(storage: Storage, movements: readonly MadeMovement[]): Promise<void> {
  await storage.write(async (trx) => {
    for (const table of ['subscription_movement', 'touch', 'payment'] as const) await trx.deleteFrom(table).execute()
    for (const [at, { siteId, mode, kind, day, currency, before, after, channels }] of movements.entries()) {
      const payment = { id: `p${at}`, account: 'environment', stripe_id: `pi_${at}`, mode, currency, paid_at: at }
      if (channels)
        await trx
          .insertInto('payment')
          .values({ ...payment, status: 'paid', gross: 0, refunds: 0, net: 0 })
          .execute()
      for (const [position, channel] of (channels ?? []).entries())
        await trx
          .insertInto('touch')
          .values({
            ...{
              payment_id: `p${at}`,
              site_id: siteId ?? 'site_another1',
              position,
              visit_id: `v${position}`,
              visit_no: position,
            },
            ...{ at: 1, channel, entry_page: '/' },
          })
          .execute()
      await trx
        .insertInto('subscription_movement')
        .values({
          ...{ account: 'environment', subscription_id: `sub_${at}`, position: 0, mode, kind, at, currency },
          ...{ mrr_before: before, mrr_after: after, site_id: siteId, day, payment_id: channels ? `p${at}` : null },
        })
        .execute()
    }
  })
}

const sum = (movements: readonly MadeMovement[]) =>
  movements.reduce((total, { before, after }) => total + after - before, 0)

/** Of the values that there are, each once. */
function groupsOf(movements: readonly MadeMovement[], nameOf: (movement: MadeMovement) => string | null) {
  const byName = Map.groupBy(movements, (one) => JSON.stringify([nameOf(one), one.currency]))
  return [...byName].map(([key, own]) => {
    const [name, currency] = JSON.parse(key) as [string | null, string]
    return { name, currency, own }
  })
}
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

  it('is what a count by hand gives, by kind and by the channel that brought its first payment last', async () => {
    const storage = await freshStorage(engine)
    await fc.assert(
      fc.asyncProperty(fc.array(aMovement, { maxLength: 12 }), async (movements) => {
        await putMovements(storage, movements)
        const until = movements.filter(
          ({ siteId, mode, day }) => siteId === site.id && mode === scope.mode && day <= scope.to,
        )
        const within = until.filter(({ day }) => day >= scope.from)
        const report = await subscriptions(storage.read, scope)
        const unordered = (rows: object[]) => new Set(rows.map((row) => JSON.stringify(row)))
        expect(report.mrr).toEqual(
          groupsOf(until, () => null)
            .map(({ currency, own }) => ({ currency, amount: sum(own) }))
            .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
        )
        expect(unordered(report.movements)).toEqual(
          unordered(
            groupsOf(within, ({ kind }) => kind).map(({ name, currency, own }) => ({
              ...{ kind: name, currency, count: own.length, amount: sum(own) },
            })),
          ),
        )
        expect(unordered(report.channels)).toEqual(
          unordered(
            groupsOf(until, ({ channels }) => channels?.[0] ?? null).map(({ name, currency, own }) => ({
              ...{ channel: name, currency, mrr: sum(own) },
              change: sum(own.filter(({ day }) => day >= scope.from)),
            })),
          ),
        )
      }),
      { numRuns: engine === 'sqlite' ? 60 : 15 },
    )
  })
})
