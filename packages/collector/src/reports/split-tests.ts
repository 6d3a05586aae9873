// What each side of a split test brought, and whether it differs from the first side by more than chance.
import {
  goalSchema,
  type ReportQuery,
  type Revenue,
  type SplitTest,
  type SplitTestReport,
  type SplitTestRow,
} from '@farthing/contract'
import { Refusal } from '../errors.ts'
import { compareMeans, compareRates, type Sample } from '../experiments/significance.ts'
import { addDays, dayOf } from '../sites/site.ts'
import { askedOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import {
  countPaymentsBySide,
  countReachedBySide,
  countVisitorsBySide,
  spreadBySide,
  sumMoneyBySide,
} from './count-sides.ts'
import { everything, landedWith } from './dimensions.ts'
import { answering } from './figures.ts'
import type { Whole } from './page.ts'
import { type Days, MOST_DAYS } from './range.ts'
import { rangeOf, type Scope } from './scope.ts'

type DaysQuery = Pick<ReportQuery, 'from' | 'to'>

export async function splitTest(db: Db, asked: Scope, name: string, query: DaysQuery): Promise<Whole<SplitTestReport>> {
  const test = await testNamed(db, asked.siteId, name)
  const scope = { ...asked, ...daysOf(test, asked, query), goal: goalSchema.parse(test.goal) }
  const found = await countedBy(db, scope, name)
  const sides = test.sides.map((side) => sideOf(side, found, scope.currency))
  const [first] = sides
  return { range: rangeOf(scope), test, rows: sides.map((side) => compared(side, side === first ? null : first)) }
}

async function testNamed(db: Db, siteId: string, name: string): Promise<SplitTest> {
  const row = await db
    .selectFrom('split_test')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no split test ${name} here.`)
  const { goal, state, created_at, started_at, ended_at } = row
  const sides = JSON.parse(row.sides) as SplitTest['sides']
  return { name, goal, sides, state, createdAt: created_at, startedAt: started_at, endedAt: ended_at }
}

/** Unless others are asked for, the days on which it ran. */
function daysOf({ startedAt, endedAt }: SplitTest, { to, timeZone }: Scope, query: DaysQuery): Days {
  const last = query.to ?? (endedAt === null ? to : dayOf(endedAt, timeZone))
  const began = startedAt === null ? last : dayOf(startedAt, timeZone)
  // The one in the middle: neither longer ago than a report goes, nor after its end.
  const [, from = last] = [addDays(last, 1 - MOST_DAYS), query.from ?? began, last].sort()
  return { from, to: last }
}

type Counted = Awaited<ReturnType<typeof countedBy>>

async function countedBy(rows: Db, scope: Scope, name: string) {
  const db = await answering(rows, scope, () => everything)
  const side = landedWith(name, askedOf(db)).ofVisit
  const isPaying = scope.goal.kind === 'payment' || scope.goal.kind === 'product'
  return {
    visits: await countVisitorsBySide(db, scope, side),
    reached: isPaying ? null : await countReachedBySide(db, scope, side),
    money: await sumMoneyBySide(db, scope, side),
    payments: await countPaymentsBySide(db, scope, side),
    spread: await spreadBySide(db, scope, side),
  }
}

interface CountedSide {
  row: Omit<SplitTestRow, 'conversionDifference' | 'revenueDifference'>
  sample: Sample
}

function sideOf({ name, weight }: SplitTest['sides'][number], found: Counted, currency: string): CountedSide {
  const of = <Row extends { side: string | null }>(rows: readonly Row[]) => rows.find(({ side }) => side === name)
  const { visitors = 0, visits = 0 } = of(found.visits) ?? {}
  const spread = of(found.spread) ?? { sum: 0, sumOfSquares: 0, notZero: 0, conversions: 0 }
  const { conversions = 0 } = (found.reached ? of(found.reached) : spread) ?? {}
  const money = found.money.filter(({ side }) => side === name)
  const sum = (read: (row: (typeof money)[number]) => number) => money.reduce((total, row) => total + read(row), 0)
  const [gross, net] = [sum(({ reportedGross }) => reportedGross), sum(({ reportedNet }) => reportedNet)]
  return {
    row: {
      name,
      weight,
      visitors,
      visits,
      conversions,
      conversion: visitors === 0 ? null : conversions / visitors,
      payments: of(found.payments)?.payments ?? 0,
      revenue: revenueOf(money, currency),
      reported: {
        gross,
        refunds: net - gross,
        net,
        unconverted: sum(({ unconverted }) => unconverted),
        perVisitor: visitors === 0 ? null : net / visitors,
      },
    },
    sample: { ...spread, count: visitors },
  }
}

const revenueOf = (money: Counted['money'], own: string): Revenue[] =>
  money
    .map(({ currency, gross, net, payments }) => ({ currency, gross, refunds: net - gross, net, payments }))
    .sort((a, b) => Number(b.currency === own) - Number(a.currency === own) || (a.currency < b.currency ? -1 : 1))

const compared = ({ row, sample }: CountedSide, first: CountedSide | null | undefined): SplitTestRow => ({
  ...row,
  conversionDifference: first ? compareRates(rateOf(first), rateOf({ row, sample })) : null,
  revenueDifference: first ? compareMeans(first.sample, sample) : null,
})

const rateOf = ({ row }: CountedSide) => ({ of: row.visitors, did: row.conversions })
