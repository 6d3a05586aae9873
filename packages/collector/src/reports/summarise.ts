// Counts the days that are over, once, so that a report over a year does not read a year of visits.
import { randomUUID } from 'node:crypto'
import { addDays, startOfDay } from '../sites/site.ts'
import type { Storage } from '../storage/open.ts'
import { countVisits, countVisitsBySeen } from './count-visits.ts'
import { type Dimension, dimensions, everything } from './dimensions.ts'
import type { Scope } from './scope.ts'
import { beginDay, type Counted, finishDay, type OpenDay, openDays } from './summary-store.ts'

/** A visit that began before midnight may go on for six hours (identity/salt.ts); a little more, for messages on their way. */
const SETTLED_MS = 7 * 60 * 60 * 1000

/** Answers how many days were counted. Each counting is short, and others take their turns between them. */
export async function summariseDays(storage: Storage, now: number): Promise<number> {
  let counted = 0
  for (const one of await openDays(storage.read))
    if (startOfDay(addDays(one.day, 1), one.timeZone) + SETTLED_MS <= now && (await summarise(storage, one)))
      counted += 1
  return counted
}

/**
 * False when visits of the day changed meanwhile, or another collector began to count it: then it is counted another time.
 * Nothing is seen of a count before all of it is there.
 */
async function summarise(storage: Storage, { site, siteId, timeZone, day }: OpenDay): Promise<boolean> {
  const count = { site, day, counter: randomUUID() }
  await storage.write((trx) => beginDay(trx, count))
  const scope: Scope = { ...anyMoney, siteId, timeZone, from: day, to: day }
  const rows: Counted[] = []
  for (const [dimension, of] of [['all', everything] as const, ...Object.entries(dimensions)])
    for (const row of await rowsOf(storage, scope, of)) rows.push({ dimension, ...row })
  return storage.write((trx) => finishDay(trx, count, rows))
}

/** Visits have none of it. */
const anyMoney = {
  currency: '',
  mode: 'live',
  filters: [],
  goal: { kind: 'payment' },
  model: 'last',
  refunds: 'own',
} as const

async function rowsOf({ reports }: Storage, scope: Scope, dimension: Dimension) {
  if (dimension.of === 'money') return []
  return dimension.of === 'seen'
    ? countVisitsBySeen(reports, scope, dimension.seen)
    : countVisits(reports, scope, dimension.ofVisit)
}
