// The statements of a SQLite connection without anything in between, for what is run a thousand times a second.
import type { Kysely, SqliteDatabase } from 'kysely'
import type { Db, Tables } from './schema.ts'

const connections = new WeakMap<object, SqliteDatabase>()

/** Every transaction of `db` runs on this connection. */
export function rememberConnection(db: Kysely<Tables>, connection: SqliteDatabase): Kysely<Tables> {
  connections.set(db.getExecutor().adapter, connection)
  return db
}

/** Undefined: the database is elsewhere, and each question costs a way there and back. */
export const connectionOf = (db: Db): SqliteDatabase | undefined => connections.get(db.getExecutor().adapter)
