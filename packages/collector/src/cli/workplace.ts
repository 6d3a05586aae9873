// What a command works with: the database of its own settings, which it opens and closes, or what a running collector has open.
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import pino from 'pino'
import { type Config, readConfig } from '../config.ts'
import type { Parts } from '../parts.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage, type Storage } from '../storage/open.ts'

export interface Workplace {
  withStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T>
  /** For commands that work like a collector. */
  withParts<T>(work: (parts: Parts) => Promise<T>): Promise<T>
}

/** Whoever works here has the turn at the database (socket/turn.ts), or the database lets everybody write. */
export const ownWorkplace: Workplace = {
  withStorage: (work) => withOpen(readConfig(), work),
  withParts: (work) => {
    const config = readConfig()
    const log = pino({ level: quieter(config.logLevel), base: null }, pino.destination(2))
    return withOpen(config, async (storage) =>
      work({ storage, keys: await openKeys(storage, config.secret), clock: Date.now, config, log }),
    )
  },
}

/** A command says itself what it does. */
const quieter = (level: string): string => (level === 'info' ? 'warn' : level)

async function withOpen<T>({ databaseUrl }: Config, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage(databaseUrl)
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}

/** The collector's own storage, keys and settings: what it remembers stays right. */
export function workplaceIn(parts: Parts): Workplace {
  const storage: Storage = {
    ...parts.storage,
    // SQLite answers within the same turn of the loop: without this the collector would hear nobody until a command is done.
    write: async (work) => {
      await turnOfTheLoop()
      return await parts.storage.write(work)
    },
  }
  const log = parts.log.child({}, { level: quieter(parts.log.level) })
  return {
    withStorage: (work) => work(storage),
    withParts: (work) => work({ ...parts, storage, log }),
  }
}
