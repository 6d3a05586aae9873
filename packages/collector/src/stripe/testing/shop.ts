// A collector with a site, beside a sandbox that it takes for Stripe: what a test of whole purchases begins with.
import { type Sandbox, startSandbox } from '@farthing/stripe-sandbox'
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import type { Environment } from '../../config.ts'
import type { Engine } from '../../storage/dialect.ts'
import { type TestCollector, testCollector } from '../../testing/collector.ts'

const KEY = 'rk_test_sandbox'

export interface Shop {
  sandbox: Sandbox
  /** The official package, talking to the sandbox. */
  stripe: Stripe
  collector: TestCollector
  siteId: string
  owner: Record<string, string>
  /** The same with another key. */
  client(key: string): Stripe
  /** Tells Stripe where to send its webhooks, in this version's shapes, and which of them; default all. */
  subscribe(version?: string, types?: string[]): void
  /** A browser looks at a page; answers what the collector answered. */
  view(
    viewId: string,
    url: string,
    more?: object,
    visitor?: { userAgent: string },
  ): Promise<{ stripeSession?: { status: string; reason?: string } }>
  payments(mode?: 'live' | 'test'): Promise<{ payments: Paid[]; pending: { reason: string; state: string }[] }>
}

export interface Paid {
  id: string
  status: string
  gross: number
  refunds: number
  net: number
  attribution: { kind: string; evidence?: string; touch?: { campaign: string | null } }
}

export async function openShop(
  engine: Engine,
  { key = KEY as string | null, environment = {} as Environment } = {},
): Promise<Shop> {
  const sandbox = await startSandbox({ seed: 1, retryScheduleMs: [50, 50, 50] })
  onTestFinished(() => sandbox.close())
  const collector = await testCollector(engine, {
    ...(key ? { STRIPE_API_KEY: key } : {}),
    STRIPE_API_BASE: sandbox.url,
    STRIPE_WEBHOOK_SECRET: 'whsec_of_the_sandbox',
    ...environment,
  })
  onTestFinished(() => collector.remove())
  // The sandbox signs with the real time, as Stripe does.
  collector.time.now = Date.now()
  const owner = await collector.signIn()
  const site = await collector.ask('POST', '/api/sites', {
    headers: owner,
    body: { hosts: ['shop.example'], currency: 'eur' },
  })
  const siteId: string = site.json.id
  const { hostname, port } = new URL(sandbox.url)
  const client = (key: string) => new Stripe(key, { host: hostname, port, protocol: 'http' })
  return {
    sandbox,
    client,
    stripe: client(KEY),
    collector,
    siteId,
    owner,
    subscribe: (version, types) =>
      void sandbox.control.putEndpoint({
        url: `${collector.url}/api/webhooks/stripe`,
        secret: 'whsec_of_the_sandbox',
        ...(version ? { api_version: version } : {}),
        ...(types ? { enabled_events: types } : {}),
      }),
    view: async (viewId, url, more = {}, { userAgent } = { userAgent: browser }) => {
      const body = JSON.stringify({ type: 'view', site: siteId, viewId, url, ...more })
      const headers = { 'content-type': 'text/plain', 'user-agent': userAgent }
      return (await collector.ask('POST', '/api/event', { body, headers })).json
    },
    payments: async (mode = 'test') =>
      (await collector.ask('GET', `/api/sites/${siteId}/payments?mode=${mode}`, { headers: owner })).json,
  }
}

const browser = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36'
export const VIEW = 'view_of_a_campaign_01'
export const CAMPAIGN = 'https://shop.example/?utm_source=news&utm_medium=email&utm_campaign=autumn'
