// The other side of `backup.ts`: writes the copy, takes out of it what no backup may hold, and looks it through.
import { closeSync, openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import type { BackupEnd, BackupOrder } from './backup.ts'

const { from, to } = workerData as BackupOrder

/** https://sqlite.org/lang_vacuum.html#vacuum_with_an_into_clause: the state of one moment, without what was deleted. */
function writeCopy(): void {
  // Made before it is filled: nobody else may read it at any time.
  closeSync(openSync(to, 'wx', 0o600))
  const source = new SQLite(from, { readonly: true, timeout: 5_000 })
  try {
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
}

/** A salt that lies in a backup would tell for ever who a visitor of its day was. */
function withoutSalts(): void {
  const copy = new SQLite(to)
  try {
    copy.pragma('journal_mode = DELETE')
    copy.pragma('synchronous = FULL')
    copy.pragma('secure_delete = ON')
    copy.exec('delete from salt')
    const found = copy.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new Error(`The copy is broken: ${String(found)}. Look at the disk, and try again.`)
  } finally {
    copy.close()
  }
}

function end(): BackupEnd {
  try {
    writeCopy()
    withoutSalts()
    return { done: true }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.postMessage(end())
