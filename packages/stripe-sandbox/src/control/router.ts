// The control API as JSON over HTTP, one route for each method of the typed control.
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { scenarios } from '../flows/scenarios/index.ts'
import { type ScenarioName, scenarioNames } from '../flows/scenarios/perform.ts'
import { newestVersion } from '../render/version.ts'
import { missing, StripeRefusal } from '../stripe-error.ts'
import type { Control } from './control.ts'
import { faultSchema } from './faults.ts'

const outcome = z.enum(['declined', 'paid', 'processing'])
const bodies = {
  clock: z.strictObject({ advance_ms: z.int().positive() }),
  keys: z.strictObject({
    key: z.string(),
    permissions: z.array(z.string()).nullable().optional(),
    live: z.boolean().optional(),
    revoked: z.boolean().optional(),
  }),
  account: z.strictObject({ api_version: z.string() }),
  endpoint: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    enabled_events: z.array(z.string()).min(1).optional(),
    api_version: z.string().optional(),
    secret: z.string().startsWith('whsec_').optional(),
    payload: z.enum(['snapshot', 'thin']).optional(),
    connect: z.boolean().optional(),
  }),
  limit: z.strictObject({ per_second: z.int().positive(), per_endpoint: z.int().positive().optional() }),
  pay: z.strictObject({
    email: z.email().optional(),
    method: z.enum(['bank_debit', 'card', 'declined_card']).optional(),
  }),
  renewal: z.strictObject({ outcome: outcome.optional() }),
  settle: z.strictObject({ outcome: z.enum(['failed', 'succeeded']) }),
  refund: z.strictObject({
    charge: z.string().optional(),
    payment_intent: z.string().optional(),
    amount: z.int().positive().optional(),
    status: z.enum(['pending', 'succeeded']).optional(),
    reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  }),
  resolve: z.strictObject({ outcome: z.enum(['canceled', 'failed', 'succeeded']) }),
  resend: z.strictObject({ endpoint: z.string().optional() }),
}

/** Optional parts that are absent stay absent. */
type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }
function parsed<S extends z.ZodType<object>>(schema: S, body: unknown): Present<z.infer<S>> {
  const value = schema.parse(body ?? {})
  // Dropping undefined entries is what makes the cast true.
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Present<z.infer<S>>
}

type Handle = (id: string, body: unknown, query: URLSearchParams) => unknown
type On = (method: 'delete' | 'get' | 'post', path: string, handle: Handle) => void

export function createControlApi(control: Control): Router {
  const router = Router()
  router.use(express.json({ limit: '256kb' }))
  const on: On = (method, path, handle) => router[method](path, answer(handle))
  purchases(on, control)
  on('get', '/clock', () => ({ now: control.now() }))
  on('post', '/clock', (_id, body) => control.advanceClock(parsed(bodies.clock, body).advance_ms))
  on('get', '/faults', () => control.faults())
  on('post', '/faults', (_id, body) => control.addFault(faultSchema.parse(body)))
  on('delete', '/faults', () => control.clearFaults())
  on('delete', '/faults/:id', (id) => ({ removed: control.removeFault(id) }))
  on('post', '/keys', (_id, body) => {
    const { key, ...options } = parsed(bodies.keys, body)
    control.setKey(key, options)
  })
  on('get', '/rate_limit', () => control.rateLimit())
  on('post', '/rate_limit', (_id, body) => {
    control.setRateLimit(parsed(bodies.limit, body))
    return control.rateLimit()
  })
  on('delete', '/rate_limit', () => control.setRateLimit(null))
  on('post', '/account', (_id, body) => control.setDefaultVersion(parsed(bodies.account, body).api_version))
  on('post', '/webhook_endpoints', (_id, body) => control.putEndpoint(parsed(bodies.endpoint, body)))
  on('get', '/deliveries', () => control.deliveries())
  on('post', '/events/:id/resend', (id, body) => control.resend(id, parsed(bodies.resend, body).endpoint))
  on('post', '/idle', () => control.idle())
  on('post', '/reset', () => control.reset())
  router.use((req, res) => {
    res.status(404).json({ error: `There is no control ${req.method} ${req.path}.` })
  })
  router.use(problems)
  return router
}

/** What is bought, settled and taken back, and a look at what came of it. */
function purchases(on: On, control: Control): void {
  on('get', '/scenarios', () => scenarioNames.map(described))
  on('post', '/scenarios/:id', (name, body) => control.scenario(scenarioNamed(name), { ...Object(body) }))
  on('get', '/events', (_id, _body, query) => control.events(query.get('version') ?? newestVersion))
  on('get', '/objects', () => control.objects())
  on('post', '/checkout/sessions/:id/pay', (id, body) =>
    control.paySession(id, { email: 'buyer@example.com', method: 'card', ...parsed(bodies.pay, body) }),
  )
  on('post', '/subscriptions/:id/renew', (id, body) => control.renew(id, parsed(bodies.renewal, body).outcome))
  on('post', '/invoices/:id/retry', (id, body) => control.retryInvoice(id, parsed(bodies.renewal, body).outcome))
  on('post', '/payment_intents/:id/settle', (id, body) => control.settle(id, parsed(bodies.settle, body).outcome))
  on('post', '/refunds', (_id, body) => control.refund(parsed(bodies.refund, body)))
  on('post', '/refunds/:id/resolve', (id, body) => control.resolveRefund(id, parsed(bodies.resolve, body).outcome))
}

const described = (name: ScenarioName) => ({
  name,
  does: scenarios[name].does,
  options: z.toJSONSchema(scenarios[name].options, { io: 'input' }),
})

function scenarioNamed(name: string): ScenarioName {
  const known = scenarioNames.find((one) => one === name)
  if (known === undefined) throw missing('scenario', name)
  return known
}

const answer =
  (handle: Handle): RequestHandler =>
  async (req, res) => {
    const query = new URLSearchParams(req.url.split('?')[1] ?? '')
    const result = await handle(String(req.params.id ?? ''), req.body, query)
    res.json(result ?? { ok: true })
  }

const problems: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof z.ZodError) res.status(400).json({ error: z.prettifyError(error) })
  else if (error instanceof StripeRefusal) res.status(error.status).json({ error: error.message })
  else next(error)
}
