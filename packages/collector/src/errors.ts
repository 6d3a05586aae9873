// Expected failures: a stable code, its status, and a sentence that tells the reader what to do.
import type { Problem } from '@farthing/contract'

const statuses = {
  invalid_json: 400,
  invalid_body: 400,
  invalid_query: 400,
  invalid_signature: 400,
  no_signing_secret: 400,
  invalid_key: 400,
  invalid_passkey: 400,
  not_signed_in: 401,
  wrong_password: 401,
  wrong_passkey: 401,
  wrong_setup_link: 403,
  wrong_own_password: 403,
  not_allowed: 403,
  cross_site: 403,
  not_found: 404,
  unknown_site: 404,
  method_not_allowed: 405,
  already_set_up: 409,
  already_there: 409,
  other_address: 409,
  too_many_passkeys: 409,
  already_started: 409,
  not_started: 409,
  no_key: 409,
  key_may_not: 409,
  other_mode: 409,
  too_large: 413,
  confirmation_needed: 422,
  too_many_requests: 429,
  stripe_refused: 502,
  busy: 503,
  stripe_unavailable: 503,
} as const

export type RefusalCode = keyof typeof statuses

/** Thrown by steps and edges; one handler turns it into JSON. Never for a bug: those answer 500 and are logged. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly status: number
  readonly retryAfterSeconds: number | undefined

  constructor(code: RefusalCode, sentence: string, retryAfterSeconds?: number) {
    super(sentence)
    this.code = code
    this.status = statuses[code]
    this.retryAfterSeconds = retryAfterSeconds
  }

  toProblem(): Problem {
    return { error: { code: this.code, message: this.message } }
  }
}
