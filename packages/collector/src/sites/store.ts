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

/** Whether there is anything to see yet. */
export interface Measured {
  hasViews: boolean
  hasPayments: boolean
  hasLivePayments: boolean
}

/** Of the sites with these ids: each question stops at the first row it finds. */
export async function measuredSites(db: Db, ids: readonly string[]): Promise<Map<string, Measured>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('site')
    .select((eb) => [
      'site.id',
      eb.exists(eb.selectFrom('view').select('view.id').whereRef('view.site_id', '=', 'site.id')).as('views'),
      eb
        .exists(eb.selectFrom('payment').select('payment.id').whereRef('payment.site_id', '=', 'site.id'))
        .as('payments'),
      eb
        .exists(
          eb
            .selectFrom('payment')
            .select('payment.id')
            .whereRef('payment.site_id', '=', 'site.id')
            .where('payment.mode', '=', 'live'),
        )
        .as('live'),
    ])
    .where('site.id', 'in', ids)
    .execute()
  const measured = (row: (typeof rows)[number]): Measured => ({
    hasViews: Boolean(row.views),
    hasPayments: Boolean(row.payments),
    hasLivePayments: Boolean(row.live),
  })
  return new Map(rows.map((row) => [row.id, measured(row)]))
}
