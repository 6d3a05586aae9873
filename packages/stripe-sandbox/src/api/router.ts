// Stripe's HTTP dialect around the routes: keys, versions, form bodies, idempotency, faults and errors.
import { randomBytes } from 'node:crypto'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express'
import qs from 'qs'
import type { ApiFault, Faults } from '../control/faults.ts'
import type { RateLimits } from '../control/rate-limits.ts'
import { parseVersion } from '../render/version.ts'
import { StripeRefusal } from '../stripe-error.ts'
import { placeOf } from '../world/place.ts'
import type { World } from '../world/world.ts'
import { newCall } from './call.ts'
import type { Endpoint } from './endpoint.ts'
import { type Answer, createIdempotency, type Idempotency } from './idempotency.ts'
import type { Caller, KeyRing } from './keys.ts'
import { allows, refuse } from './permissions.ts'
import { accountRoutes } from './routes/account.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { checkoutRoutes } from './routes/checkout.ts'
import { invoiceRoutes } from './routes/invoices.ts'
import { paymentRoutes } from './routes/payments.ts'
import { reversalRoutes } from './routes/reversals.ts'
import { setupRoutes } from './routes/setup.ts'
import { subscriptionRoutes } from './routes/subscriptions.ts'

export const endpoints: readonly Endpoint[] = [
  ...accountRoutes,
  ...catalogueRoutes,
  ...checkoutRoutes,
  ...invoiceRoutes,
  ...paymentRoutes,
  ...reversalRoutes,
  ...setupRoutes,
  ...subscriptionRoutes,
]

export interface ApiInput {
  world: World
  keys: KeyRing
  faults: Faults
  limits: RateLimits
  delivered(event: string): boolean
  log(line: string): void
}

/** Arrays of up to this many items arrive as arrays; more would be an error at Stripe too. */
const parseForm = (text: string) => qs.parse(text, { depth: 12, arrayLimit: 1000, parameterLimit: 5000 })

export function createApi(input: ApiInput): { router: Router; idempotency: Idempotency } {
  const router = Router()
  const idempotency = createIdempotency()
  router.use('/v1', greet(input.world), express.text({ type: () => true, limit: '1mb' }), beforehand(input))
  for (const endpoint of endpoints) router[endpoint.method](endpoint.path, serve(input, endpoint, idempotency))
  router.use('/v1', (req) => {
    throw new StripeRefusal(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${req.method}: ${req.baseUrl}${req.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    })
  })
  router.use(refusals(input.log))
  return { router, idempotency }
}

const greet =
  (world: World): RequestHandler =>
  (req, res, next) => {
    res.set('Request-Id', `req_${randomBytes(10).toString('base64url').replace(/[-_]/g, '0')}`)
    res.set('Stripe-Version', req.get('stripe-version') ?? world.account().api_version)
    next()
  }

const lost = (): StripeRefusal =>
  new StripeRefusal(500, {
    type: 'api_error',
    message: 'An unknown error occurred (a fault set through the control API).',
  })

function failWith(kind: ApiFault['kind'], req: Request): void {
  if (kind === 'outage') {
    req.socket.destroy()
    return
  }
  if (kind === 'server_error') throw lost()
  if (kind === 'unavailable')
    throw new StripeRefusal(503, {
      type: 'api_error',
      message: 'Stripe is unavailable (a fault set through the control API).',
    })
  throw tooMany('global-rate')
}

const tooMany = (reason: string): StripeRefusal =>
  new StripeRefusal(
    429,
    {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
    },
    { 'Stripe-Rate-Limited-Reason': reason },
  )

const beforehand =
  ({ faults, limits }: ApiInput): RequestHandler =>
  (req, res, next) => {
    const limited = limits.take(req.baseUrl + req.path)
    if (limited !== undefined) throw tooMany(limited)
    const fault = faults.strikeApi(req.baseUrl + req.path)
    if (fault === undefined) next()
    else if (fault.when === 'after') {
      res.locals.fault = fault.kind
      next()
    } else failWith(fault.kind, req)
  }

function paramsOf(req: Request): Record<string, unknown> {
  const query = parseForm(req.url.split('?')[1] ?? '')
  return req.method === 'POST' ? { ...query, ...parseForm(typeof req.body === 'string' ? req.body : '') } : query
}

const serve =
  (input: ApiInput, endpoint: Endpoint, idempotency: Idempotency): RequestHandler =>
  (req, res) => {
    const { world } = input
    const caller = callerOf(input, req)
    if (!allows(caller.permissions, endpoint.resource, endpoint.access))
      throw refuse(caller.key, world.account().id, endpoint.resource, endpoint.access)
    const params = paramsOf(req)
    const key = req.method === 'POST' ? req.get('idempotency-key') : undefined
    const scope = `${caller.key} ${caller.place} ${key}`
    const print = `${req.method} ${req.path} ${JSON.stringify(params)}`
    const known = key === undefined ? undefined : idempotency.recall(scope, print, world.clock.now())
    if (key !== undefined) res.set('Idempotency-Key', key)
    if (known !== undefined) res.set('Idempotent-Replayed', 'true')
    const answer = known ?? perform(input, endpoint, req, res, params, caller)
    if (key !== undefined && known === undefined) idempotency.remember(scope, print, answer, world.clock.now())
    if (res.locals.fault === undefined) res.status(answer.status).json(answer.body)
    else failWith(res.locals.fault, req)
  }

function callerOf({ keys, world }: ApiInput, req: Request): Caller {
  const caller = keys.identify(req.get('authorization'))
  const account = req.get('stripe-account')
  if (account === undefined || account === world.account().id) return caller
  const place = placeOf(caller.mode, account)
  if (!world.places().includes(place))
    throw new StripeRefusal(403, {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The provided key '${caller.key.slice(0, 8)}${'*'.repeat(12)}${caller.key.slice(-4)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    })
  return { ...caller, place }
}

/** A declined card is an answer like any other: it is remembered too. */
function perform(
  input: ApiInput,
  endpoint: Endpoint,
  req: Request,
  res: Response,
  params: Record<string, unknown>,
  caller: Caller,
): Answer {
  const path = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]))
  const call = newCall({
    world: input.world,
    caller,
    version: parseVersion(req.get('stripe-version') ?? input.world.account().api_version),
    path,
    url: req.path,
    params,
    cause: { id: res.get('Request-Id') ?? null, idempotency_key: req.get('idempotency-key') ?? null },
    delivered: input.delivered,
  })
  try {
    return { status: 200, body: call.expand(endpoint.handle(call)) }
  } catch (error) {
    if (error instanceof StripeRefusal && error.status === 402) return { status: 402, body: { error: error.body } }
    throw error
  }
}

/** The body parser's own refusals, such as 413. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500
    ? error.status
    : undefined

const refusals =
  (log: (line: string) => void): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    if (error instanceof StripeRefusal) {
      res.status(error.status).set(error.headers).json({ error: error.body })
      return
    }
    const status = statusOf(error)
    if (status !== undefined) {
      res.status(status).json({ error: { type: 'invalid_request_error', message: 'The body could not be read.' } })
      return
    }
    log(`${req.method} ${req.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    res.status(500).json({ error: { type: 'api_error', message: 'The sandbox itself failed; see its log.' } })
  }
