// Reads and writes how many messages were not counted, by site, day and reason.
import type { IgnoredMessages, UncountedReason } from '@farthing/contract'
import { countRows } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { OTHER } from '../storage/words.ts'

export interface Uncounted {
  siteId: string
  /** Site-local. */
  day: string
  reason: UncountedReason
  count: number
}

export async function addUncounted(trx: Db, rows: readonly Uncounted[]): Promise<void> {
  for (const { siteId, day, reason, count } of rows)
    await trx
      .insertInto('ignored')
      .values({ site_id: siteId, day, reason, count })
      .onConflict((conflict) =>
        conflict
          .columns(['site_id', 'day', 'reason'])
          .doUpdateSet((eb) => ({ count: eb('ignored.count', '+', eb.ref('excluded.count')) })),
      )
      .execute()
}

export async function uncountedSince(db: Db, siteId: string, day: string): Promise<Uncounted[]> {
  const rows = await db
    .selectFrom('ignored')
    .select(['day', 'reason', 'count'])
    .where('site_id', '=', siteId)
    .where('day', '>=', day)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ ...row, siteId, reason: row.reason as UncountedReason }))
}

/** Since a site-local day: views of pages, and visits from sources, that were one too many for their site. */
export async function countedAsOther(db: Db, siteId: string, day: string): Promise<IgnoredMessages['other']> {
  const visits = db.selectFrom('visit').where('visit.site_id', '=', siteId).where('visit.day', '>=', day)
  const { views } = (await isSaid(db, siteId, day, 'page', 'path'))
    ? await visits
        .innerJoin('view', 'view.visit_no', 'visit.no')
        .select(countRows.as('views'))
        .where('view.page', '=', OTHER)
        .executeTakeFirstOrThrow()
    : { views: 0 }
  const counted = (await isSaid(db, siteId, day, 'origin', 'source'))
    ? await visits.select(countRows.as('visits')).where('visit.source', '=', OTHER).executeTakeFirstOrThrow()
    : { visits: 0 }
  return { views, visits: counted.visits }
}

/** Nearly always nothing is, and then nothing has to be counted. */
async function isSaid(db: Db, siteId: string, day: string, table: 'page' | 'origin', column: 'path' | 'source') {
  const row = await db
    .selectFrom(table as 'page')
    .innerJoin('tracked_site', 'tracked_site.no', 'site')
    .select('key')
    .where('tracked_site.id', '=', siteId)
    .where('last_day', '>=', day)
    .where(column as 'path', '=', OTHER)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
