// A shop with a form of its own, whose server creates the PaymentIntent. The one line for Farthing is `metadata`.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import express from 'express'
import Stripe from 'stripe'

/**
 * `stripeJs`: where the page loads Stripe.js from.
 * @typedef {{ port: number, siteId: string, collector: string, stripeKey: string, publishableKey: string, stripeBase?: string, stripeJs?: string }} Options
 * @param {Options} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startShop(options) {
  const app = express()
  const server = app.listen(options.port, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://localhost:${address !== null && typeof address === 'object' ? address.port : options.port}`
  const stripe = connect(options)

  app.get('/', async (_request, response) => sendPage(response, 'index.html', options))
  app.get('/thanks', async (_request, response) => sendPage(response, 'thanks.html', options))
  app.use(express.static(fileURLToPath(new URL('pages', import.meta.url)), { index: false }))

  app.post('/intent', express.json({ limit: '10kb' }), async (request, response) => {
    const intent = await stripe.paymentIntents.create({
      amount: 2400,
      currency: 'eur',
      description: 'Notebook',
      automatic_payment_methods: { enabled: true },
      metadata: metadataFrom(request.body),
    })
    response.json({ clientSecret: intent.client_secret })
  })

  return {
    url,
    close: async () => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

/** @param {Options} options */
function connect({ stripeKey, stripeBase }) {
  if (!stripeBase) return new Stripe(stripeKey)
  const { hostname, port, protocol } = new URL(stripeBase)
  return new Stripe(stripeKey, { host: hostname, port, protocol: protocol === 'http:' ? 'http' : 'https' })
}

/**
 * The browser sends `farthing.checkoutMetadata()`. It is a stranger's input like any other, so only its known names go to Stripe.
 * @param {unknown} body
 */
function metadataFrom(body) {
  const said = new Map(Object.entries(body ?? {}))
  /** @type {Record<string, string>} */
  const metadata = {}
  for (const name of ['websiteId', 'visitorId', 'sessionId', 'viewId']) {
    const value = said.get(name)
    if (typeof value === 'string' && value.length <= 200) metadata[name] = value
  }
  return metadata
}

/**
 * @param {import('express').Response} response
 * @param {string} file
 * @param {Options} options
 */
async function sendPage(response, file, { siteId, collector, publishableKey, stripeJs = 'https://js.stripe.com/v3/' }) {
  const text = await readFile(new URL(`pages/${file}`, import.meta.url), 'utf8')
  const said = { SITE_ID: siteId, COLLECTOR: collector, STRIPE_JS: stripeJs, PUBLISHABLE_KEY: publishableKey }
  const page = Object.entries(said).reduce((made, [name, value]) => made.replaceAll(`{{${name}}}`, value), text)
  response.type('html').set('cache-control', 'no-store').send(page)
}
