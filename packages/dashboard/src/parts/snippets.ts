// What an owner pastes elsewhere: the script tag, the redirect address, the lines for a server.
import type { Site } from '@farthing/contract'

export function scriptTag(site: Site, origin: string): string {
  return `<script defer src="${origin}/f.js" data-site="${site.id}"></script>`
}

/** The braces are Stripe's own placeholder and must not be encoded. */
export function redirectUrl(site: Site): string {
  const host = site.hosts.find((one) => !one.startsWith('*')) ?? 'your-site.example'
  const scheme = /^(localhost|127\.)/.test(host) ? 'http' : 'https'
  return `${scheme}://${host}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}`
}

export const checkoutSnippet = `// in the page
const metadata = window.farthing.checkoutMetadata()
await fetch('/checkout', { method: 'POST', body: JSON.stringify({ metadata }) })

// on your server
await stripe.checkout.sessions.create({ …, metadata })`
