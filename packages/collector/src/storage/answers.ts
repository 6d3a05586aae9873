// Whether the database answers.
import type { Db } from './schema.ts'

/** Rejects when it does not. Reads a table: `select 1` would be answered without the file. */
export async function answers(db: Db): Promise<void> {
  await db.selectFrom('setting').select('key').limit(1).execute()
}
