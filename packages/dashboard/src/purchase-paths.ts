// The ways in which a visitor pays by Stripe: what each needs so that the payment carries its visit, and what it cannot show.
import type { Site } from '@farthing/contract'

export const purchasePaths = [
  'payment_link',
  'pricing_table',
  'buy_button',
  'checkout',
  'subscription',
  'payment_intent',
] as const
export type PurchasePath = (typeof purchasePaths)[number]

export interface Snippet {
  label: string
  /** `page`: runs in the browser. `server`: with Stripe's package, in a handler of `request`. `address`, `markup`: is pasted. */
  kind: 'page' | 'server' | 'address' | 'markup'
  text: string
}

export interface PathWords {
  name: string
  /** What is to be done, or that nothing is. */
  todo: string
  /** What this way can tell, and what it cannot. */
  limits: string
}

export const pathWords: Record<PurchasePath, PathWords> = {
  payment_link: {
    name: 'Payment Link',
    todo: 'Nothing in your code: where the script is on the page, it adds the visit’s id to each link to Stripe when it is clicked. Let the link lead back to you, and the payment shows as soon as the thank-you page opens.',
    limits:
      'A link that you send by mail or post elsewhere carries no visit: then the way back tells which visit paid.',
  },
  pricing_table: {
    name: 'Pricing table',
    todo: 'Nothing but Stripe’s own code: the script gives the element the visit’s id before it is drawn.',
    limits:
      'An element with a client-reference-id of your own keeps it; then only the email or the way back tells the visit.',
  },
  buy_button: {
    name: 'Buy button',
    todo: 'Nothing but Stripe’s own code: the script gives the element the visit’s id before it is drawn.',
    limits:
      'An element with a client-reference-id of your own keeps it; then only the email or the way back tells the visit.',
  },
  checkout: {
    name: 'Checkout',
    todo: 'Send the visit’s ids from the page to your server, and give them to Stripe as metadata.',
    limits: 'Payments that your server starts by itself, without a page, belong to no visit.',
  },
  subscription: {
    name: 'Subscription',
    todo: 'As with Checkout, and once more for the subscription: so its renewals are credited to the visit that won it.',
    limits: 'A subscription that began before the script was on your site has no visit, unless an email leads to one.',
  },
  payment_intent: {
    name: 'PaymentIntent, Elements',
    todo: 'Send the visit’s ids from the page to your server with the cart, and give them to the PaymentIntent.',
    limits: 'Stripe knows no line items of a bare PaymentIntent: it shows as one line, “not itemised”.',
  },
}

/** The braces are Stripe's own placeholder and must not be encoded. */
export function redirectUrl(site: Site): string {
  const host = site.hosts.find((one) => !one.startsWith('*')) ?? 'your-site.example'
  const scheme = /^(localhost|127\.)/.test(host) ? 'http' : 'https'
  return `${scheme}://${host}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}`
}

export function snippetsOf(path: PurchasePath, site: Site): Snippet[] {
  const back = redirectUrl(site)
  switch (path) {
    case 'payment_link':
      return [{ label: 'Redirect address', kind: 'address', text: back }]
    case 'pricing_table':
      return [{ label: 'Pricing table', kind: 'markup', text: pricingTable }]
    case 'buy_button':
      return [{ label: 'Buy button', kind: 'markup', text: buyButton }]
    case 'checkout':
      return [page('/checkout'), { label: 'Checkout on your server', kind: 'server', text: checkout(back) }]
    case 'subscription':
      return [page('/subscribe'), { label: 'Subscription on your server', kind: 'server', text: subscription(back) }]
    case 'payment_intent':
      return [
        { label: 'PaymentIntent in the page', kind: 'page', text: intentPage },
        { label: 'PaymentIntent on your server', kind: 'server', text: intent },
      ]
  }
}

const pricingTable = `<script async src="https://js.stripe.com/v3/pricing-table.js"></script>
<stripe-pricing-table
  pricing-table-id="prctbl_…"
  publishable-key="pk_live_…"
></stripe-pricing-table>`

const buyButton = `<script async src="https://js.stripe.com/v3/buy-button.js"></script>
<stripe-buy-button
  buy-button-id="buy_btn_…"
  publishable-key="pk_live_…"
></stripe-buy-button>`

const page = (path: string): Snippet => ({
  label: `In the page, before ${path}`,
  kind: 'page',
  text: `const metadata = window.farthing.checkoutMetadata()
const answer = await fetch('${path}', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ metadata }),
})
window.location.assign((await answer.json()).url)`,
})

const checkout = (back: string) => `const session = await stripe.checkout.sessions.create({
  mode: 'payment',
  line_items: [{ price: 'price_…', quantity: 1 }],
  metadata: request.body.metadata,
  success_url: '${back}',
})
response.json({ url: session.url })`

const subscription = (back: string) => `const { metadata } = request.body
const session = await stripe.checkout.sessions.create({
  mode: 'subscription',
  line_items: [{ price: 'price_…', quantity: 1 }],
  metadata,
  subscription_data: { metadata },
  success_url: '${back}',
})
response.json({ url: session.url })`

const intentPage = `const metadata = window.farthing.checkoutMetadata()
const answer = await fetch('/payment', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ metadata }),
})
const { clientSecret } = await answer.json()
const elements = window.stripe.elements({ clientSecret })
elements.create('payment').mount('#payment')`

const intent = `const intent = await stripe.paymentIntents.create({
  amount: 4900,
  currency: 'eur',
  automatic_payment_methods: { enabled: true },
  metadata: request.body.metadata,
})
response.json({ clientSecret: intent.client_secret })`
