// Starts the shop from the command line, with its settings in the environment.
import { startShop } from './server.mjs'

const {
  SITE_ID,
  STRIPE_API_KEY,
  STRIPE_PUBLISHABLE_KEY,
  STRIPE_API_BASE,
  STRIPE_JS,
  COLLECTOR = 'http://localhost:4242',
  SHOP_PORT = '4246',
} = process.env

if (!SITE_ID || !STRIPE_API_KEY || !STRIPE_PUBLISHABLE_KEY) {
  console.error(
    'Set SITE_ID (farthing site add …), STRIPE_API_KEY (sk_test_…) and STRIPE_PUBLISHABLE_KEY (pk_test_…), then start again.',
  )
  process.exitCode = 1
} else {
  const shop = await startShop({
    port: Number(SHOP_PORT),
    siteId: SITE_ID,
    collector: COLLECTOR,
    stripeKey: STRIPE_API_KEY,
    publishableKey: STRIPE_PUBLISHABLE_KEY,
    ...(STRIPE_API_BASE ? { stripeBase: STRIPE_API_BASE } : {}),
    ...(STRIPE_JS ? { stripeJs: STRIPE_JS } : {}),
  })
  console.log(`The shop is open at ${shop.url}`)
}
