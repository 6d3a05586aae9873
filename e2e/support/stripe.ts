// Stripe as the stories see it: the official package talking to the sandbox, and deliveries made by hand.
import Stripe from 'stripe'

/** The keys of the one owner; the sandbox keeps the two modes apart, as Stripe does. */
export const keys = { live: 'rk_live_e2e0000000000000000000000', test: 'rk_test_e2e0000000000000000000000' }
/** The endpoint secret of deliveries that a story makes by hand, at a time of its own choosing. */
export const handSecret = 'whsec_e2e0000000000000000000000'

export function stripeAt(base: string, apiKey = keys.test): Stripe {
  const { hostname, port } = new URL(base)
  return new Stripe(apiKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 })
}

export interface Delivery {
  path: string
  body: string
  signature: string
}

export function signedDelivery(stripe: Stripe, event: unknown, secret = handSecret): Delivery {
  const body = JSON.stringify(event)
  const signature = stripe.webhooks.generateTestHeaderString({ payload: body, secret })
  return { path: '/api/webhooks/stripe', body, signature }
}

export function deliver(collector: string, { path, body, signature }: Delivery): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
  return fetch(`${collector}${path}`, { method: 'POST', headers, body })
}

/** What was sold, and where the payer goes afterwards. */
export async function teapotLink(stripe: Stripe, shop: string): Promise<string> {
  const product = await stripe.products.create({ name: 'Teapot' })
  const price = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 4900 })
  const url = `${shop}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}`
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: price.id, quantity: 1 }],
    after_completion: { type: 'redirect', redirect: { url } },
  })
  return link.url
}
