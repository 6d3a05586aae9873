// Puts a row of a site into every table there is, whatever its columns are called, so that none can be forgotten.
import { sql } from 'kysely'
import type { Storage } from '../../storage/open.ts'
import type { Db } from '../../storage/schema.ts'
import { numberOfSite } from '../../storage/words.ts'

interface Column {
  name: string
  dataType: string
}

/** Columns in which a row says whose it is, by something else than a text of its own. */
type Says = (of: { siteId: string; number: number; table: string }) => string | number
const says: Readonly<Record<string, Says>> = {
  site_id: ({ siteId }) => siteId,
  connection: ({ siteId }) => siteId,
  account: ({ siteId }) => siteId,
  subject: ({ siteId }) => siteId,
  site: ({ number }) => number,
  payment_id: ({ siteId }) => `${siteId}:pi_1`,
  visit: ({ number }) => 1_000 + number,
  visit_no: ({ number }) => 1_000 + number,
  view_id: ({ siteId }) => `view of ${siteId}`,
  person_id: ({ siteId }) => `id of person of ${siteId}`,
  share_link_id: ({ siteId }) => `id of share_link of ${siteId}`,
  key: ({ siteId }) => `script ${siteId}`,
  state: ({ table }) => (table === 'checkout_return' ? 'confirmed' : 'ended'),
}

const own: Readonly<Record<string, Says>> = {
  'site.id': ({ siteId }) => siteId,
  'site.hosts': ({ siteId }) => JSON.stringify([siteId]),
  'site.metadata_keys': () => '{}',
  'site.ignored_addresses': () => '[]',
  'site.ignored_paths': () => '[]',
  'site.is_demo': () => 0,
  'payment.id': ({ siteId }) => `${siteId}:pi_1`,
  'lease.name': ({ siteId }) => `poll ${siteId}`,
  'visit_row.no': ({ number }) => 1_000 + number,
  'view_row.no': ({ number }) => 1_000 + number,
  'view_row.id': ({ siteId }) => `view of ${siteId}`,
  'engagement.view_id': ({ siteId }) => `a view that never came of ${siteId}`,
}

/** Views keep nothing themselves. The rest is nobody's: an account, a rate, a counter. */
export const tablesOf = async ({ read }: Storage): Promise<{ name: string; columns: Column[] }[]> =>
  (await read.introspection.getTables()).filter(({ isView }) => !isView).map(({ name, columns }) => ({ name, columns }))

export async function fill(storage: Storage, siteId: string, tables: readonly string[]): Promise<void> {
  const all = await tablesOf(storage)
  await storage.write(async (trx) => {
    const number = await numberOfSite(trx, siteId)
    for (const { name, columns } of all.filter((one) => tables.includes(one.name)))
      if (name !== 'tracked_site') await putRow(trx, name, columns, { siteId, number, table: name })
  })
}

async function putRow(trx: Db, table: string, columns: Column[], of: Parameters<Says>[0]): Promise<void> {
  const saidIn = ({ name, dataType }: Column) => {
    const said = own[`${table}.${name}`] ?? says[name]
    if (said) return said(of)
    return /int/i.test(dataType) ? of.number : `${name} of ${table} of ${of.siteId}`
  }
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
    values (${sql.join(columns.map(saidIn))})`.execute(trx)
}

/** Every row of every table, as text. */
export async function everyRow({ read }: Storage): Promise<Map<string, string[]>> {
  const texts = new Map<string, string[]>()
  for (const { name } of await read.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(read)
    texts.set(name, rows.map((row) => JSON.stringify(row)).sort())
  }
  return texts
}

export const tablesWith = (rows: ReadonlyMap<string, string[]>, text: string): string[] =>
  [...rows].flatMap(([table, all]) => (all.some((row) => row.includes(text)) ? [table] : [])).sort()
