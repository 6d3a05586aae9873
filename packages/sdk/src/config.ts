// Decides what the attributes mean: every default is here.

/** As in `dataset`: an attribute without a value is the empty string, and means yes. */
export type Attributes = Readonly<Record<string, string | undefined>>

/** Global Privacy Control and Do Not Track, where the browser has them. */
interface Signals {
  globalPrivacyControl?: boolean
  doNotTrack?: string | null
}

/** `base` is the address of the script, or of the page when the script is part of the page's own code. */
export const endpointOf = (settings: Attributes, base: string): string =>
  new URL(`${settings.api ?? ''}/api/event`, base).href

export const startsSilent = (settings: Attributes, signals: Signals): boolean =>
  settings.optOut != null ||
  (settings.gpc != null && signals.globalPrivacyControl === true) ||
  (settings.dnt != null && signals.doNotTrack === '1')

export const paymentHostsOf = (settings: Attributes): string[] =>
  `buy.stripe.com donate.stripe.com book.stripe.com ${settings.paymentHosts}`.split(/\s+/)

/**
 * Finds a Checkout Session id in a URL. Groups: what comes before, our own name (absent for the shop's `session_id`,
 * which stays in the address bar), the id, what comes after. An unreplaced `{CHECKOUT_SESSION_ID}` is not found.
 */
export const sessionPatternOf = (settings: Attributes): RegExp =>
  new RegExp(
    `([?&])(?:(stripe_session_id|${(settings.sessionParam ?? '').replace(/ /g, '|')})|session_id)=(cs_\\w+)(&|$|(?=#))`,
  )

/** Cut, never parsed: URLSearchParams would write the other parameters anew. */
export const withoutSession = (url: string, pattern: RegExp): string =>
  url.replace(pattern, (_, lead: string, _name, _id, trail: string) => trail && lead)
