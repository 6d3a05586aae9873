// How SQLite is opened: one writing connection, one reading connection, durable before it answers.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Tables } from './schema.ts'

export interface Connections {
  reader: Kysely<Tables>
  writer: Kysely<Tables>
}

/** `synchronous=FULL`: a commit that was answered survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous). */
export function openSqlite(file: string): Connections {
  mkdirSync(dirname(file), { recursive: true })
  const writing = new SQLite(file, { timeout: 5_000 })
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  writing.pragma('foreign_keys = ON')
  // Deleted salts must be gone from the file, not only from the tables.
  writing.pragma('secure_delete = ON')
  const reading = new SQLite(file, { timeout: 5_000 })
  reading.pragma('query_only = ON')
  return {
    writer: new Kysely<Tables>({ dialect: new SqliteDialect({ database: writing }) }),
    reader: new Kysely<Tables>({ dialect: new SqliteDialect({ database: reading }) }),
  }
}
