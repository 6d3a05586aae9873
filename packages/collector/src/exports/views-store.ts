// Reads visits and views by their numbers, and how far they go.
import { sql } from 'kysely'
import type { Db } from '../storage/schema.ts'

/** All the numbers of views that were given. */
export async function viewNumbers(db: Db): Promise<{ first: number; last: number }> {
  const given = await db.selectFrom('counter').select('last').where('name', '=', 'view').executeTakeFirst()
  const oldest = await db.selectFrom('visit_row').select('no').orderBy('no').limit(1).executeTakeFirst()
  return { first: oldest?.no ?? 1, last: given?.last ?? 0 }
}

export interface Numbers {
  siteId: string
  above: number
  upTo: number
}

/** No index may find it: by the site's, SQLite would look through all the visits of a site for the few that these numbers have. */
const ofSite = (column: 'visit.site_id' | 'view.site_id', siteId: string) =>
  sql<boolean>`${sql.ref(column)} || '' = ${siteId}`

export const visitsIn = (db: Db, { siteId, above, upTo }: Numbers) =>
  db
    .selectFrom('visit')
    .select(['id as sessionId', 'visitor_id as visitorId', 'day', 'started_at as startedAt', 'last_at as lastAt'])
    .select(['views', 'engaged_ms as engagedMs', 'host', 'entry_page as entryPage', 'exit_page as exitPage'])
    .select(['channel', 'source', 'medium', 'campaign', 'term', 'content', 'referrer'])
    .select(['click_kind as clickKind', 'click_id as clickId'])
    .select(['country', 'region', 'city', 'browser', 'os', 'device', 'language', 'sides'])
    .where(ofSite('visit.site_id', siteId))
    .where('no', '>', above)
    .where('no', '<=', upTo)
    .orderBy('no')
    .execute()

export const viewsIn = (db: Db, { siteId, above, upTo }: Numbers) =>
  db
    .selectFrom('view')
    .leftJoin('engagement', 'engagement.view_id', 'view.id')
    .select(['view.id as viewId', 'view.visit_id as sessionId', 'view.at', 'view.host', 'view.page'])
    .select(['engagement.engaged_ms as engagedMs', 'engagement.scroll_depth as scrollDepth'])
    .where(ofSite('view.site_id', siteId))
    .where('view.no', '>', above)
    .where('view.no', '<=', upTo)
    .orderBy('view.no')
    .execute()
