// Counts what was turned away, and when last: durably, however fast it comes.
import type { Storage } from './open.ts'
import type { Db } from './schema.ts'

/** `webhook`: what a connection's door refused. */
export type TallyKind = 'webhook'
export type Tally = (kind: TallyKind, subject: string, reason: string, now: number) => Promise<void>

/** Anybody can knock as often as they like: what comes within this time of the last write is written with the next one. */
const EVERY_MS = 1_000

interface Pending {
  count: number
  writtenAt: number
}

/** One for each process. Its memory is bounded by the subjects, which are our own. */
export function tallier(storage: Storage): Tally {
  const pending = new Map<string, Pending>()
  return async (kind, subject, reason, now) => {
    const key = `${kind} ${subject} ${reason}`
    const one = pending.get(key) ?? { count: 0, writtenAt: Number.NEGATIVE_INFINITY }
    pending.set(key, one)
    one.count += 1
    if (Math.abs(now - one.writtenAt) < EVERY_MS) return
    const { count } = one
    one.count = 0
    one.writtenAt = now
    await storage.write((trx) => increase(trx, { kind, subject, reason, count, last_at: now }))
  }
}

interface Row {
  kind: TallyKind
  subject: string
  reason: string
  count: number
  last_at: number
}

async function increase(trx: Db, row: Row): Promise<void> {
  await trx
    .insertInto('tally')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subject', 'reason']).doUpdateSet((set) => ({
        count: set('tally.count', '+', set.ref('excluded.count')),
        last_at: set.ref('excluded.last_at'),
      })),
    )
    .execute()
}

export const talliesOf = (db: Db, kind: TallyKind, subjects: string[]) =>
  db
    .selectFrom('tally')
    .select(['subject', 'reason', 'count', 'last_at'])
    .where('kind', '=', kind)
    .where('subject', 'in', subjects)
    .orderBy('last_at', 'desc')
    .execute()
