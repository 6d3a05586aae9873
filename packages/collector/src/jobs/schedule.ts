// The clock's list: what the collector does without being asked.
import { deleteExpiredLogins } from '../admin/store.ts'
import type { Parts } from '../parts.ts'

export interface Schedule {
  /** Resolves when what was running has finished. */
  stop(): Promise<void>
}

const minute = 60_000

type Job = (parts: Parts, now: number) => Promise<unknown>

const everyMinute: Record<string, Job> = {
  'delete expired logins': ({ storage }, now) => storage.write((trx) => deleteExpiredLogins(trx, now)),
}

/** At the start too: a collector that was down over midnight owes its work at once. */
export function startSchedule(parts: Parts): Schedule {
  let running: Promise<void> = Promise.resolve()
  const tick = () => {
    running = running.then(() => runAll(parts))
  }
  tick()
  const timer = setInterval(tick, minute)
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}

/** A job that fails is logged and comes again in a minute; the others do not wait for it. */
async function runAll(parts: Parts): Promise<void> {
  for (const [name, job] of Object.entries(everyMinute)) {
    try {
      await job(parts, parts.clock())
    } catch (error) {
      parts.log.error({ err: error, job: name }, 'a job failed and is tried again in a minute')
    }
  }
}
