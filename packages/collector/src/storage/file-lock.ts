// Who alone may write to a file of SQLite: a lock that the system takes back from whoever is gone, however that came.
import { chownSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import SQLite from 'better-sqlite3'

export interface FileLock {
  free(): void
}

/** The file as everybody finds it who comes by another way: SQLite's own files lie beside this one, too. */
export function realFile(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })) return realpathSync(file)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return join(realpathSync(dirname(file)), basename(file))
}

/**
 * Null: somebody else has it. The lock is on an empty database beside the file: on the file itself it would keep its own readers
 * out (https://sqlite.org/lockingv3.html). It stays there: who takes away what another is just locking has locked nothing.
 */
export function lockFile(file: string): FileLock | null {
  const lock = `${file}.lock`
  const database = new SQLite(lock, { timeout: 0 })
  try {
    // Nothing is ever written: a journal would only be one more file.
    database.pragma('journal_mode = MEMORY')
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof SQLite.SqliteError && error.code === 'SQLITE_BUSY') return null
    throw error
  }
  leaveToOwner(lock, file)
  return { free: () => void database.close() }
}

/** A command of the administrator must not keep the collector's own user out afterwards. */
function leaveToOwner(lock: string, file: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(file, { throwIfNoEntry: false }) ?? statSync(dirname(file))
  chownSync(lock, uid, gid)
}
