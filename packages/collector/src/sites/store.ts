// Reads and writes sites.
import type { AttributionModel, MetadataKeys, Mode, ScriptSettings } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import type { RunningTest, SiteRecord } from './site.ts'

const columns = [
  ...(['id', 'name', 'hosts', 'time_zone', 'currency', 'created_at'] as const),
  ...(['retention_days', 'next_time_zone', 'next_time_zone_at', 'look_back_days', 'default_model'] as const),
  ...(['metadata_keys', 'ignored_addresses', 'ignored_paths', 'datacentre_traffic', 'is_demo'] as const),
]

interface SiteRow {
  id: string
  name: string
  hosts: string
  time_zone: string
  currency: string
  created_at: number
  retention_days: number | null
  next_time_zone: string | null
  next_time_zone_at: number | null
  look_back_days: number | null
  default_model: string | null
  metadata_keys: string | null
  ignored_addresses: string | null
  ignored_paths: string | null
  datacentre_traffic: 'counted' | null
  is_demo: 0 | 1
}

const toSite = (row: SiteRow): SiteRecord => ({
  id: row.id,
  name: row.name,
  hosts: JSON.parse(row.hosts) as string[],
  timeZone: row.time_zone,
  currency: row.currency,
  createdAt: row.created_at,
  ...(row.retention_days === null ? {} : { retentionDays: row.retention_days }),
  ...(row.look_back_days === null ? {} : { lookBackDays: row.look_back_days }),
  ...(row.default_model === null ? {} : { defaultModel: row.default_model as AttributionModel }),
  ...(row.metadata_keys === null ? {} : { metadataKeys: JSON.parse(row.metadata_keys) as MetadataKeys }),
  ...(row.next_time_zone === null || row.next_time_zone_at === null
    ? {}
    : { nextTimeZone: { timeZone: row.next_time_zone, at: row.next_time_zone_at } }),
  ...(row.ignored_addresses === null ? {} : { ignoredAddresses: JSON.parse(row.ignored_addresses) as string[] }),
  ...(row.ignored_paths === null ? {} : { ignoredPaths: JSON.parse(row.ignored_paths) as string[] }),
  ...(row.datacentre_traffic === null ? {} : { datacentreTraffic: row.datacentre_traffic }),
  ...(row.is_demo === 1 ? { isDemo: true } : {}),
})

const settingsOf = (site: SiteRecord) => ({
  name: site.name,
  hosts: JSON.stringify(site.hosts),
  time_zone: site.timeZone,
  currency: site.currency,
  retention_days: site.retentionDays ?? null,
  next_time_zone: site.nextTimeZone?.timeZone ?? null,
  next_time_zone_at: site.nextTimeZone?.at ?? null,
  look_back_days: site.lookBackDays ?? null,
  default_model: site.defaultModel ?? null,
  metadata_keys: site.metadataKeys ? JSON.stringify(site.metadataKeys) : null,
  ignored_addresses: site.ignoredAddresses ? JSON.stringify(site.ignoredAddresses) : null,
  ignored_paths: site.ignoredPaths ? JSON.stringify(site.ignoredPaths) : null,
  datacentre_traffic: site.datacentreTraffic ?? null,
})

export async function findSite(db: Db, id: string): Promise<SiteRecord | null> {
  const row = await db.selectFrom('site').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? toSite(row) : null
}

export async function allSites(db: Db): Promise<SiteRecord[]> {
  const rows = await db.selectFrom('site').select(columns).orderBy('created_at').orderBy('id').execute()
  return rows.map(toSite)
}

export type SiteToChange = SiteRecord & Required<Pick<SiteRecord, 'nextTimeZone'>>

export async function announcedTimeZones(db: Db): Promise<SiteToChange[]> {
  const rows = await db.selectFrom('site').select(columns).where('next_time_zone_at', 'is not', null).execute()
  return rows.map(toSite).flatMap(({ nextTimeZone, ...site }) => (nextTimeZone ? [{ ...site, nextTimeZone }] : []))
}

export async function insertSite(trx: Db, site: SiteRecord): Promise<void> {
  await trx
    .insertInto('site')
    .values({ id: site.id, created_at: site.createdAt, is_demo: site.isDemo ? 1 : 0, ...settingsOf(site) })
    .execute()
}

export async function updateSite(trx: Db, site: SiteRecord): Promise<void> {
  await trx.updateTable('site').set(settingsOf(site)).where('id', '=', site.id).execute()
}

/** All payments of the site are attributed again, when there is time (attribution/attribute-due.ts). */
export async function notePaymentsDue(trx: Db, siteId: string): Promise<void> {
  await trx
    .insertInto('attribution_due')
    .values({ subject: siteId, after: '' })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ after: '' }))
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
      eb.exists(eb.selectFrom('visit').select('visit.no').whereRef('visit.site_id', '=', 'site.id')).as('views'),
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

export async function hasLivePayments(db: Db, siteId: string): Promise<boolean> {
  const row = await db
    .selectFrom('payment')
    .select('id')
    .where('site_id', '=', siteId)
    .where('mode', '=', 'live')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A site opens in live view from its first live payment on, and in test view before. */
export const modeFor = async (db: Db, siteId: string, asked: Mode | undefined): Promise<Mode> =>
  asked ?? ((await hasLivePayments(db, siteId)) ? 'live' : 'test')

/** The split tests between whose sides its visitors are divided now. */
export async function runningTests(db: Db, siteId: string): Promise<RunningTest[]> {
  const rows = await db
    .selectFrom('split_test')
    .select(['name', 'sides'])
    .where('site_id', '=', siteId)
    .where('state', '=', 'running')
    .orderBy('name')
    .execute()
  return rows.map(({ name, sides }) => ({ name, sides: JSON.parse(sides) as RunningTest['sides'] }))
}

const scriptKey = (siteId: string) => `script ${siteId}`

/** What the site's script is told. Nothing was set: an empty object. */
export async function scriptSettings(db: Db, siteId: string): Promise<ScriptSettings> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', scriptKey(siteId)).executeTakeFirst()
  return row ? (JSON.parse(row.value) as ScriptSettings) : {}
}

export async function keepScriptSettings(trx: Db, siteId: string, settings: ScriptSettings): Promise<void> {
  const value = JSON.stringify(settings)
  await trx
    .insertInto('setting')
    .values({ key: scriptKey(siteId), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
