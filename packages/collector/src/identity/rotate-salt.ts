// Makes a day's salt at its first use, and forgets it when its time is over.
import type { Storage } from '../storage/open.ts'
import type { Db } from '../storage/schema.ts'
import { saltEnd } from './salt.ts'
import { deleteSalts, findSalt, insertSalt } from './store.ts'

export interface SaltDay {
  siteId: string
  /** Site-local. */
  day: string
  timeZone: string
}

/** `newSalt` makes 256 random bits; it is asked only when nobody made this day's salt before. */
export async function saltOf(trx: Db, { siteId, day, timeZone }: SaltDay, newSalt: () => string): Promise<string> {
  const known = await findSalt(trx, siteId, day)
  if (known !== null) return known
  await insertSalt(trx, siteId, day, newSalt(), saltEnd(day, timeZone))
  const agreed = await findSalt(trx, siteId, day)
  if (agreed === null) throw new Error(`the salt of ${day} was deleted while it was being made`)
  return agreed
}

/** Deletes the salts whose time is over, also from the files of the database. Returns how many. */
export async function forgetSalts(storage: Storage, now: number): Promise<number> {
  const forgotten = await storage.write((trx) => deleteSalts(trx, now))
  // Also when there was none: a reader may have kept an earlier call from reaching the files.
  await storage.eraseDeleted()
  return forgotten
}
