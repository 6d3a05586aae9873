// Which made-up answer each call gets in each scenario.
import type { Interval, Mode, Range, StripeStatus } from '@farthing/contract'
import { accessAnswer, invitation } from './made-up-access.ts'
import * as connection from './made-up-connection.ts'
import * as data from './made-up-data.ts'
import { payersReport } from './made-up-payers.ts'
import { liveMoment, paymentDetail } from './made-up-payment.ts'
import { type Cut, emptyOverview, fullBreakdown, fullOverview } from './made-up-reports.ts'
import { splitTestsAnswer } from './made-up-split-tests.ts'

export const scenarios = ['full', 'empty', 'connected', 'loading', 'error', 'pending', 'signed-out', 'setup'] as const
export type Scenario = (typeof scenarios)[number]
export type Answered =
  | { kind: 'never' }
  | { kind: 'answer'; status: number; body: unknown }
  /** Stays open after its one message. */
  | { kind: 'stream'; body: unknown }

const ok = (body: unknown): Answered => ({ kind: 'answer', status: 200, body })
const refuse = (status: number, code: string, message: string): Answered => ({
  kind: 'answer',
  status,
  body: { error: { code, message } },
})

export function answer(scenario: Scenario, method: string, url: URL): Answered {
  const path = url.pathname
  if (path === '/api/session') return ok(session(scenario))
  if (path === '/api/login') return refuse(401, 'wrong_credentials', 'The email or the password is wrong.')
  if (path === '/api/logout') return ok({ state: 'signed_out' })
  if (path === '/api/setup') return refuse(403, 'wrong_token', 'This setup link is not valid any more.')
  if (path === '/api/invitation') return ok(invitation)
  if (path === '/api/share') return ok({ state: 'password_needed' })
  if (path === '/api/sites') return method === 'POST' ? ok(data.newcomer) : ok({ sites: sites(scenario) })
  if (scenario === 'loading') return { kind: 'never' }
  if (path.endsWith('/stripe')) return ok(stripe(scenario))
  if (path.endsWith('/stripe/webhook')) return ok({ done: 'created', id: 'we_1', url: connection.connected.webhookUrl })
  if (path.endsWith('/stripe/check')) return refuse(503, 'stripe_unavailable', 'Stripe did not answer as expected.')
  if (scenario === 'error') return refuse(503, 'busy', 'The database is busy. Nothing is lost; try again in a moment.')
  if (method === 'DELETE' && path === `/api/sites/${data.shop.id}`) return ok({ removed: data.shop.id })
  if (path.endsWith('/ignored')) return ok(data.ignored)
  if (path.endsWith('/live')) return { kind: 'stream', body: liveMoment(scenario === 'empty') }
  if (/\/payments\/[^/]+$/.test(path)) return ok(paymentDetail)
  const access = accessAnswer(path, scenario === 'empty')
  if (access !== null) return ok(access)
  if (path.endsWith('/backfill')) return ok(connection.history(scenario === 'connected' ? 'running' : 'done'))
  if (path.endsWith('/polling')) return ok(connection.polling(pollingIn(scenario)))
  if (path.endsWith('/healed')) return ok(scenario === 'full' ? connection.healed : { total: 0, events: [] })
  if (path.endsWith('/doctor')) return ok(scenario === 'full' ? connection.ill : connection.healthy)
  if (path.endsWith('/reconcile')) return reconcile(scenario, url)
  const tests = splitTestsAnswer(path, rangeOf(url), scenario === 'empty')
  if (tests !== null) return ok(tests)
  return report(scenario, path, rangeOf(url), url.searchParams)
}

function session(scenario: Scenario) {
  if (scenario === 'setup') return { state: 'setup' }
  if (scenario === 'signed-out') return { state: 'signed_out' }
  return { state: 'signed_in', user: { id: 'user_1', email: 'paddington@marmalade.example', everywhere: true } }
}

function sites(scenario: Scenario) {
  const fresh = { ...data.newcomer, id: data.shop.id }
  if (scenario === 'empty') return [fresh]
  if (scenario === 'connected' || scenario === 'pending') return [{ ...fresh, hasViews: true }]
  return [data.shop, data.course, data.newcomer]
}

function stripe(scenario: Scenario): StripeStatus {
  if (scenario === 'empty') return connection.notConnected
  return scenario === 'connected' ? connection.poorlyConnected : connection.connected
}

function pollingIn(scenario: Scenario) {
  if (scenario === 'empty') return 'none'
  return scenario === 'connected' ? 'poor' : 'good'
}

function reconcile(scenario: Scenario, url: URL): Answered {
  if (scenario === 'empty')
    return refuse(409, 'no_key', 'To compare, Farthing asks Stripe: connect a restricted key first.')
  const state = scenario === 'pending' ? 'even' : scenario === 'connected' ? 'empty' : 'differing'
  return ok(connection.reconcileAnswer(rangeOf(url), state))
}

function rangeOf(url: URL): Range {
  const mode: Mode = url.searchParams.get('mode') === 'test' ? 'test' : 'live'
  const day = (name: string) => url.searchParams.get(name) ?? '2026-11-20'
  return { from: day('from'), to: day('to'), timeZone: 'Europe/Paris', mode }
}

function report(scenario: Scenario, path: string, range: Range, asked: URLSearchParams): Answered {
  const name = path.split('/').at(-1) ?? ''
  const empty = scenario === 'empty' || range.mode === 'test'
  if (name === 'payments') {
    const rows = empty || asked.has('cursor') ? [] : data.payments
    const nextCursor = rows.length > 0 ? 'older' : null
    return ok({
      mode: range.mode,
      payments: rows,
      pending: scenario === 'pending' ? data.pending : [],
      total: null,
      nextCursor,
    })
  }
  if (name === 'overview') {
    const overview = (scenario === 'empty' ? emptyOverview : fullOverview)(range, cutOf(asked))
    return ok({ ...overview, pending: scenario === 'pending' ? 1 : 0 })
  }
  if (name === 'props') {
    const rows = empty ? [] : [{ name: 'plan', events: 1_004, visits: 950 }]
    return ok({ range, rows, total: rows.length, nextOffset: null })
  }
  const payers = payersReport(name, range, asked.getAll('step'), empty)
  if (payers !== null) return ok(payers)
  return ok(scenario === 'empty' ? { range, rows: [], total: 0, nextOffset: null } : breakdown(name, range, asked))
}

function cutOf(asked: URLSearchParams): Cut {
  const all: Interval[] = ['hour', 'day', 'week', 'month']
  const compare = asked.get('compare')
  return {
    interval: all.find((one) => one === asked.get('interval')) ?? 'day',
    compare: compare === 'previous' || compare === 'year' ? compare : null,
  }
}

function breakdown(name: string, range: Range, asked: URLSearchParams) {
  const own = asked.getAll('filter').find((filter) => filter.startsWith(`${name}:is:`))
  const only = own === undefined ? null : decodeURIComponent(own.slice(name.length + 4))
  const whole = fullBreakdown(name, range, asked.get('model') ?? 'last_non_direct', only)
  return { ...whole, rows: whole.rows.slice(0, Number(asked.get('limit') ?? 1_000)) }
}
