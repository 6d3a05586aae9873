// The demo: a Stripe sandbox that sells a teapot, and three shops in front of it, all inside this process.
import { join, resolve } from 'node:path'
import { startShop as startExpressShop } from '@farthing/example-express-checkout'
import { startShop as startIntentShop } from '@farthing/example-payment-intent'
import { startShop } from '@farthing/example-payment-link'
import { startSandbox } from '@farthing/stripe-sandbox'
import { root } from '../test/run.ts'
import { demoSite } from './demo-site.ts'
import { demoKey, demoPaymentLink, stripeAt } from './demo-stripe.ts'
import type { Ports } from './ports.ts'
import type { Running } from './stop.ts'

export interface Demo {
  /** What the collector must know to work with the sandbox. */
  env: NodeJS.ProcessEnv
  openShops: (collector: string) => Promise<{ sandbox: string; shop: string; expressShop: string; intentShop: string }>
}

export async function prepareDemo(ports: Ports, env: NodeJS.ProcessEnv, parts: Running): Promise<Demo> {
  const dataFile = join(resolve(root, env.FARTHING_DATA || 'data'), 'sandbox.json')
  const sandbox = await startSandbox({ port: ports.sandbox, dataFile })
  parts.add(sandbox.close)

  const at = (port: number) => `http://localhost:${port}`
  const [siteId, paymentLink] = await Promise.all([
    demoSite([`localhost:${ports.shop}`, `localhost:${ports.expressShop}`, `localhost:${ports.intentShop}`], env),
    demoPaymentLink(stripeAt(sandbox.url), at(ports.shop)),
  ])
  const endpoint = sandbox.control.putEndpoint({ url: `${at(ports.collector)}/api/webhooks/stripe` })
  const secrets = [env.STRIPE_WEBHOOK_SECRET ?? '', endpoint.secret].filter((secret) => secret !== '')

  return {
    env: { STRIPE_API_KEY: demoKey, STRIPE_API_BASE: sandbox.url, STRIPE_WEBHOOK_SECRET: secrets.join(',') },
    openShops: async (collector) => {
      const shop = await startShop({ port: ports.shop, siteId, collector, paymentLink })
      parts.add(shop.close)
      const account = { stripeKey: demoKey, stripeBase: sandbox.url }
      const expressShop = await startExpressShop({ port: ports.expressShop, siteId, collector, ...account })
      parts.add(expressShop.close)
      const form = { publishableKey: 'pk_test_sandbox', stripeJs: `${sandbox.url}/v3` }
      const intentShop = await startIntentShop({ port: ports.intentShop, siteId, collector, ...account, ...form })
      parts.add(intentShop.close)
      return { sandbox: sandbox.url, shop: shop.url, expressShop: expressShop.url, intentShop: intentShop.url }
    },
  }
}
