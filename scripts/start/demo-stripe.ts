// What the demo shop sells at the sandbox: found by its own names, made at the first start.
import { randomBytes } from 'node:crypto'
import Stripe from 'stripe'

export interface DemoAccount {
  apiKey: string
  base: string
}

/** Any test key opens the sandbox; this one looks like what a real owner would use: restricted, and of test mode. */
export const demoKey = (): string => `rk_test_${randomBytes(16).toString('hex')}`

export function stripeAt({ apiKey, base }: DemoAccount): Stripe {
  const { hostname, port, protocol } = new URL(base)
  return new Stripe(apiKey, { host: hostname, port, protocol: protocol === 'https:' ? 'https' : 'http' })
}

/** Answers the address of the Payment Link that brings the payer back to this shop. */
export async function demoPaymentLink(stripe: Stripe, shop: string): Promise<string> {
  for await (const link of stripe.paymentLinks.list({ active: true, limit: 100 })) {
    if (link.metadata.demo_shop === shop) return link.url
  }
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: await demoPrice(stripe), quantity: 1 }],
    after_completion: {
      type: 'redirect',
      redirect: { url: `${shop}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}` },
    },
    metadata: { demo_shop: shop },
  })
  return link.url
}

async function demoPrice(stripe: Stripe): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: ['demo_teapot'], limit: 1 })
  const known = data[0]
  if (known) return known.id
  const product = await stripe.products.create({ name: 'Teapot', description: 'Stoneware, 0.8 litres' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4900,
    lookup_key: 'demo_teapot',
  })
  return price.id
}

export interface DemoEndpoint {
  id: string
  url: string
  secret: string
}

/** Stripe tells a signing secret once. When ours is lost, the endpoint is made again. */
export async function demoEndpoint(stripe: Stripe, url: string, kept: DemoEndpoint | null): Promise<DemoEndpoint> {
  for await (const endpoint of stripe.webhookEndpoints.list({ limit: 100 })) {
    if (endpoint.url !== url) continue
    if (kept?.id === endpoint.id && kept.url === url) return kept
    await stripe.webhookEndpoints.del(endpoint.id)
  }
  const made = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'], description: 'Farthing' })
  return { id: made.id, url, secret: made.secret ?? '' }
}
