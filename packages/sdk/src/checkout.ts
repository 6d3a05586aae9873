// Carries the view's id into Stripe's own pages: Payment Links, pricing tables, buy buttons, forms that begin a Checkout.
import { paymentHosts, settings } from './config.ts'
import { after } from './lib/after.ts'
import { isSilent, viewId } from './send.ts'

type Link = Partial<Pick<HTMLAnchorElement, 'host' | 'search' | 'href' | 'addEventListener'>>

const CARRIERS = '[data-farthing-checkout],stripe-pricing-table,stripe-buy-button'

/** How the visitor came, if that is to be passed on: later pages of a single page application have lost it. */
let campaign: string
let openWindow: typeof window.open

/**
 * Whatever lies on the composed path comes here: only links have one of these hosts. Of two parameters of a name the later
 * one counts, so an id that the page set is never touched; empty ones, and ours of an earlier view, are taken out before.
 */
export const decorate = (link: Link): string | undefined => {
  if (!isSilent && paymentHosts.includes(link.host))
    link.search = `${new URLSearchParams(
      Object.fromEntries(
        new URLSearchParams(
          `${campaign}&client_reference_id=${viewId}&${link.search?.replace(/^\?|client_reference_id=(view_\w+)?(&|$)/g, '')}`,
        ),
      ),
    )}`
  return link.href
}

/**
 * Once: what Stripe's elements do when it changes later is theirs to know. An element has no use for a value, and a hidden
 * field none for the attribute, so both get both.
 */
const tag = (carrier: HTMLInputElement): void => {
  if (isSilent) return
  carrier.value ||= viewId
  if (!carrier.getAttribute('client-reference-id')) carrier.setAttribute('client-reference-id', viewId)
}

/** Mutations do not leave a shadow root, so each root is watched. */
const watchRoot = <Root extends Document | ShadowRoot>(root: Root): Root => {
  const scan = (): void => root.querySelectorAll<HTMLInputElement>(CARRIERS).forEach(tag)
  new MutationObserver(scan).observe(root, { subtree: true, childList: true })
  scan()
  root.querySelectorAll('*').forEach(({ shadowRoot }) => {
    if (shadowRoot) watchRoot(shadowRoot)
  })
  return root
}

export const watchCheckout = (): void => {
  campaign = 'passUtm' in settings ? location.search.replace(/[?&](?!utm_)[^&]*/g, '') : ''
  // In a task of its own: a large page takes a moment, and nobody clicks that fast.
  setTimeout(watchRoot, 0, document)
  after(Element.prototype, 'attachShadow', watchRoot)
  openWindow = window.open
  // An address that is none throws, as it would without us.
  window.open = (url, ...rest) => openWindow(url && decorate(new URL(url, document.baseURI)), ...rest)
}
