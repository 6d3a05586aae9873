// Decides what the attributes mean: every default is here. Set once; what was set is read from here.

/** As in `dataset`: an attribute without a value is the empty string, and means yes. */
export type Attributes = Readonly<Record<string, string | undefined>>

export let settings: Attributes
export let endpoint: URL
export let paymentHosts: unknown[]
/**
 * Finds a Checkout Session id in a URL. Groups: what comes before, our own name (absent for the shop's `session_id`,
 * which stays in the address bar), the id, what comes after. An unreplaced `{CHECKOUT_SESSION_ID}` is not found.
 */
export let sessionPattern: RegExp
/** A script that is part of the page's own code has no address, and is where its page is. */
export const configure = (attributes: Attributes, script: { src?: string }): void => {
  settings = attributes
  endpoint = new URL(`${[settings.api]}/api/event`, script.src || location.href)
  paymentHosts = `donate.stripe.com book.stripe.com buy.stripe.com ${settings.paymentHosts}`.split(' ')
  sessionPattern = new RegExp(`([?&])(?:(stripe_session_id|${settings.sessionParam})|session_id)=(cs_\\w+)(&|$|(?=#))`)
}

/** Cut, never parsed: URLSearchParams would write the other parameters anew. */
export const withoutSession = (url: string, onlyOurs?: boolean): string =>
  url.replace(sessionPattern, (all, lead: string, ours, _id, trail: string) =>
    onlyOurs && !ours ? all : trail && lead,
  )
