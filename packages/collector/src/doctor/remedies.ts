// What an owner does, and pastes, so that payments of one way carry the id of a visit.
import { scriptTag } from './tracking-findings.ts'

export type Path = 'payment_link' | 'checkout' | 'subscription' | 'invoice' | 'payment_intent'

export const remedies: Record<
  Path,
  { name: string; todo: string; snippet: (siteId: string, origin: string | null) => string }
> = {
  payment_link: {
    name: 'Payment Link',
    todo: 'The script adds the id to links on its own pages: put it on every page that has such a link, also where the link is behind a button. Links that you send by mail carry no id.',
    snippet: scriptTag,
  },
  checkout: {
    name: 'Checkout Session',
    todo: 'Send the ids from the page to your server, and give them to Stripe as metadata of the Checkout Session.',
    snippet: () => `// in the page
const metadata = window.farthing.checkoutMetadata()
await fetch('/checkout', { method: 'POST', body: JSON.stringify({ metadata }) })

// on your server
await stripe.checkout.sessions.create({ …, metadata })`,
  },
  payment_intent: {
    name: 'PaymentIntent',
    todo: 'Send the ids from the page to your server, and give them to Stripe as metadata of the PaymentIntent.',
    snippet: () => `// in the page
const metadata = window.farthing.checkoutMetadata()

// on your server
await stripe.paymentIntents.create({ …, metadata })`,
  },
  subscription: {
    name: 'subscription',
    todo: 'Renewals keep the visit of their first payment. Give the ids to each new subscription as metadata; subscriptions that began before Farthing cannot have one.',
    snippet: () => `// with Checkout
await stripe.checkout.sessions.create({ mode: 'subscription', …, metadata, subscription_data: { metadata } })

// without
await stripe.subscriptions.create({ …, metadata })`,
  },
  invoice: {
    name: 'invoice',
    todo: 'Invoices are mostly paid without a visit. Where one began on your site, give its ids to the invoice as metadata.',
    snippet: () => 'await stripe.invoices.create({ …, metadata })',
  },
}
