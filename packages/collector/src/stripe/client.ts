// The only file that talks to Stripe, and the only one that verifies its signatures.
import Stripe from 'stripe'
import { pacer } from './pace.ts'
import { type Params, queryString } from './query-string.ts'

/** How long Stripe's own package waits by default is 80 s; a redirect wants to know within five. */
const TIMEOUT_MS = 10_000
const TOLERANCE_S = 300

/** What Stripe answered, as far as we act on it. Each sentence is written for the owner. */
export type Fetched =
  | { kind: 'found'; object: unknown }
  | { kind: 'missing'; sentence: string }
  | { kind: 'not_allowed'; sentence: string }
  | { kind: 'unavailable'; sentence: string }

/** The answer to any one call. `at` is Stripe's own clock, in milliseconds, null when it did not tell. */
export type Answered =
  | { kind: 'found'; object: unknown; at: number | null }
  | { kind: 'missing'; sentence: string }
  /** Refused for what was asked, after the key was found good enough to ask it. */
  | { kind: 'wrong'; sentence: string }
  | { kind: 'not_allowed'; sentence: string; permission: string | null; account: string | null }
  | { kind: 'invalid_key'; sentence: string }
  | { kind: 'unavailable'; sentence: string }

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE'
  /** As in Stripe's reference, with its leading `/v1/`. */
  path: string
  params?: Params
}

export interface StripeApi {
  fetchCheckoutSession(apiKey: string, id: string): Promise<Fetched>
  call(apiKey: string, call: Call): Promise<Answered>
}

/** The version in which Stripe answers us, and in which an endpoint that we create is told events. */
export const apiVersion: string = Stripe.API_VERSION

/** Richest first: a restricted key may not read what a later one leaves out. */
const expansions = [
  ['line_items', 'payment_intent.latest_charge.balance_transaction', 'invoice.payments'],
  ['line_items', 'payment_intent.latest_charge', 'invoice.payments'],
  ['line_items', 'payment_intent'],
  ['line_items'],
]

/** `base` null: Stripe itself. No key asks more often than `perSecond`, whatever for. */
export function stripeApi(base: string | null, perSecond = Number.POSITIVE_INFINITY): StripeApi {
  const turn = pacer(perSecond)
  const clients = new Map<string, Stripe>()
  const clientOf = (apiKey: string) => {
    const client = clients.get(apiKey) ?? makeClient(apiKey, base)
    clients.set(apiKey, client)
    return client
  }
  return {
    fetchCheckoutSession: async (apiKey, id) => {
      let answer: Fetched = { kind: 'unavailable', sentence: 'Stripe was not asked.' }
      for (const expand of expansions) {
        await turn(apiKey)
        answer = await ask(() => clientOf(apiKey).checkout.sessions.retrieve(id, { expand }))
        if (answer.kind !== 'not_allowed') return answer
      }
      return answer
    },
    call: async (apiKey, call) => {
      await turn(apiKey)
      return await answerTo(clientOf(apiKey), call)
    },
  }
}

async function answerTo(client: Stripe, { method = 'GET', path, params = {} }: Call): Promise<Answered> {
  try {
    const object: unknown =
      method === 'POST'
        ? await client.rawRequest(method, path, params)
        : await client.rawRequest(method, `${path}${queryString(params)}`)
    return { kind: 'found', object, at: dateOf(object) }
  } catch (error) {
    return explainAny(error)
  }
}

/** The package hangs the response on the object, out of sight of JSON. */
function dateOf(object: unknown): number | null {
  const { lastResponse } = object as { lastResponse?: { headers?: Record<string, string> } }
  const at = Date.parse(lastResponse?.headers?.date ?? '')
  return Number.isNaN(at) ? null : at
}

function explainAny(error: unknown): Answered {
  if (error instanceof Stripe.errors.StripePermissionError) {
    const permission = /'(rak_\w+)'/.exec(error.message)?.[1] ?? null
    const account = /'(acct_\w+)'/.exec(error.message)?.[1] ?? null
    return { kind: 'not_allowed', sentence: 'The Stripe key may not do this.', permission, account }
  }
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return { kind: 'invalid_key', sentence: 'Stripe does not accept this key: it is mistyped, expired or was revoked.' }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    const missing = error.statusCode === 404 || error.code === 'resource_missing'
    return { kind: missing ? 'missing' : 'wrong', sentence: `Stripe says: ${error.message}` }
  }
  if (error instanceof Stripe.errors.StripeError)
    return { kind: 'unavailable', sentence: `Stripe did not answer as expected (${error.type}).` }
  throw error
}

function makeClient(apiKey: string, base: string | null): Stripe {
  const common = { maxNetworkRetries: 0, timeout: TIMEOUT_MS, telemetry: false } as const
  if (!base) return new Stripe(apiKey, common)
  const url = new URL(base)
  const protocol = url.protocol === 'http:' ? 'http' : 'https'
  return new Stripe(apiKey, {
    ...common,
    protocol,
    host: url.hostname,
    port: url.port || (protocol === 'http' ? 80 : 443),
  })
}

async function ask(request: () => Promise<unknown>): Promise<Fetched> {
  try {
    return { kind: 'found', object: await request() }
  } catch (error) {
    return explain(error)
  }
}

/** Anything that is not Stripe's own error is a bug of ours and goes on as one. */
function explain(error: unknown): Fetched {
  if (error instanceof Stripe.errors.StripePermissionError)
    return { kind: 'not_allowed', sentence: `The Stripe key may not read this: ${error.message}` }
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return { kind: 'not_allowed', sentence: 'Stripe does not accept the key: put a valid one into the settings.' }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
    return { kind: 'missing', sentence: `Stripe does not know this Checkout Session: ${error.message}` }
  if (error instanceof Stripe.errors.StripeError)
    return { kind: 'unavailable', sentence: `Stripe did not answer as expected (${error.type}); asked again shortly.` }
  throw error
}

/**
 * Whether one of the secrets signed this body. Several are in force while one is being rolled.
 * The package checks only the age of a signature; one from the future is refused here.
 */
export function isSigned(body: string, header: string, secrets: readonly string[], now: number): boolean {
  const timestamp = Number(/(?:^|,)t=(\d+)/.exec(header)?.[1])
  if (!Number.isFinite(timestamp) || timestamp > now / 1000 + TOLERANCE_S) return false
  return secrets.filter((secret) => secret !== '').some((secret) => isSignedWith(body, header, secret, now))
}

function isSignedWith(body: string, header: string, secret: string, now: number): boolean {
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, TOLERANCE_S, undefined, now) ?? false
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false
    throw error
  }
}
