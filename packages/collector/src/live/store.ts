// Reads who is on a site right now.
import { addDays, dayOf, type SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'

export interface Present {
  visitor: string
  page: string
  channel: string
}

/** A visit is cut some hours after midnight at the latest: yesterday's are enough. */
export async function presentSince(db: Db, site: SiteRecord, since: number): Promise<Present[]> {
  const rows = await db
    .selectFrom('visit')
    .select(['visitor_id', 'exit_page', 'channel'])
    .where('site_id', '=', site.id)
    .where('day', '>=', addDays(dayOf(since, site.timeZone), -1))
    .where('last_at', '>=', since)
    .execute()
  return rows.map((row) => ({ visitor: row.visitor_id, page: row.exit_page, channel: row.channel }))
}
