// What main.ts makes once and the rooms share.
import type pino from 'pino'
import type { Config } from './config.ts'
import type { Keys } from './storage/keys.ts'
import type { Storage } from './storage/open.ts'

export interface Parts {
  storage: Storage
  keys: Keys
  /** Milliseconds since 1970. */
  clock: () => number
  config: Config
  log: pino.Logger
}
