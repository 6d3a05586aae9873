// What a filter leaves, of the visits and of the money that is credited to them.
import type { Filter } from '@farthing/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Asked } from '../storage/dialect.ts'
import { dimensionOf, entryValue } from './dimensions.ts'
import type { Seen } from './seen.ts'

type Condition = RawBuilder<boolean>

/** Of a site's visits. */
interface Of {
  siteId: string
  asked: Asked
}

export const visitCondition = (filter: Filter, of: Of): Condition => {
  const dimension = dimensionOf(filter.dimension, of.asked)
  if (dimension.of === 'visit') return one(filter, matches(dimension.ofVisit, filter))
  if (dimension.of === 'seen') return one(filter, sees(dimension.seen, filter, of, 'visit.no'))
  return one(filter, pays(dimension.ofEntry, filter, 'visit.no'))
}

/** Where only `touch` is joined: of the visit that it is of. */
export const touchCondition = (filter: Filter, of: Of): Condition => {
  const dimension = dimensionOf(filter.dimension, of.asked)
  return dimension.of === 'money'
    ? one(filter, pays(dimension.ofEntry, filter, 'touch.visit_no'))
    : entryCondition(filter, of)
}

const pays = (value: RawBuilder<string | null>, filter: Filter, visitId: string): Condition =>
  sql`exists (select 1 from touch as step inner join credit on credit.payment_id = step.payment_id
    inner join entry on entry.payment_id = credit.payment_id and entry.id = credit.entry_id
    inner join payment on payment.id = credit.payment_id
    where step.visit_no = ${sql.ref(visitId)} and ${matches(value, filter)})`

/** Where tables `credit`, `entry`, `payment` and `touch` are joined. */
export const entryCondition = (filter: Filter, of: Of): Condition => {
  const dimension = dimensionOf(filter.dimension, of.asked)
  return one(
    filter,
    dimension.of === 'seen'
      ? sees(dimension.seen, filter, of, 'touch.visit_no')
      : matches(entryValue(dimension, of.asked), filter),
  )
}

/** Nothing was seen of what is asked: that is none of it, if there is such a thing. */
function sees({ rows, hasNone }: Seen, filter: Filter, of: Of, visitId: string): Condition {
  const seen = rows(of.siteId, of.asked)
  const isWanted = matches(sql.ref('seen.value'), filter)
  // In columns a list of the visits is made seven times as fast as each is looked up.
  if (of.asked === 'columns' && !hasNone)
    return sql`${sql.ref(visitId)} in (select seen.visit_no from ${seen} as seen where ${isWanted})`
  const own = sql`from ${seen} as seen where seen.visit_no = ${sql.ref(visitId)}`
  const found = sql<boolean>`exists (select 1 ${own} and ${isWanted})`
  return hasNone && filter.values.includes(null) ? sql`(${found} or not exists (select 1 ${own}))` : found
}

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
