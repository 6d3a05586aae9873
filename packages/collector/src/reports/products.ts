// What was sold: revenue per product and price, with what went back taken off the lines it was paid for.
import type { ProductsReport, Revenue } from '@farthing/contract'
import { sql } from 'kysely'
import { countDistinct, sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { lineIsCredited } from './count-money.ts'
import { dayOfEntry } from './entry-day.ts'
import { rangeOf, type Scope } from './scope.ts'

type Row = ProductsReport['rows'][number]

export async function products(db: Db, scope: Scope): Promise<ProductsReport> {
  const rows = new Map<string, Row>()
  for (const { product_id, price_id, name, payments, ...money } of await linesIn(db, scope)) {
    const key = JSON.stringify([product_id, price_id, product_id === null ? name : null])
    const row = rows.get(key) ?? { product: product_id, price: price_id, name, payments: 0, revenue: [] }
    const revenue: Revenue = { ...money, payments }
    rows.set(key, { ...row, payments: row.payments + payments, revenue: [...row.revenue, revenue] })
  }
  return { range: rangeOf(scope), rows: [...rows.values()].sort(byRevenue(scope.currency)) }
}

const gross = sql<number>`cast(coalesce(sum(case when entry.amount > 0 then entry_line.amount else 0 end), 0) as bigint)`
const refunds = sql<number>`cast(coalesce(sum(case when entry.amount < 0 then entry_line.amount else 0 end), 0) as bigint)`

const soldIn = (db: Db, scope: Scope) => {
  const all = db
    .selectFrom('entry_line')
    .innerJoin('entry', (join) =>
      join.onRef('entry.payment_id', '=', 'entry_line.payment_id').onRef('entry.id', '=', 'entry_line.entry_id'),
    )
    .where('entry.site_id', '=', scope.siteId)
    .where('entry.mode', '=', scope.mode)
    .where(dayOfEntry(scope.refunds), '>=', scope.from)
    .where(dayOfEntry(scope.refunds), '<=', scope.to)
  return scope.filters.length === 0 ? all : all.where(lineIsCredited(db, scope))
}

const linesIn = (db: Db, scope: Scope) =>
  soldIn(db, scope)
    .select(['entry_line.product_id', 'entry_line.price_id', 'entry.currency'])
    .select((select) => select.fn.max('entry_line.description').as('name'))
    .select([countDistinct('entry_line.payment_id').as('payments'), gross.as('gross'), refunds.as('refunds')])
    .select(sumOf('entry_line.amount').as('net'))
    // Without a product its description is all there is to tell it by: shipping, or not itemised.
    .groupBy(['entry_line.product_id', 'entry_line.price_id', 'entry.currency'])
    .groupBy(sql`case when entry_line.product_id is null then entry_line.description end`)
    .orderBy('entry.currency')
    .execute()

const byRevenue = (currency: string) => {
  const net = (row: Row) => row.revenue.find((one) => one.currency === currency)?.net ?? 0
  return (a: Row, b: Row) => net(b) - net(a) || ((a.name ?? '') < (b.name ?? '') ? -1 : 1)
}
