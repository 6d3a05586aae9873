// One report's figures by the values of one dimension.
import { type Figures, isProp } from '@farthing/contract'
import { columnsOf } from '../storage/columns/kept.ts'
import { type Asked, askedOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { countPayments, type MoneyKey, sumRevenue } from './count-money.ts'
import { countConversions, countConversionsBySeen, countVisits, countVisitsBySeen } from './count-visits.ts'
import { type Dimension, entryValue } from './dimensions.ts'
import { countImported } from './imported.ts'
import { eachDay } from './range.ts'
import type { Scope } from './scope.ts'
import { sumColumns, sumSummaries, wholeDays } from './summary.ts'

export type FiguresByKey = Map<string | null, Figures>

/** `by`: the dimension, for what is asked. */
export async function figuresBy(rows: Db, scope: Scope, by: (asked: Asked) => Dimension): Promise<FiguresByKey> {
  const db = await answering(rows, scope, by)
  const asked = askedOf(db)
  const dimension = by(asked)
  const key: MoneyKey =
    dimension.of === 'seen'
      ? { of: 'seen', seen: dimension.seen }
      : { of: 'entry', value: entryValue(dimension, asked) }
  const visits = byKey(await visitsBy(db, scope, dimension))
  const conversions = byKey(await conversionsBy(db, scope, dimension))
  const imported = byKey(await importedBy(rows, scope, by(askedOf(rows))))
  const payments = byKey(await countPayments(db, scope, key))
  const revenue = revenueBy(await sumRevenue(db, scope, key), scope.currency)
  const keys = new Set([visits, conversions, imported, payments, revenue].flatMap((rows) => [...rows.keys()]))
  const figures: FiguresByKey = new Map()
  for (const key of keys) {
    const seen = visits.get(key) ?? none
    const before = imported.get(key)
    const paid = payments.get(key)
    // Whether an imported visit converted nobody knows. Visits of earlier days can pay in this range: more of them than began
    // here is still everybody, and not more.
    const converted = isPaying(scope.goal) ? (paid?.payingVisits ?? 0) : (conversions.get(key)?.conversions ?? 0)
    const visitors = seen.visitors + (before?.visitors ?? 0)
    const paymentCount = paid?.payments ?? 0
    const money = revenue.get(key) ?? noMoney
    figures.set(key, {
      visitors,
      visits: seen.visits + (before?.visits ?? 0),
      views: seen.views + (before?.views ?? 0),
      bounces: seen.bounces,
      durationMs: seen.durationMs,
      payments: paymentCount,
      conversions: converted,
      conversion: seen.visits === 0 ? null : Math.min(1, converted / seen.visits),
      ...(before ? { imported: true as const } : {}),
      revenue: money.revenue,
      reported: { ...money.reported, ...averages(money.reported, { visitors, payments: paymentCount }) },
    })
  }
  return figures
}

/** The copy in columns, where there is one that has all that is asked for: it has no events. */
export async function answering(rows: Db, { goal, filters }: Scope, by: (asked: Asked) => Dimension): Promise<Db> {
  const dimension = by('columns')
  const asksEvents =
    goal.kind === 'event' ||
    filters.some((filter) => isProp(filter.dimension)) ||
    (dimension.of === 'seen' && dimension.ofSummary === null)
  return asksEvents ? rows : ((await columnsOf(rows)) ?? rows)
}

const none = { visitors: 0, visits: 0, views: 0, bounces: 0, durationMs: 0 }
const noMoney: Money = {
  revenue: [],
  reported: { gross: 0, refunds: 0, net: 0, unconverted: 0, fees: 0, feesOf: 0, feesUnconverted: 0 },
}
const noAverages = { perVisitor: null, perPayment: null }
export const noFigures: Figures = {
  ...none,
  payments: 0,
  conversions: 0,
  conversion: null,
  ...noMoney,
  reported: { ...noMoney.reported, ...noAverages },
}

const averages = (
  { gross, net }: Money['reported'],
  { visitors, payments }: { visitors: number; payments: number },
) => ({
  perVisitor: visitors === 0 ? null : net / visitors,
  perPayment: payments === 0 ? null : gross / payments,
})

/** Visits that paid are told by the money. */
const isPaying = ({ kind }: Scope['goal']): boolean => kind === 'payment' || kind === 'product'

const byKey = <Row extends { key: string | null }>(rows: Row[]): Map<string | null, Row> =>
  new Map(rows.map((row) => [row.key, row]))

/** Days that were counted before are not counted again. */
async function visitsBy(db: Db, scope: Scope, dimension: Dimension): Promise<Counted[]> {
  if (dimension.of === 'money') return []
  const count = (days?: string[]) =>
    dimension.of === 'seen'
      ? countVisitsBySeen(db, scope, dimension.seen, days)
      : countVisits(db, scope, dimension.ofVisit, days)
  const { ofSummary } = dimension
  if (askedOf(db) === 'columns')
    return ofSummary === null || scope.filters.length > 0 ? count() : sumColumns(db, scope, ofSummary)
  const whole = ofSummary === null || scope.filters.length > 0 ? null : await wholeDays(db, scope)
  if (ofSummary === null || whole === null || whole.size === 0) return count()
  const rest = eachDay(scope).filter((day) => !whole.has(day))
  const summed = await sumSummaries(db, scope, ofSummary)
  return rest.length === 0 ? summed : addedUp([...summed, ...(await count(rest))])
}

type Counted = Awaited<ReturnType<typeof countVisits>>[number]

/** Of several days: a visitor is one for each of them. */
function addedUp(rows: Counted[]): Counted[] {
  return [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => {
    const sum = (of: (row: Counted) => number) => own.reduce((total, row) => total + of(row), 0)
    return {
      key,
      visitors: sum((row) => row.visitors),
      visits: sum((row) => row.visits),
      views: sum((row) => row.views),
      bounces: sum((row) => row.bounces),
      durationMs: sum((row) => row.durationMs),
    }
  })
}

async function conversionsBy(db: Db, scope: Scope, dimension: Dimension) {
  if (dimension.of === 'money' || isPaying(scope.goal)) return []
  return dimension.of === 'seen'
    ? countConversionsBySeen(db, scope, dimension.seen)
    : countConversions(db, scope, dimension.ofVisit)
}

/** What was imported are sums by one dimension: they cannot be filtered by another. */
async function importedBy(db: Db, scope: Scope, dimension: Dimension) {
  if (dimension.of !== 'visit' || dimension.ofImported === null || scope.filters.length > 0) return []
  return countImported(db, scope, dimension.ofImported)
}

interface Money {
  revenue: Figures['revenue']
  reported: Omit<Figures['reported'], 'perVisitor' | 'perPayment'>
}
type MoneyRow = Awaited<ReturnType<typeof sumRevenue>>[number]

function revenueBy(rows: MoneyRow[], own: string): Map<string | null, Money> {
  const money = new Map<string | null, Money>()
  for (const row of rows.sort(siteCurrencyFirst(own))) {
    const { revenue, reported } = money.get(row.key) ?? noMoney
    const { currency, gross, net, payments } = row
    money.set(row.key, {
      revenue: [...revenue, { currency, gross, refunds: net - gross, net, payments }],
      reported: {
        gross: reported.gross + row.reportedGross,
        refunds: reported.refunds + row.reportedNet - row.reportedGross,
        net: reported.net + row.reportedNet,
        unconverted: reported.unconverted + row.unconverted,
        fees: reported.fees + row.fees,
        feesOf: reported.feesOf + row.feesOf,
        feesUnconverted: reported.feesUnconverted + row.feesUnconverted,
      },
    })
  }
  return money
}

const siteCurrencyFirst = (own: string) => (a: MoneyRow, b: MoneyRow) =>
  Number(b.currency === own) - Number(a.currency === own) || (a.currency < b.currency ? -1 : 1)
