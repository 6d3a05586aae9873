// The salts that this collector has seen committed, so that they are not read again for every view.
import type { Db } from '../storage/schema.ts'
import { type SaltDay, saltOf } from './rotate-salt.ts'
import { saltEnd } from './salt.ts'
import { findSalt } from './store.ts'

export interface Salts {
  /** For one transaction, which asks through it only. */
  within(trx: Db): (day: SaltDay) => Promise<string>
  /** Those whose time is over must be gone from memory too. */
  forget(now: number): void
}

const MOST = 10_000

export function keptSalts(newSalt: () => string): Salts {
  const committed = new Map<string, { salt: string; deleteAt: number }>()
  return {
    within: (trx) => {
      const asked = new Map<string, string>()
      return async (day) => {
        const key = `${day.siteId} ${day.day}`
        const known = committed.get(key)?.salt ?? asked.get(key)
        if (known !== undefined) return known
        const found = await findSalt(trx, day.siteId, day.day)
        // One that is made here may be rolled back, and then another one is made: it is remembered when it is found again.
        if (found !== null && committed.size < MOST)
          committed.set(key, { salt: found, deleteAt: saltEnd(day.day, day.timeZone) })
        const salt = found ?? (await saltOf(trx, day, newSalt))
        asked.set(key, salt)
        return salt
      }
    },
    forget: (now) => {
      for (const [key, { deleteAt }] of committed) if (deleteAt <= now) committed.delete(key)
    },
  }
}
