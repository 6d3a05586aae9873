// What the demo shop sells at the sandbox: found by its own names, made at the first start.
import Stripe from 'stripe'

/** No secret: any test key opens the sandbox, which only this machine can reach. Restricted, as a real owner's should be. */
export const demoKey = 'rk_test_sandbox'

export function stripeAt(base: string): Stripe {
  const { hostname, port } = new URL(base)
  return new Stripe(demoKey, { host: hostname, port, protocol: 'http' })
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
