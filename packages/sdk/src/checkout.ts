// Carries the view's id into Stripe's own pages: Payment Links, pricing tables, buy buttons.
import { paymentHosts } from './config.ts'
import { isSilent, viewId } from './send.ts'

const ATTRIBUTE = 'client-reference-id'
const PARAMETER = 'client_reference_id'

let open: typeof window.open

/** Ours may be renewed; an id that the page set is never touched. */
const isFree = (own: string | null): boolean => !isSilent && /^(view_|$)/.test(own ?? '')

const decorate = (link: HTMLAnchorElement | URL): string => {
  const parameters = new URLSearchParams(link.search)
  if (paymentHosts.includes(link.host) && isFree(parameters.get(PARAMETER))) {
    parameters.set(PARAMETER, viewId)
    link.search = `${parameters}`
  }
  return link.href
}

const tag = (widget: Element): void => {
  if (isFree(widget.getAttribute(ATTRIBUTE))) widget.setAttribute(ATTRIBUTE, viewId)
}

const tagAll = (): void => document.querySelectorAll('stripe-pricing-table,stripe-buy-button').forEach(tag)

/** The composed path sees into shadow roots and from children of the link. */
const onPointer = (event: Event): void => {
  event.composedPath().forEach((node) => {
    if (node instanceof HTMLAnchorElement) decorate(node)
  })
}

export const watchCheckout = (): void => {
  addEventListener('pointerdown', onPointer, true)
  addEventListener('click', onPointer, true)
  new MutationObserver(tagAll).observe(document, { childList: true, subtree: true })
  tagAll()
  open = window.open
  // An address that is none throws, as it would without us.
  window.open = (url, ...rest) => open(url && decorate(new URL(url, document.baseURI)), ...rest)
}
