// Whether the collector itself is well: its database, its clock, what waits in its inbox.
import type { Finding } from '@farthing/contract'
import { fine, lasting, problem, warning } from './finding.ts'

const ok = fine('collector')
const warn = warning('collector')
const bad = problem('collector')

export const versionFinding = (version: string, engine: string): Finding =>
  ok('version', `Farthing ${version} on ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}.`)

/** `failure`: what went wrong when something was written. */
export const databaseFinding = (failure: string | null): Finding =>
  failure === null
    ? ok('database', 'The database can be written.')
    : bad(
        'database',
        `The database cannot be written: ${failure}`,
        'Look whether the disk is full and who owns the data folder. Until then Stripe is answered with an error, and sends again for up to three days.',
      )

const SECOND = 1_000
/** Stripe's signatures are believed for five minutes. */
const TOLERATED = 300 * SECOND
const NOTICEABLE = 30 * SECOND

/** Stripe's clock minus ours; null when Stripe did not tell. */
export function clockFinding(skew: number | null): Finding[] {
  if (skew === null) return []
  const side = skew > 0 ? 'behind' : 'ahead of'
  if (Math.abs(skew) < NOTICEABLE) return [ok('clock', 'The clock agrees with Stripe’s.')]
  const sentence = `The clock of this machine is ${lasting(Math.abs(skew))} ${side} Stripe’s.`
  const todo = 'Let the machine keep its time by NTP (timedatectl set-ntp true).'
  if (Math.abs(skew) < TOLERATED) return [warn('clock', sentence, todo)]
  return [bad('clock', `${sentence} Webhooks are refused, since their signatures look too old or too new.`, todo)]
}

export interface Backlog {
  waiting: number
  oldestAt: number | null
  /** Of those that failed before: what the last one says. */
  failing: { count: number; outcome: string | null }
}

const LATE = 60 * SECOND
const STUCK = 600 * SECOND

export function inboxFinding({ waiting, oldestAt, failing }: Backlog, now: number): Finding {
  const age = oldestAt === null ? 0 : now - oldestAt
  if (failing.count > 0)
    return bad(
      'inbox',
      `${failing.count} of Stripe’s messages could not be booked and are tried again every half minute. ${failing.outcome ?? ''}`.trim(),
      'Nothing is lost: they stay in the inbox. Look into the collector’s log; after an update they are booked by themselves.',
    )
  if (waiting === 0) return ok('inbox', 'Everything that Stripe told is booked.')
  const sentence = `${waiting} of Stripe’s messages are not booked yet, the oldest for ${lasting(age)}.`
  if (age > STUCK) return bad('inbox', sentence, 'Is the collector running? `farthing serve` books them.')
  return age > LATE
    ? warn('inbox', sentence, 'Look again in a minute: the number should go down.')
    : ok('inbox', sentence)
}
