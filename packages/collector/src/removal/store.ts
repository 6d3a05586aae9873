// Takes a site's rows away: at once what it is known by, the rest in pieces, each of which is one short transaction.
import { type RawBuilder, sql } from 'kysely'
import { dropVisits } from '../privacy/store.ts'
import { countRows } from '../storage/dialect.ts'
import type { Db, Tables } from '../storage/schema.ts'
import { type Rows, rowsThatGo } from './tables.ts'

export type RemovedSite = Pick<Tables['removed_site'], 'id' | 'removed_at'> & {
  is_demo: 0 | 1
  read_until: string | null
}

export const removedSites = (db: Db): Promise<RemovedSite[]> =>
  db.selectFrom('removed_site').selectAll().orderBy('removed_at').orderBy('id').execute()

export async function findRemoved(db: Db, siteId: string): Promise<RemovedSite | null> {
  return (await db.selectFrom('removed_site').selectAll().where('id', '=', siteId).executeTakeFirst()) ?? null
}

export async function noteRemoved(trx: Db, removed: { id: string; removed_at: number; is_demo: 0 | 1 }): Promise<void> {
  await trx
    .insertInto('removed_site')
    .values(removed)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function noteReadUntil(trx: Db, siteId: string, read_until: string): Promise<void> {
  await trx.updateTable('removed_site').set({ read_until }).where('id', '=', siteId).execute()
}

/** The last that is known of it. Its number stays without its id: what was counted under one is never taken for another's. */
export async function forgetRemoved(trx: Db, siteId: string): Promise<void> {
  await trx.updateTable('tracked_site').set({ id: sql`'removed ' || no` }).where('id', '=', siteId).execute()
  await trx.deleteFrom('removed_site').where('id', '=', siteId).execute()
}

/** What it is known by, and what opens its doors. */
export async function dropAtOnce(trx: Db, siteId: string): Promise<void> {
  const links = trx.selectFrom('share_link').select('id').where('site_id', '=', siteId)
  await trx.deleteFrom('guest').where('share_link_id', 'in', links).execute()
  for (const { table, by } of rowsThatGo('at once'))
    await sql`delete from ${sql.table(table)} where ${sql.ref(by)} = ${siteId}`.execute(trx)
  await trx.deleteFrom('checkout_return').where('site_id', '=', siteId).where('state', '=', 'pending').execute()
  await trx
    .deleteFrom('setting')
    .where(endsWith('key', ` ${siteId}`))
    .execute()
  await trx
    .deleteFrom('lease')
    .where(endsWith('name', ` ${siteId}`))
    .execute()
  await trx
    .deleteFrom('attribution_due')
    .where((eb) => eb.or([eb('subject', '=', siteId), startsWith('subject', `late:${siteId}:`)]))
    .execute()
}

const startsWith = (column: string, text: string): RawBuilder<boolean> =>
  sql<boolean>`substr(${sql.ref(column)}, 1, length(${text})) = ${text}`
const endsWith = (column: string, text: string): RawBuilder<boolean> =>
  sql<boolean>`substr(${sql.ref(column)}, length(${sql.ref(column)}) - length(${text}) + 1) = ${text}`

/** Answers how many. */
export async function dropRows(
  trx: Db,
  { table, by, key, only }: Rows,
  value: string | number,
  most: number,
): Promise<number> {
  const named = sql.join(key.map((column) => sql.ref(column)))
  const rest = only === undefined ? sql`` : sql` and ${sql.raw(only)}`
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} where (${named}) in
    (select ${named} from ${sql.table(table)} where ${sql.ref(by)} = ${value}${rest} limit ${sql.lit(most)})`.execute(
    trx,
  )
  return Number(numAffectedRows ?? 0)
}

/** The number that stands for it in the rows of its visits; null: nothing was measured. */
export async function numberOf(db: Db, siteId: string): Promise<number | null> {
  const row = await db.selectFrom('tracked_site').select('no').where('id', '=', siteId).executeTakeFirst()
  return row?.no ?? null
}

export async function dropVisitsOf(trx: Db, site: number, most: number): Promise<number> {
  const rows = await trx
    .selectFrom('visit_row')
    .select('no')
    .where('site', '=', site)
    .orderBy('day')
    .limit(sql.lit(most))
    .execute()
  if (rows.length > 0)
    await dropVisits(
      trx,
      rows.map(({ no }) => no),
    )
  return rows.length
}

/** With the persons who have them: no person is without a name. */
export async function dropNames(trx: Db, siteId: string, most: number): Promise<number> {
  const names = await trx
    .deleteFrom('person_name')
    .where('site_id', '=', siteId)
    .where('person_id', 'in', (eb) =>
      eb.selectFrom('person_name').select('person_id').distinct().where('site_id', '=', siteId).limit(sql.lit(most)),
    )
    .returning('person_id')
    .execute()
  const persons = [...new Set(names.map(({ person_id }) => person_id))]
  if (persons.length > 0)
    await trx.deleteFrom('person').where('id', 'in', persons).where('site_id', '=', siteId).execute()
  return names.length
}

export async function countVisits(db: Db, site: number | null): Promise<number> {
  if (site === null) return 0
  const row = await db.selectFrom('visit_row').select(countRows.as('count')).where('site', '=', site).executeTakeFirst()
  return row?.count ?? 0
}
