// What was counted of a day that is over, by each dimension: read in place of its visits, until one of them changes.
import { type RawBuilder, sql } from 'kysely'
import { sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import type { Scope } from './scope.ts'

/** How a summary answers a report's question. */
export interface SummaryKey {
  /** A report's name, or `all` for the whole day. */
  dimension: string
  key: RawBuilder<string | null>
}

/** None is kept as an empty name: what a visit is told apart by is never one. */
export const summaryOf = (dimension: string): SummaryKey => ({
  dimension,
  key: sql<string | null>`nullif(summary.name, '')`,
})

export const sumSummaries = (db: Db, scope: Scope, { dimension, key }: SummaryKey) =>
  db
    .selectFrom('summary')
    .innerJoin('summary_day', (join) =>
      join.onRef('summary_day.site', '=', 'summary.site').onRef('summary_day.day', '=', 'summary.day'),
    )
    .innerJoin('tracked_site', 'tracked_site.no', 'summary.site')
    .select([key.as('key'), sumOf('summary.visitors').as('visitors'), sumOf('summary.visits').as('visits')])
    .select([sumOf('summary.views').as('views'), sumOf('summary.bounces').as('bounces')])
    .select(sumOf('summary.duration').as('durationMs'))
    .where('tracked_site.id', '=', scope.siteId)
    .where('summary.dimension', '=', dimension)
    .where('summary.day', '>=', scope.from)
    .where('summary.day', '<=', scope.to)
    .where('summary_day.state', '=', 'whole')
    .groupBy('key')
    .execute()

/** The copy in columns has the sums of every day, today's too. */
export const sumColumns = (columns: Db, scope: Scope, { dimension, key }: SummaryKey) =>
  columns
    .selectFrom('summary')
    .select([key.as('key'), sumOf('summary.visitors').as('visitors'), sumOf('summary.visits').as('visits')])
    .select([sumOf('summary.views').as('views'), sumOf('summary.bounces').as('bounces')])
    .select(sumOf('summary.duration').as('durationMs'))
    .where(sql.ref('summary.site_id'), '=', scope.siteId)
    .where('summary.dimension', '=', dimension)
    .where('summary.day', '>=', scope.from)
    .where('summary.day', '<=', scope.to)
    .groupBy('key')
    // What was taken back is nothing.
    .having(sumOf('summary.visits'), '>', 0)
    .execute()

/** Days of the range that need not be counted again. */
export async function wholeDays(
  db: Db,
  { siteId, from, to }: Pick<Scope, 'siteId' | 'from' | 'to'>,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('summary_day')
    .innerJoin('tracked_site', 'tracked_site.no', 'summary_day.site')
    .select('day')
    .where('tracked_site.id', '=', siteId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('state', '=', 'whole')
    .execute()
  return new Set(rows.map(({ day }) => day))
}
