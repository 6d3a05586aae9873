// Reads and writes the tokens of programs.
import type { Db, Tables } from '../storage/schema.ts'

export type Token = Tables['token']

export async function insertToken(trx: Db, token: Token): Promise<void> {
  await trx.insertInto('token').values(token).execute()
}

export async function tokenWithHash(db: Db, hash: string): Promise<Token | null> {
  return (await db.selectFrom('token').selectAll().where('token_hash', '=', hash).executeTakeFirst()) ?? null
}
