// What the collector does without being asked: the clock's list, and the work that waits behind Stripe's doors.
import { forgetExpired } from '../admin/expire.ts'
import { takeDroppedRates } from '../attribution/dropped-rates.ts'
import { changeTimeZones } from '../identity/change-time-zone.ts'
import { forgetSalts } from '../identity/rotate-salt.ts'
import { findNotices } from '../notices/find.ts'
import { sendNotices } from '../notices/send.ts'
import type { Parts } from '../parts.ts'
import { forgetOldViews } from '../privacy/forget-views.ts'
import { eraseRemoved } from '../removal/erase.ts'
import { summariseDays } from '../reports/summarise.ts'
import { forgetChanges } from '../storage/columns/kept.ts'
import type { Storage } from '../storage/open.ts'
import { startStripeWork } from '../stripe/work.ts'

export interface Jobs {
  /** There is something new behind Stripe's doors; or, with names, at Stripe itself. */
  wake(toPoll?: string[]): void
  /** Begins nothing more, and resolves when what was running has finished. */
  stop(): Promise<void>
}

type Job = (parts: Parts, now: number, isStopping: () => boolean) => Promise<unknown>

const minute = 60_000

const everyMinute: Record<string, Job> = {
  'change time zones': ({ storage }, now) => changeTimeZones(storage, now),
  'forget old salts': ({ storage }, now) => forgetSalts(storage, now),
  'forget old views': ({ storage }, now) => forgetOldViews(storage, now),
  'delete what is left of sites that were removed': eraseForAWhile,
  'take exchange rates': (parts) => takeDroppedRates(parts),
  'sum up days that are over': ({ storage }, now) => summedUp(storage, now),
  'forget changes that the copy in columns follows': ({ storage }) => followedChanges(storage),
  'forget logins, guests, invitations and challenges that ended': ({ storage }, now) => forgetExpired(storage, now),
  'find what there is to tell': (parts, now) => findNotices(parts, now),
  'tell what is to be told': (parts, now) => sendNotices(parts, now),
}

/** The copy in columns has the sums of every day. */
async function summedUp(storage: Storage, now: number): Promise<void> {
  const followed = (await storage.columns?.followed()) ?? null
  if (followed === null) await summariseDays(storage, now)
}

/** A site of ten million views takes several rounds: the other jobs have theirs in between, and a stop does not wait for it. */
const ERASING_MS = 20_000

async function eraseForAWhile({ storage, log }: Parts, now: number, isStopping: () => boolean): Promise<void> {
  const until = performance.now() + ERASING_MS
  const erased = await eraseRemoved(storage, now, () => !isStopping() && performance.now() < until)
  for (const siteId of erased) log.info({ siteId }, 'nothing is left of a site that was removed')
}

async function followedChanges({ columns, write }: Storage): Promise<void> {
  if (columns) await forgetChanges(write, await columns.followed())
}

/** At once too: a collector that was down over midnight owes its work. */
export function startJobs(parts: Parts): Jobs {
  let isStopping = false
  const round = () => runAll(parts, () => isStopping)
  let running: Promise<void> = round()
  const timer = setInterval(() => {
    running = running.then(round)
  }, minute)
  const stripeWork = startStripeWork(parts)
  return {
    wake: (toPoll) => stripeWork.wake(toPoll),
    stop: async () => {
      isStopping = true
      clearInterval(timer)
      await Promise.all([running, stripeWork.stop()])
    },
  }
}

/** A job that fails is logged and comes again in a minute; the others do not suffer from it. */
async function runAll(parts: Parts, isStopping: () => boolean): Promise<void> {
  for (const [name, job] of Object.entries(everyMinute)) {
    if (isStopping()) return
    try {
      await job(parts, parts.clock(), isStopping)
    } catch (error) {
      // Its database was closed: nobody waited for it any longer.
      if (isStopping())
        parts.log.info({ err: error, job: name }, 'a job was cut short by the stop; the next start does it')
      else parts.log.error({ err: error, job: name }, 'a job failed; it is tried again in a minute')
    }
  }
  parts.log.debug('each job had its turn')
}
