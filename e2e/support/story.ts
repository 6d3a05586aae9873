// What every story starts from: a sandbox, a collector and a shop of its own, on free ports and fresh data.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startShop as startExpressShop } from '@farthing/example-express-checkout'
import { startShop as startIntentShop } from '@farthing/example-payment-intent'
import { startShop } from '@farthing/example-payment-link'
import { type Sandbox, startSandbox } from '@farthing/stripe-sandbox'
import { test as base } from '@playwright/test'
import type Stripe from 'stripe'
import { type CollectorProcess, collectorProcess, farthing } from './collector.ts'
import { freePorts } from './free-ports.ts'
import { type Owner, ownerOf } from './owner.ts'
import { handSecret, keys, stripeAt, teapotLink } from './stripe.ts'

export interface Parts {
  sandbox: Sandbox
  stripe: Stripe
  collector: CollectorProcess
  siteId: string
  paymentLink: string
  shop: string
  expressShop: string
  intentShop: string
}

interface Settings {
  /** Whether the sandbox delivers to the collector by itself, as Stripe does. */
  webhooks: boolean
  /** Which of the owner's keys the collector is connected with. */
  mode: 'live' | 'test'
  /** What the operator sets beside it. */
  environment: Record<string, string>
}

export const test = base.extend<Settings & { parts: Parts; owner: Owner }>({
  webhooks: [false, { option: true }],
  mode: ['test', { option: true }],
  environment: [{}, { option: true }],
  parts: async ({ webhooks, mode, environment }, use, info) => {
    const folder = await mkdtemp(join(tmpdir(), 'farthing-e2e-'))
    const closings: Array<() => unknown> = [() => rm(folder, { recursive: true, force: true })]
    try {
      const parts = await startParts(folder, { webhooks, mode, environment }, closings)
      await use(parts)
      if (info.status !== info.expectedStatus) {
        // The database says what was measured, long after the story is over.
        await info.attach('farthing.sqlite', { path: join(folder, 'farthing.sqlite') })
        await info.attach('farthing.sqlite-wal', { path: join(folder, 'farthing.sqlite-wal') })
        await info.attach('collector', { body: parts.collector.output(), contentType: 'text/plain' })
      }
    } finally {
      for (const close of closings.reverse()) await close()
    }
  },
  owner: async ({ parts }, use) => use(await ownerOf(parts.collector, parts.siteId)),
})

async function startParts(folder: string, settings: Settings, closings: Array<() => unknown>): Promise<Parts> {
  const [collectorPort = 0, shopPort = 0, expressPort = 0, intentPort = 0] = await freePorts(4)
  const sandbox = await startSandbox({ port: 0, liveKeys: [keys.live] })
  closings.push(() => sandbox.close())
  const apiKey = keys[settings.mode]
  const stripe = stripeAt(sandbox.url, apiKey)
  const secrets = [
    handSecret,
    ...(settings.webhooks
      ? [sandbox.control.putEndpoint({ url: `http://localhost:${collectorPort}/api/webhooks/stripe` }).secret]
      : []),
  ]
  const env = {
    FARTHING_DATA: folder,
    STRIPE_API_KEY: apiKey,
    STRIPE_API_BASE: sandbox.url,
    STRIPE_WEBHOOK_SECRET: secrets.join(','),
    ...settings.environment,
  }
  const hosts = [shopPort, expressPort, intentPort].flatMap((port) => ['--host', `localhost:${port}`])
  const { id: siteId } = await farthing<{ id: string }>(['site', 'add', ...hosts, '--currency', 'eur'], env)
  const collector = collectorProcess(collectorPort, env)
  closings.push(collector.kill)
  await collector.start()

  const paymentLink = await teapotLink(stripe, `http://localhost:${shopPort}`)
  const shop = await startShop({ port: shopPort, siteId, collector: collector.url, paymentLink })
  closings.push(shop.close)
  const account = { stripeKey: apiKey, stripeBase: sandbox.url }
  const expressShop = await startExpressShop({ port: expressPort, siteId, collector: collector.url, ...account })
  closings.push(expressShop.close)
  const form = { publishableKey: 'pk_test_e2e', stripeJs: `${sandbox.url}/v3` }
  const intentShop = await startIntentShop({ port: intentPort, siteId, collector: collector.url, ...account, ...form })
  closings.push(intentShop.close)
  const shops = { shop: shop.url, expressShop: expressShop.url, intentShop: intentShop.url }
  return { sandbox, stripe, collector, siteId, paymentLink, ...shops }
}
