// The same Idempotency-Key gives the same answer for a day, and a refusal when its parameters differ.
import { StripeRefusal } from '../stripe-error.ts'

export interface Answer {
  status: number
  body: unknown
}

interface Remembered extends Answer {
  fingerprint: string
  at: number
}

export interface Idempotency {
  recall(scope: string, fingerprint: string, now: number): Answer | undefined
  remember(scope: string, fingerprint: string, answer: Answer, now: number): void
  reset(): void
}

const dayMs = 86_400_000

export function createIdempotency(): Idempotency {
  const answers = new Map<string, Remembered>()
  return {
    recall: (scope, fingerprint, now) => {
      const known = answers.get(scope)
      if (known === undefined || now - known.at > dayMs) return undefined
      if (known.fingerprint !== fingerprint)
        throw new StripeRefusal(400, {
          type: 'idempotency_error',
          message:
            'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than the one you used if you meant to execute a different request.',
        })
      return known
    },
    remember: (scope, fingerprint, answer, now) => {
      for (const [key, old] of answers) {
        if (now - old.at <= dayMs) break
        answers.delete(key)
      }
      answers.set(scope, { ...answer, fingerprint, at: now })
    },
    reset: () => answers.clear(),
  }
}
