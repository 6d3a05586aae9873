// Carries the view's id into Stripe's own pages: Payment Links, pricing tables, buy buttons.

const WIDGETS = 'stripe-pricing-table,stripe-buy-button'
const ATTRIBUTE = 'client-reference-id'
const PARAMETER = 'client_reference_id'

/** `viewId` is asked at each use; without one everything stays as it is. */
export const decorateCheckout = (hosts: string[], viewId: () => string | false): void => {
  /** Ours may be renewed; an id that the page set is never touched. */
  const replacement = (own: string | null): string | false => /^(view_|$)/.test(own ?? '') && viewId()

  const decorate = (link: HTMLAnchorElement): HTMLAnchorElement | undefined => {
    if (!hosts.includes(link.host)) return
    const parameters = new URLSearchParams(link.search)
    const id = replacement(parameters.get(PARAMETER))
    if (!id) return
    parameters.set(PARAMETER, id)
    link.search = `${parameters}`
    return link
  }
  const tagWidget = (widget: Element): void => {
    const id = replacement(widget.getAttribute(ATTRIBUTE))
    if (id) widget.setAttribute(ATTRIBUTE, id)
  }
  const tagWidgets = () => document.querySelectorAll(WIDGETS).forEach(tagWidget)

  /** The composed path sees through shadow roots and into children of the link. */
  const onPointer = (event: Event): void => {
    for (const node of event.composedPath()) {
      if (node instanceof HTMLAnchorElement) decorate(node)
      else if (node instanceof Element && node.matches(WIDGETS)) tagWidget(node)
    }
  }
  for (const name of ['pointerover', 'pointerdown', 'click']) addEventListener(name, onPointer, true)
  new MutationObserver(tagWidgets).observe(document, { childList: true, subtree: true })
  tagWidgets()

  const { open } = window
  window.open = (url, ...rest) =>
    open(decorate(Object.assign(document.createElement('a'), { href: url }))?.href ?? url, ...rest)
}
