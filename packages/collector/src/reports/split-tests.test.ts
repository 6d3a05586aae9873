import { type Goal, type SplitTestRow, writeGoal } from '@farthing/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareMeans, compareRates } from '../experiments/significance.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import type { Scope } from './scope.ts'
import { splitTest } from './split-tests.ts'
import { isPaid, naiveCredits, naiveVisits } from './testing/naive.ts'
import { aGoal, aScope } from './testing/scopes.ts'
import {
  aWorld,
  eventsOf,
  type MadeVisit,
  madeScope,
  madeSides,
  madeVisit,
  putSite,
  putWorld,
  site,
  visitorIdOf,
  type World,
} from './testing/world.ts'

const distinct = <T>(values: T[]) => [...new Set(values)]
const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0)
const isIn = (kind: string) => kind === 'charge' || kind === 'balance_applied'
const did = (visit: MadeVisit, goal: Goal) =>
  (goal.kind === 'page' && visit.pages.includes(goal.page)) ||
  (goal.kind === 'event' && eventsOf(visit).some(({ name }) => name === goal.name))

/** One side of the price, counted from the world itself. */
function naiveSide(world: World, scope: Scope, name: string) {
  const visits = naiveVisits(world, scope).filter(({ sides }) => sides.price === name)
  const ever = naiveCredits(world, { ...scope, from: '0000', to: '9999', filters: [] })
  const credits = ever.filter(({ touched }) => touched && visits.includes(touched.visit))
  const paying = credits.filter(({ kind, payment }) => isIn(kind) && isPaid(payment))
  const visitorsOf = (some: typeof credits) =>
    distinct(some.flatMap(({ touched }) => (touched ? visitorIdOf(touched.visit) : [])))
  const { goal } = scope
  const wanted = paying.filter(({ product }) => goal.kind !== 'product' || product === goal.product)
  const isMoney = goal.kind === 'payment' || goal.kind === 'product'
  const converted = isMoney ? visitorsOf(wanted) : distinct(visits.filter((visit) => did(visit, goal)).map(visitorIdOf))
  const brought = visitorsOf(credits).map((visitor) =>
    total(
      credits.map(({ touched, reported }) => (touched && visitorIdOf(touched.visit) === visitor ? (reported ?? 0) : 0)),
    ),
  )
  const visitors = distinct(visits.map(visitorIdOf)).length
  const gross = total(credits.map(({ kind, reported }) => (isIn(kind) ? (reported ?? 0) : 0)))
  const net = total(brought)
  const currencies = distinct(credits.map(({ payment }) => payment.currency)).sort(
    (a, b) => Number(b === site.currency) - Number(a === site.currency) || (a < b ? -1 : 1),
  )
  return {
    row: {
      visitors,
      visits: visits.length,
      conversions: converted.length,
      conversion: visitors === 0 ? null : converted.length / visitors,
      payments: distinct(paying.map(({ payment }) => payment)).length,
      revenue: currencies.map((currency) => {
        const own = credits.filter(({ payment }) => payment.currency === currency)
        const cameIn = total(own.map(({ kind, amount }) => (isIn(kind) ? amount : 0)))
        const left = total(own.map(({ amount }) => amount))
        const payments = distinct(paying.filter((one) => own.includes(one)).map(({ payment }) => payment)).length
        return { currency, gross: cameIn, refunds: left - cameIn, net: left, payments }
      }),
      reported: {
        gross,
        refunds: net - gross,
        net,
        unconverted: distinct(credits.filter(({ reported }) => reported === null).map(({ entry }) => entry)).length,
        perVisitor: visitors === 0 ? null : net / visitors,
      },
    },
    sample: {
      count: visitors,
      sum: net,
      sumOfSquares: total(brought.map((amount) => amount ** 2)),
      notZero: brought.filter((amount) => amount !== 0).length,
    },
  }
}

function naiveRows(world: World, scope: Scope): SplitTestRow[] {
  const sides = madeSides.map((side) => ({ side, ...naiveSide(world, scope, side.name) }))
  return sides.map(({ side, row, sample }, at) => {
    const [first] = sides
    const other = at === 0 ? undefined : first
    const rateOf = ({ visitors, conversions }: typeof row) => ({ of: visitors, did: conversions })
    return {
      ...side,
      ...row,
      conversionDifference: other ? compareRates(rateOf(other.row), rateOf(row)) : null,
      revenueDifference: other ? compareMeans(other.sample, sample) : null,
    }
  })
}

describe.each(engines)('the report of a split test (%s)', (engine) => {
  it('is what a count by hand gives, by any goal', { timeout: 120_000 }, async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await fc.assert(
      fc.asyncProperty(aWorld, aScope, aGoal, async (world, asked, goal) => {
        await putWorld(storage, world)
        await storage.write((trx) =>
          trx
            .updateTable('split_test')
            .set({ goal: writeGoal(goal) })
            .where('name', '=', 'price')
            .execute(),
        )
        const { rows } = await splitTest(storage.read, asked, 'price', asked)
        expect(rows).toEqual(naiveRows(world, { ...asked, goal }))
      }),
      { numRuns: engine === 'sqlite' ? 60 : 25 },
    )
  })

  it('is about the days on which the test ran, unless others are asked for', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const on = (day: string) => madeVisit({ at: Date.parse(`${day}T09:00:00Z`), sides: { price: 'low' } })
    await putWorld(storage, { visits: ['2026-03-27', '2026-03-28', '2026-03-30', '2026-03-31'].map(on), payments: [] })
    const asked = madeScope({ from: '2026-03-02', to: '2026-03-31' })
    const visitsFrom = async (query: { from?: string; to?: string }) => {
      const { range, rows } = await splitTest(storage.read, asked, 'price', query)
      return [range.from, range.to, rows[0]?.visits]
    }
    expect(await visitsFrom({})).toEqual(['2026-03-28', '2026-03-30', 2])
    expect(await visitsFrom({ from: '2026-03-27' })).toEqual(['2026-03-27', '2026-03-30', 3])
    expect(await visitsFrom({ to: '2026-03-31' })).toEqual(['2026-03-28', '2026-03-31', 3])
    expect(await visitsFrom({ to: '2026-03-27' })).toEqual(['2026-03-27', '2026-03-27', 1])
  })

  it('knows no test of another site, or of another name', async () => {
    const storage = await freshStorage(engine)
    await putSite(storage)
    const scope = madeScope({ from: '2026-03-28', to: '2026-03-30' })
    await expect(splitTest(storage.read, scope, 'prices', {})).rejects.toThrow('There is no split test prices')
    await expect(splitTest(storage.read, { ...scope, siteId: 'site_another1' }, 'price', {})).rejects.toThrow(
      'no split test',
    )
  })
})
