// Opens the configured database for one command and closes it again, also beside a running collector.
import { readConfig } from '../config.ts'
import { openStorage, type Storage } from '../storage/open.ts'

export async function withStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage(readConfig().databaseUrl)
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}
