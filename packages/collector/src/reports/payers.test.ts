import { attributionModelSchema, type Revenue } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { cohorts } from './cohorts.ts'
import { journeys, timeToPayment } from './journeys.ts'
import { naiveCredits } from './testing/naive.ts'
import {
  aWorld,
  dayIn,
  type MadePayment,
  madeScope,
  putSite,
  putWorld,
  touchedVisits,
  type World,
} from './testing/world.ts'

const aScope = fc
  .record({
    model: fc.constantFrom(...attributionModelSchema.options),
    range: fc.constantFrom({ from: '2026-03-27', to: '2026-04-01' }, { from: '2026-03-28', to: '2026-03-30' }),
  })
  .map(({ range, model }) => madeScope({ ...range, model }))

type Scope = ReturnType<typeof madeScope>
const isIn = (kind: string) => kind === 'charge' || kind === 'balance_applied'

/** Payments of which money came in, with what they brought. */
function paid(world: World, scope: Scope) {
  const credits = naiveCredits(world, scope).filter(
    ({ payment }) => payment.status !== 'pending' && payment.status !== 'failed',
  )
  return [...new Set(credits.map(({ payment }) => payment))]
    .map((payment) => ({ payment, own: credits.filter((credit) => credit.payment === payment) }))
    .filter(({ own }) => own.some(({ kind }) => isIn(kind)))
}

const sum = (credits: { amount: number }[]) => credits.reduce((total, { amount }) => total + amount, 0)
const revenueOf = (all: ReturnType<typeof paid>): Revenue[] =>
  [...new Set(all.map(({ payment }) => payment.currency))].sort().map((currency) => {
    const some = all.filter(({ payment }) => payment.currency === currency)
    const credits = some.flatMap(({ own }) => own)
    const gross = sum(credits.filter(({ kind }) => isIn(kind)))
    return { currency, gross, refunds: sum(credits) - gross, net: sum(credits), payments: some.length }
  })

const oldestFirst = (world: World, payment: MadePayment) => touchedVisits(world, payment).toReversed()
const byJson = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()

describe.each(engines)('what is known of payers (%s)', (engine) => {
  const runs = { numRuns: engine === 'sqlite' ? 60 : 25 }

  it('journeys are what a count by hand gives', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        const pathOf = (payment: MadePayment) => {
          const channels = oldestFirst(world, payment).map(({ visit }) => visit.from.channel)
          return channels.filter((channel, at) => channel !== channels[at - 1])
        }
        const groups = Map.groupBy(paid(world, scope), ({ payment }) => pathOf(payment).join(' > '))
        const expected = [...groups].map(([path, all]) => ({
          path: path === '' ? [] : path.split(' > '),
          payments: all.length,
          revenue: revenueOf(all),
        }))
        const { rows } = await journeys(storage.read, scope)
        expect(byJson(rows)).toEqual(byJson(expected))
        expect(rows.map(({ payments }) => payments)).toEqual(
          rows.map(({ payments }) => payments).toSorted((a, b) => b - a),
        )
      }),
      runs,
    )
  })

  it('the time to the payment is what a count by hand gives', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        const known = paid(world, scope).filter(({ payment }) => touchedVisits(world, payment).length > 0)
        const waited = ({ payment }: (typeof known)[number]) =>
          payment.at - (oldestFirst(world, payment)[0]?.visit.at ?? 0)
        const hours = (from: number, to: number) =>
          known.filter(
            (one) => Math.max(0, waited(one)) >= from * 3_600_000 && Math.max(0, waited(one)) < to * 3_600_000,
          )
        const report = await timeToPayment(storage.read, scope)
        expect(report.unknown).toBe(paid(world, scope).length - known.length)
        expect(report.rows).toEqual(
          (
            [
              ['under_an_hour', 0, 1],
              ['under_a_day', 1, 24],
              ['under_3_days', 24, 72],
              ['under_a_week', 72, 168],
              ['under_a_month', 168, 720],
              ['longer', 720, 1e9],
            ] as const
          ).map(([within, from, to]) => {
            const all = hours(from, to)
            return { within, payments: all.length, revenue: revenueOf(all) }
          }),
        )
        const counts = known.map(({ payment }) => touchedVisits(world, payment).length)
        expect(report.visits).toEqual(
          [1, 2, 3].flatMap((visits) => {
            const payments = counts.filter((count) => count === visits).length
            return payments === 0 ? [] : [{ visits, payments }]
          }),
        )
      }),
      runs,
    )
  })

  it('cohorts have every customer once, by their first visit, and all the money', { timeout: 60_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, async (world, scope) => {
        await putWorld(storage, world)
        const credits = naiveCredits(world, scope)
        const firstOf = (payment: MadePayment) => {
          const own = world.payments.filter(
            (one) => one.mode === scope.mode && customerOf(world, one) === customerOf(world, payment),
          )
          const visits = own.flatMap((one) => touchedVisits(world, one).filter(() => one.siteId === scope.siteId))
          const earliest = visits.toSorted((a, b) => a.visit.at - b.visit.at || (a.id > b.id ? -1 : 1))[0]
          return earliest ? `${dayIn(earliest.visit.at).slice(0, 7)} ${earliest.visit.from.channel}` : ' '
        }
        const { rows } = await cohorts(storage.read, scope)
        const groups = Map.groupBy(credits, ({ payment }) => firstOf(payment))
        expect(rows.map(({ month, channel }) => `${month ?? ''} ${channel ?? ''}`)).toEqual([...groups.keys()].sort())
        for (const row of rows) {
          const own = groups.get(`${row.month ?? ''} ${row.channel ?? ''}`) ?? []
          expect(row.customers).toBe(new Set(own.map(({ payment }) => customerOf(world, payment))).size)
          const net = row.months.flatMap(({ revenue }) => revenue).reduce((total, one) => total + one.net, 0)
          expect(net).toBe(sum(own))
        }
        // March and April: what is paid a month after the first visit is there.
        const april = credits.filter(
          ({ at, payment }) => dayIn(at) >= '2026-04-01' && firstOf(payment).startsWith('2026-03'),
        )
        const later = rows
          .flatMap(({ months }) => months.filter(({ after }) => after === 1))
          .flatMap(({ revenue }) => revenue)
        expect(later.reduce((total, one) => total + one.net, 0)).toBe(sum(april))
      }),
      runs,
    )
  })
})

const customerOf = (world: World, payment: MadePayment): string =>
  payment.customer ?? `guest ${world.payments.indexOf(payment)}`
