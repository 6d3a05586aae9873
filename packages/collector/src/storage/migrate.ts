// Brings the tables up to date: the list of all migrations, in order.
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as start from './migrations/0001-start.ts'
import type { Tables } from './schema.ts'

const migrations: Record<string, Migration> = { '0001-start': { up: start.up } }

/** Safe to run by several collectors at once: Kysely takes a lock. */
export async function migrate(db: Kysely<Tables>): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Kysely looks for these in every schema of a database: under its own names another product's would be taken for ours.
    migrationTableName: 'farthing_migration',
    migrationLockTableName: 'farthing_migration_lock',
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return results.map((result) => result.migrationName)
}
