// Work that one process at a time should do: several collectors share a database, and the command line works beside them.
// Two at once would do no harm, only ask Stripe twice; so a lease is short, and what a killed process held is free soon.
import { randomBytes } from 'node:crypto'
import type { Parts } from '../parts.ts'
import { endLease, takeLease } from './lease-store.ts'

const HELD_MS = 6_000
const RENEW_MS = 2_000

type LeaseParts = Pick<Parts, 'storage' | 'clock' | 'log'>

/** Undefined when somebody else is at it. */
export async function withLease<T>(parts: LeaseParts, name: string, work: () => Promise<T>): Promise<T | undefined> {
  const { storage, clock, log } = parts
  const owner = randomBytes(12).toString('base64url')
  const take = () => storage.write((trx) => takeLease(trx, name, owner, clock(), clock() + HELD_MS))
  if (!(await take())) return undefined
  let renewing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    renewing = take().catch((error: unknown) => log.warn({ err: error, lease: name }, 'a lease could not be renewed'))
  }, RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    // Else what is under way would take again what is given back.
    await renewing
    await storage.write((trx) => endLease(trx, name, owner))
  }
}
