// The salts that this collector has seen committed, so that they are not read again for every view; and with each, whom it made.
import type { Db } from '../storage/schema.ts'
import { type SaltDay, saltOf } from './rotate-salt.ts'
import { saltEnd } from './salt.ts'
import { findSalt } from './store.ts'
import type { Visitor } from './visitor-hash.ts'

export interface DaySalt {
  salt: string
  /** By address and user agent: forgotten with the salt, which is all that could make them again. */
  visitors: Map<string, Visitor>
}

export interface Salts {
  /** For one transaction, which asks through it only. */
  within(trx: Db): (day: SaltDay) => DaySalt | Promise<DaySalt>
  /** Those whose time is over must be gone from memory too. */
  forget(now: number): void
}

const MOST = 10_000

export function keptSalts(newSalt: () => string): Salts {
  const committed = new Map<string, { salt: DaySalt; deleteAt: number }>()
  return {
    within: (trx) => {
      const asked = new Map<string, DaySalt>()
      const ask = async (day: SaltDay, key: string): Promise<DaySalt> => {
        const found = await findSalt(trx, day.siteId, day.day)
        const salt = { salt: found ?? (await saltOf(trx, day, newSalt)), visitors: new Map() }
        // One that is made here may be rolled back, and then another one is made: it is remembered when it is found again.
        if (found !== null && committed.size < MOST)
          committed.set(key, { salt, deleteAt: saltEnd(day.day, day.timeZone) })
        asked.set(key, salt)
        return salt
      }
      return (day) => {
        const key = `${day.siteId} ${day.day}`
        return committed.get(key)?.salt ?? asked.get(key) ?? ask(day, key)
      }
    },
    forget: (now) => {
      for (const [key, { deleteAt }] of committed) if (deleteAt <= now) committed.delete(key)
    },
  }
}
