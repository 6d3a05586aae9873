// The demo: a Stripe sandbox that sells a teapot, and two shops in front of it, all inside this process.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startShop as startExpressShop } from '@farthing/example-express-checkout'
import { startShop } from '@farthing/example-payment-link'
import { startSandbox } from '@farthing/stripe-sandbox'
import { root } from '../test/run.ts'
import { demoSite } from './demo-site.ts'
import { demoEndpoint, demoPaymentLink, stripeAt } from './demo-stripe.ts'
import { readKept, writeKept } from './kept.ts'
import type { Ports } from './ports.ts'
import type { Running } from './stop.ts'

export interface Demo {
  /** What the collector must know to work with the sandbox. */
  env: NodeJS.ProcessEnv
  openShops: (collector: string) => Promise<{ sandbox: string; shop: string; expressShop: string }>
}

export async function prepareDemo(ports: Ports, env: NodeJS.ProcessEnv, parts: Running): Promise<Demo> {
  const folder = resolve(root, env.FARTHING_DATA || 'data')
  mkdirSync(folder, { recursive: true })
  const kept = readKept(folder)
  const sandbox = await startSandbox({ port: ports.sandbox, data: join(folder, 'sandbox.json') })
  parts.add(() => sandbox.close())

  const at = (port: number) => `http://localhost:${port}`
  const account = { apiKey: kept.apiKey, base: at(ports.sandbox) }
  const stripe = stripeAt(account)
  const [siteId, paymentLink, endpoint] = await Promise.all([
    demoSite([`localhost:${ports.shop}`, `localhost:${ports.expressShop}`], env),
    demoPaymentLink(stripe, at(ports.shop)),
    demoEndpoint(stripe, `${at(ports.collector)}/api/webhooks/stripe`, kept.endpoint),
  ])
  writeKept(folder, { apiKey: kept.apiKey, endpoint })

  const secrets = [env.STRIPE_WEBHOOK_SECRET ?? '', endpoint.secret].filter((secret) => secret !== '')

  return {
    env: { STRIPE_API_KEY: account.apiKey, STRIPE_API_BASE: account.base, STRIPE_WEBHOOK_SECRET: secrets.join(',') },
    openShops: async (collector) => {
      const shop = await startShop({ port: ports.shop, siteId, collector, paymentLink })
      parts.add(shop.close)
      const options = {
        port: ports.expressShop,
        siteId,
        collector,
        stripeKey: account.apiKey,
        stripeBase: account.base,
      }
      const expressShop = await startExpressShop(options)
      parts.add(expressShop.close)
      return { sandbox: sandbox.url, shop: shop.url, expressShop: expressShop.url }
    },
  }
}
