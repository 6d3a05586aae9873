// Starts the shop from the command line, with its settings in the environment.
import { startShop } from './server.mjs'

const { SITE_ID, PAYMENT_LINK, COLLECTOR = 'http://localhost:4242', SHOP_PORT = '4244' } = process.env

if (!SITE_ID || !PAYMENT_LINK) {
  console.error('Set SITE_ID (farthing site add …) and PAYMENT_LINK (https://buy.stripe.com/…), then start again.')
  process.exitCode = 1
} else {
  const shop = await startShop({
    port: Number(SHOP_PORT),
    siteId: SITE_ID,
    collector: COLLECTOR,
    paymentLink: PAYMENT_LINK,
  })
  console.log(`The shop is open at ${shop.url}`)
}
