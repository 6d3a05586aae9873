// The other side of `checkpoints.ts`: a thread with a connection of its own, which copies SQLite's log into its file when it is asked to.
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import type { Asked, Copied } from './checkpoints.ts'

const database = new SQLite(String(workerData), { timeout: 0 })
database.pragma('synchronous = FULL')

/** https://sqlite.org/pragma.html#pragma_wal_checkpoint; what cannot be copied stays in the log, and is safe there. */
function copyLog(): Copied {
  try {
    const [row] = database.pragma('wal_checkpoint(passive)') as { busy: number; log: number; checkpointed: number }[]
    return row?.busy === 0 ? { log: row.log, left: row.log - row.checkpointed } : null
  } catch {
    return null
  }
}

parentPort?.on('message', (asked: Asked) => {
  if (asked === 'copy') {
    parentPort?.postMessage(copyLog())
    return
  }
  database.close()
  parentPort?.close()
})
