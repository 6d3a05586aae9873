// What a filter leaves, of the visits and of the money that is credited to them.
import type { Filter } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Dimension, dimensions } from './dimensions.ts'

type Condition = RawBuilder<boolean>

export const visitCondition = (filter: Filter): Condition => {
  const dimension = dimensions[filter.dimension]
  if (dimension.of === 'visit') return one(filter, matches(dimension.ofVisit, filter))
  if (dimension.of === 'view') return one(filter, sees(dimension, filter, 'visit.id'))
  return one(
    filter,
    sql`exists (select 1 from touch inner join entry on entry.payment_id = touch.payment_id inner join payment on payment.id = entry.payment_id
      where touch.visit_id = visit.id and ${matches(dimension.ofEntry, filter)})`,
  )
}

/** Where tables `entry`, `payment` and `touch` are joined. */
export const entryCondition = (filter: Filter): Condition => {
  const dimension = dimensions[filter.dimension]
  return one(
    filter,
    dimension.of === 'view' ? sees(dimension, filter, 'touch.visit_id') : matches(dimension.ofEntry, filter),
  )
}

const sees = ({ ofView }: Extract<Dimension, { of: 'view' }>, filter: Filter, visitId: string): Condition =>
  sql`exists (select 1 from view where view.visit_id = ${sql.ref(visitId)} and ${matches(ofView, filter)})`

/** Unknown is not a match, so that its opposite is one: "is not Email" is also what has no channel. */
const one = ({ operator }: Filter, condition: Condition): Condition =>
  operator === 'is' || operator === 'contains' ? condition : sql`(${condition}) is not true`

function matches(value: RawBuilder<string | null>, { operator, values }: Filter): Condition {
  const contains = operator === 'contains' || operator === 'contains_not'
  const each = values.map((wanted) => {
    if (wanted === null) return sql<boolean>`${value} is null`
    return contains
      ? sql<boolean>`lower(${value}) like ${pattern(wanted)} escape '\\'`
      : sql<boolean>`${value} = ${wanted}`
  })
  return sql`(${sql.join(each, sql` or `)})`
}

/** Both engines fold the case of A to Z at least. */
const pattern = (part: string): string => `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
