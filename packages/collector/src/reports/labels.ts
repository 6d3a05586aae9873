// What Stripe calls the products, prices and plans of a range: rows are told apart by their ids, which nobody can read.
import type { Dimension } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { dayOfEntry } from './entry-day.ts'
import type { Scope } from './scope.ts'

const columns = {
  products: 'entry_line.product_id',
  prices: 'entry_line.price_id',
  plans: 'entry_line.price_id',
} as const

const isLabelled = (by: Dimension): by is keyof typeof columns => Object.hasOwn(columns, by)

export async function labelsOf(db: Db, scope: Scope, by: Dimension): Promise<Map<string | null, string>> {
  if (!isLabelled(by)) return new Map()
  const rows = await db
    .selectFrom('entry_line')
    .innerJoin('entry', (join) =>
      join.onRef('entry.payment_id', '=', 'entry_line.payment_id').onRef('entry.id', '=', 'entry_line.entry_id'),
    )
    .select((of) => [of.ref(columns[by]).as('key'), of.fn.max('entry_line.description').as('label')])
    .where('entry.site_id', '=', scope.siteId)
    .where('entry.mode', '=', scope.mode)
    .where(dayOfEntry(scope.refunds), '>=', scope.from)
    .where(dayOfEntry(scope.refunds), '<=', scope.to)
    .where(columns[by], 'is not', null)
    .groupBy('key')
    .execute()
  return new Map(rows.flatMap(({ key, label }) => (label === null ? [] : [[key, label] as const])))
}
