// What another tool counted before Farthing did: only on days on which nothing was measured, so that no visit counts twice.
import { type RawBuilder, sql } from 'kysely'
import { sumOf } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import type { Scope } from './scope.ts'

/** How an imported day answers a report's question. */
export interface ImportedDimension {
  dimension: string
  key: RawBuilder<string | null>
}

export const countImported = (db: Db, scope: Scope, { dimension, key }: ImportedDimension) =>
  db
    .selectFrom('imported_day')
    .select([key.as('key'), sumOf('visitors').as('visitors'), sumOf('visits').as('visits'), sumOf('views').as('views')])
    .where('site_id', '=', scope.siteId)
    .where('dimension', '=', dimension)
    .where('day', '>=', scope.from)
    .where('day', '<=', scope.to)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('visit')
            .select(sql.lit(1).as('one'))
            .whereRef('visit.site_id', '=', 'imported_day.site_id')
            .whereRef('visit.day', '=', 'imported_day.day'),
        ),
      ),
    )
    .groupBy('key')
    .execute()

export const importedBy = (dimension: string): ImportedDimension => ({
  dimension,
  key: sql<string | null>`nullif(imported_day.name, '')`,
})
