// Opens the configured database and its keys for one command that works like a collector, also beside a running one.
import pino from 'pino'
import { readConfig } from '../config.ts'
import type { Parts } from '../parts.ts'
import { openKeys } from '../storage/keys.ts'
import { openStorage } from '../storage/open.ts'

export async function withParts<T>(work: (parts: Parts) => Promise<T>): Promise<T> {
  const config = readConfig()
  const storage = await openStorage(config.databaseUrl)
  try {
    const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel, base: null }, pino.destination(2))
    return await work({ storage, keys: await openKeys(storage, config.secret), clock: Date.now, config, log })
  } finally {
    await storage.close()
  }
}
