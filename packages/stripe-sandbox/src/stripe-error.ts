// What Stripe says when it refuses: status, type, code and sentence of each error the sandbox can give. Pure.

export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  decline_code?: string
  param?: string
  charge?: string
  payment_intent?: unknown
}

/** A refusal in Stripe's own terms; the HTTP layer is the only one that catches it. */
export class StripeRefusal extends Error {
  readonly status: number
  readonly body: ErrorBody
  readonly headers: Record<string, string>

  constructor(status: number, body: ErrorBody, headers: Record<string, string> = {}) {
    super(body.message)
    this.name = 'StripeRefusal'
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export const invalid = (message: string, param?: string, code?: string) =>
  new StripeRefusal(400, {
    type: 'invalid_request_error',
    message,
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  })

/** Stripe's nouns in "No such …" sentences are the object names, except for a few that it spells differently. */
const nounOf: Record<string, string> = {
  'checkout.session': 'checkout.session',
  payment_method: 'PaymentMethod',
  promotion_code: 'promotion code',
  webhook_endpoint: 'webhook endpoint',
}

export function missing(object: string, id: string, otherMode?: 'live' | 'test', param = 'id') {
  const noun = nounOf[object] ?? object
  const similar =
    otherMode === undefined
      ? ''
      : `; a similar object exists in ${otherMode} mode, but a ${otherMode === 'test' ? 'live' : 'test'} mode key was used to make this request.`
  return new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${noun}: '${id}'${similar}`,
  })
}

export const unexpectedState = (object: string, message: string) =>
  new StripeRefusal(400, { type: 'invalid_request_error', code: `${object}_unexpected_state`, message })
