// Credits as reports read them: what a model gives of a site's entries, with the entries and their payments.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../storage/schema.ts'
import type { Scope } from './scope.ts'

/** A visit that the model gives nothing is not there. */
export const creditsByModel = (db: Db, { siteId, mode, model }: Pick<Scope, 'siteId' | 'mode' | 'model'>) =>
  db
    .selectFrom('credit')
    .innerJoin('entry', (join) =>
      join.onRef('entry.payment_id', '=', 'credit.payment_id').onRef('entry.id', '=', 'credit.entry_id'),
    )
    .innerJoin('payment', 'payment.id', 'credit.payment_id')
    .where('credit.site_id', '=', siteId)
    .where('credit.mode', '=', mode)
    .where(`credit.${model}`, '<>', 0)

export const isPaid = sql<boolean>`payment.status not in ('pending', 'failed')`

export const sumIf = (condition: RawBuilder<boolean>, column: string) =>
  sql<number>`cast(coalesce(sum(case when ${condition} then ${sql.ref(column)} end), 0) as bigint)`

export const always = sql<boolean>`1 = 1`

/** Entries for whose day there was no rate. */
export const entriesUnconverted = sql<number>`cast(count(distinct case when credit.reported_currency is null then credit.payment_id || ' ' || credit.entry_id end) as bigint)`
