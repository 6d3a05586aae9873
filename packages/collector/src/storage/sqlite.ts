// How SQLite is opened: one writing connection, one reading connection, durable before it answers.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import { Checkpoints, MOST_PAGES } from './checkpoints.ts'
import { rememberConnection } from './direct.ts'
import { ReadingThread, readerDialect } from './report-reader.ts'
import type { Tables } from './schema.ts'

export interface Connections {
  reader: Kysely<Tables>
  writer: Kysely<Tables>
  /** For long questions. */
  reports: Kysely<Tables>
  /** A copy in columns for the longest ones. */
  copy: ColumnCopyOf | null
  /** Null: the database sees to it. */
  checkpoints: Checkpoints | null
}

interface ColumnCopyOf {
  thread: ReadingThread
  columns: Kysely<Tables>
}

/** `synchronous=FULL`: a commit that was answered survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous). */
export function openSqlite(file: string): Connections {
  // Everything lies there: it is nobody else's.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const writing = new SQLite(file, { timeout: 5_000 })
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  // Views land on random pages of the indexes: kept in memory, and written to the file once for many commits.
  writing.pragma('cache_size = -65536')
  writing.pragma(`wal_autocheckpoint = ${MOST_PAGES}`)
  writing.pragma('foreign_keys = ON')
  // Deleted salts must be gone from the file, not only from the tables.
  writing.pragma('secure_delete = ON')
  const reading = new SQLite(file, { timeout: 5_000 })
  reading.pragma('query_only = ON')
  const [writes, reads] = [keepingPrepared(writing), keepingPrepared(reading)]
  const checkpoints = new Checkpoints(writing)
  const writer = new Kysely<Tables>({
    dialect: new WritingDialect({
      database: writes,
      isInTransaction: () => writing.inTransaction,
      onCommit: () => checkpoints.committed(),
    }),
  })
  const reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reads }) })
  const thread = new ReadingThread(file)
  return {
    writer: rememberConnection(writer, writes),
    reader: rememberConnection(reader, reads),
    reports: new Kysely<Tables>({ dialect: readerDialect(thread, 'rows') }),
    copy: { thread, columns: new Kysely<Tables>({ dialect: readerDialect(thread, 'columns') }) },
    checkpoints,
  }
}

const MOST_PREPARED = 500

/** Kysely prepares a statement each time; the same text is the same statement. */
function keepingPrepared(database: SQLite.Database): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    prepare: (text) => {
      const known = prepared.get(text)
      if (known) return known
      // Lists of every length make texts of every length.
      if (prepared.size >= MOST_PREPARED) prepared.clear()
      const statement = database.prepare(text) as unknown as SqliteStatement
      prepared.set(text, statement)
      return statement
    },
    close: () => database.close(),
  }
}

/**
 * Takes the write lock with the first statement: a transaction that reads before it writes would otherwise fail, without
 * waiting, when a command of another process writes in between (https://sqlite.org/rescode.html#busy_snapshot).
 */
class ImmediateDriver extends SqliteDriver {
  readonly #writing: WritingConfig

  constructor(writing: WritingConfig) {
    super(writing)
    this.#writing = writing
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#writing.onCommit()
  }

  /** A full disk ends the transaction by itself; a second end would hide why (https://sqlite.org/lang_transaction.html). */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#writing.isInTransaction()) await super.rollbackTransaction(connection)
  }
}

interface WritingConfig extends SqliteDialectConfig {
  isInTransaction: () => boolean
  onCommit: () => void
}

class WritingDialect extends SqliteDialect {
  readonly #writing: WritingConfig

  constructor(writing: WritingConfig) {
    super(writing)
    this.#writing = writing
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#writing)
  }
}
