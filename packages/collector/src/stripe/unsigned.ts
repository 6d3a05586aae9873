// A webhook that nobody can verify: its body is thrown away. It only says that something happened, so Stripe is asked.
import { Refusal } from '../errors.ts'

const EACH_MS = 1_000

/** Answers when it may knock, and refuses more than one knock a second for one connection: strangers can send these too. */
export function doorbell(clock: () => number): (connection: string) => void {
  const last = new Map<string, number>()
  return (connection) => {
    const now = clock()
    const before = last.get(connection)
    if (before !== undefined && now - before < EACH_MS)
      throw new Refusal(
        'too_many_requests',
        'Unsigned webhooks are taken once a second. Nothing is lost: Stripe is asked for everything that happened. A signing secret in the settings lets every webhook in.',
        1,
      )
    last.set(connection, now)
  }
}
