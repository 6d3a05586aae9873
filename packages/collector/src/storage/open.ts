// Opens the database that DATABASE_URL names, brings it up to date, and owns the one way to write.
import { resolve } from 'node:path'
import { backUp, type Tell } from './backup.ts'
import { type ColumnStore, columnStore } from './columns/kept.ts'
import { type Engine, engineOf, eraseDeleted } from './dialect.ts'
import { demandDurable } from './durable.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { Db } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export interface Storage {
  engine: Engine
  /** Queries only. On SQLite its own connection, so that a report never waits for the writer. */
  read: Db
  /** For questions that take long: on SQLite on a thread of its own, so that nobody else waits for their answers. */
  reports: Db
  /** What reports count, once more in columns. PostgreSQL has none. */
  columns: ColumnStore | null
  /**
   * One short transaction, without I/O of any other kind inside. They take turns on SQLite's writing connection.
   * Inside, use only `trx`: waiting for another connection there would wait for ever.
   */
  write<T>(work: (trx: Db) => Promise<T>): Promise<T>
  /** Takes what was deleted out of the files too, as far as no reader still needs it. Waits for the current write. */
  eraseDeleted(): Promise<void>
  /** Copies everything but the salts into a new file, in one state, while others write. Null: PostgreSQL has tools for that. */
  backUp: ((file: string, tell: Tell) => Promise<void>) | null
  close(): Promise<void>
}

/** Null: it is no file of this machine. */
export const fileOf = (url: string): string | null =>
  url.startsWith('postgres') ? null : resolve(url.replace(/^sqlite:(\/\/)?/, ''))

/** `sqlite:` followed by a path (default `<folder>/farthing.sqlite`), or a `postgres:` URL. */
export async function openStorage(url: string): Promise<Storage> {
  const file = fileOf(url)
  const { reader, writer, reports, copy, checkpoints } = file === null ? openPostgres(url) : openSqlite(file)
  await demandDurable(writer)
  await migrate(writer)
  const write: Storage['write'] = (work) => writer.transaction().execute(work)
  const columns = copy && columnStore(reports, copy, { read: reader, write })
  return {
    engine: engineOf(writer),
    read: reader,
    reports,
    columns,
    write,
    eraseDeleted: async () => {
      await checkpoints?.rest()
      await eraseDeleted(writer)
    },
    backUp: file === null ? null : (to, tell) => backUp({ from: file, to }, tell),
    close: async () => {
      await columns?.close()
      await checkpoints?.close()
      await writer.destroy()
      if (reader !== writer) await reader.destroy()
      if (reports !== writer) await reports.destroy()
    },
  }
}
