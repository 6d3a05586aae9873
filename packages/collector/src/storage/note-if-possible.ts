// Writes what is only noted in passing: while nothing can be written, as on a full disk, it is left out, and looking goes on.
import { cannotWriteNow } from './dialect.ts'
import type { Storage } from './open.ts'
import type { Db } from './schema.ts'

export async function noteIfPossible(storage: Storage, note: (trx: Db) => Promise<unknown>): Promise<void> {
  try {
    await storage.write(note)
  } catch (error) {
    if (!cannotWriteNow(error)) throw error
  }
}
