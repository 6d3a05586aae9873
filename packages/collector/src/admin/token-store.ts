// Reads and writes the tokens of programs.
import type { Insertable, Selectable } from 'kysely'
import type { Db, Tables } from '../storage/schema.ts'

export type Token = Selectable<Tables['token']>

export async function insertToken(trx: Db, token: Insertable<Tables['token']>): Promise<void> {
  await trx.insertInto('token').values(token).execute()
}

export async function tokenWithHash(db: Db, hash: string): Promise<Token | null> {
  return (await db.selectFrom('token').selectAll().where('token_hash', '=', hash).executeTakeFirst()) ?? null
}

export async function tokensOf(db: Db, siteId: string): Promise<Token[]> {
  return await db
    .selectFrom('token')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function noteUsed(trx: Db, id: string, now: number): Promise<void> {
  await trx.updateTable('token').set({ last_used_at: now }).where('id', '=', id).execute()
}

export async function deleteToken(trx: Db, siteId: string, id: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('token')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}
