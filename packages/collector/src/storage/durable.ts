// Whether a commit that was answered outlives a power cut: docs/adr/0021.
import { sql } from 'kysely'
import { engineOf } from './dialect.ts'
import type { Db } from './schema.ts'

/** SQLite is opened durable here. A PostgreSQL belongs to somebody else, who may have traded that for speed. */
export async function demandDurable(db: Db): Promise<void> {
  if (engineOf(db) === 'sqlite') return
  const { rows } = await sql<{ synchronous_commit: string; name: string }>`
    select current_setting('synchronous_commit') as synchronous_commit, current_database() as name`.execute(db)
  const [setting] = rows
  if (setting?.synchronous_commit !== 'off') return
  throw new Error(
    `PostgreSQL would forget at a power cut what Farthing has acknowledged: synchronous_commit is off. Switch it on for this database: ` +
      `alter database "${setting.name}" set synchronous_commit = on;`,
  )
}
