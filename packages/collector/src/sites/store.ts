// Reads and writes sites.
import type { Db } from '../storage/schema.ts'
import type { SiteRecord } from './site.ts'

const columns = ['id', 'name', 'hosts', 'time_zone', 'currency', 'created_at'] as const

interface SiteRow {
  id: string
  name: string
  hosts: string
  time_zone: string
  currency: string
  created_at: number
}

const toSite = (row: SiteRow): SiteRecord => ({
  id: row.id,
  name: row.name,
  hosts: JSON.parse(row.hosts) as string[],
  timeZone: row.time_zone,
  currency: row.currency,
  createdAt: row.created_at,
})

export async function findSite(db: Db, id: string): Promise<SiteRecord | null> {
  const row = await db.selectFrom('site').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? toSite(row) : null
}

export async function allSites(db: Db): Promise<SiteRecord[]> {
  const rows = await db.selectFrom('site').select(columns).orderBy('created_at').orderBy('id').execute()
  return rows.map(toSite)
}

export async function insertSite(trx: Db, site: SiteRecord): Promise<void> {
  await trx
    .insertInto('site')
    .values({
      id: site.id,
      name: site.name,
      hosts: JSON.stringify(site.hosts),
      time_zone: site.timeZone,
      currency: site.currency,
      created_at: site.createdAt,
    })
    .execute()
}

export async function updateSite(trx: Db, site: SiteRecord): Promise<void> {
  await trx
    .updateTable('site')
    .set({ name: site.name, hosts: JSON.stringify(site.hosts), time_zone: site.timeZone, currency: site.currency })
    .where('id', '=', site.id)
    .execute()
}
