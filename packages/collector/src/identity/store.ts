// Reads and writes the salts.
import type { Db } from '../storage/schema.ts'

export async function findSalt(db: Db, siteId: string, day: string): Promise<string | null> {
  const row = await db
    .selectFrom('salt')
    .select('salt')
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .executeTakeFirst()
  return row?.salt ?? null
}

/** The first to insert decides; every other node reads what the first one wrote. */
export async function insertSalt(trx: Db, siteId: string, day: string, salt: string, deleteAt: number): Promise<void> {
  await trx
    .insertInto('salt')
    .values({ site_id: siteId, day, salt, delete_at: deleteAt })
    .onConflict((conflict) => conflict.columns(['site_id', 'day']).doNothing())
    .execute()
}

export async function saltDays(db: Db, siteId: string): Promise<string[]> {
  const rows = await db.selectFrom('salt').select('day').where('site_id', '=', siteId).execute()
  return rows.map(({ day }) => day)
}

/** Never shortens a salt's time: visitors are under it already. */
export async function prolongSalt(trx: Db, siteId: string, day: string, until: number): Promise<void> {
  await trx
    .updateTable('salt')
    .set({ delete_at: until })
    .where('site_id', '=', siteId)
    .where('day', '=', day)
    .where('delete_at', '<', until)
    .execute()
}

export async function deleteSalts(trx: Db, now: number): Promise<number> {
  const result = await trx.deleteFrom('salt').where('delete_at', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}
