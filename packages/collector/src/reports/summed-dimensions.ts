// What the copy in columns sums up of each day: every dimension that visits have, as it is declared.
import { type RawBuilder, sql } from 'kysely'
import type { SummedDimension } from '../storage/columns/sums.ts'
import type { Db } from '../storage/schema.ts'
import { type Dimension, dimensions, everything } from './dimensions.ts'

export const summedDimensions = (columns: Db): SummedDimension[] =>
  [everything, ...Object.values(dimensions)].flatMap((dimension) => summed(columns, dimension))

function summed(columns: Db, dimension: Dimension): SummedDimension[] {
  if (dimension.of === 'money' || dimension.ofSummary === null) return []
  const name = dimension.ofSummary.dimension
  // Of what was seen, pages are all that the copy has.
  if (dimension.of === 'seen') return [{ name, of: 'view', key: 'view.page' }]
  return [{ name, of: 'visit', key: textOf(columns, dimension.ofVisit) }]
}

/** A dimension is said without values, so that its text is all of it. */
const textOf = (columns: Db, value: RawBuilder<string | null>): string => sql`${value}`.compile(columns).sql
