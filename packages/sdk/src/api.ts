// The public promise: the options and the members of `window.farthing`, shared by the script tag and the npm module.

/** What is set by `init({...})`, or as `data-` attributes on the script tag (`paymentHosts` is `data-payment-hosts`). */
export interface Options {
  /** The site's id, `site_…`. */
  site: string
  /** Where the collector is: an origin, or a path that is proxied to it. Default: the page's own origin. */
  api?: string
  /** No view is sent until `pageview()` is called. */
  manual?: boolean
  /** The fragment is part of the path (`#/pricing`). */
  hash?: boolean
  /** Further names of the parameter in which Stripe's session id comes back; removed like `stripe_session_id`. */
  sessionParam?: string | string[]
  /** Hosts of your own on which Payment Links live, with port if any: `pay.shop.example`, `localhost:4243`. */
  paymentHosts?: string | string[]
  /** Signals of the browser that keep us silent: `globalPrivacyControl`, `doNotTrack`. Default: none. */
  respect?: string | string[]
  /** Nothing is sent until `optIn()`. */
  optOut?: boolean
  /** Payment Links get the `utm_` parameters of the address that the visitor came by, unless they have their own. */
  passUtm?: boolean
  /** A further global name for `window.farthing`, such as `Humblytics`. */
  as?: string
}

/** What the npm module can do and the script tag cannot, or only as another file. */
export interface ModuleOptions extends Options {
  /** Changes or redacts what is about to be sent; nothing is sent when it returns nothing. */
  transform?: (message: Outgoing) => Outgoing | null | undefined
  /** Pages of which nothing is sent: `/admin/**`, `/drafts/*`, with `hash` also `/app#/secret/**`. */
  exclude?: string[]
  /** Reports outbound links, downloads and forms. In a script tag: `f.clicks.js`. */
  clicks?: boolean
  /** Endings that are downloads, instead of the usual ones: `['pdf', 'stl']`. */
  files?: string[]
  /**
   * STORES AN ID IN THE VISITOR'S localStorage. Set it only after the visitor has agreed, and call `forgetVisitor()` when
   * they take it back.
   */
  consented?: boolean
}

/** What is about to be sent. `site` and `viewId` are its address, and better left alone. */
export interface Outgoing {
  type: 'view' | 'engagement' | 'event' | 'identify'
  viewId: string
  url?: string | undefined
  referrer?: string | undefined
  name?: string | undefined
  props?: Record<string, string | number | boolean> | undefined
  [further: string]: unknown
}

/** What a payer may use. Times are milliseconds since 1970; `until` null: for ever. */
export interface Permission {
  permission: string
  sku: string | null
  from: number
  until: number | null
  isActive: boolean
}

export interface Ids {
  visitorId: string | null
  sessionId: string | null
  viewId: string
}

export interface Identity {
  email?: string
  customId?: string
  /** Made by your server, see `@farthing/node`. */
  signature?: string
}

export interface EventDetails {
  props?: Record<string, string | number | boolean>
  /** In minor units. Kept apart from Stripe revenue. */
  revenue?: { amount: number; currency: string }
  /** Default: the page's. */
  url?: string
}

export interface Farthing {
  /** Of the current view, at once. */
  readonly viewId: string
  /** Null until the collector's first answer. */
  getVisitorId(): string | null
  /** Null until the collector's first answer. */
  getSessionId(): string | null
  /** Resolves at the first answer; with nulls when opted out or when the collector cannot be reached. Never rejects. */
  readonly ready: Promise<Ids>
  /**
   * The known ids, for Stripe's `metadata`.
   * @example fetch('/checkout', { method: 'POST', body: JSON.stringify({ metadata: farthing.checkoutMetadata() }) })
   */
  checkoutMetadata(): Record<string, string>
  /**
   * Links this visit to a person.
   * @example farthing.identify({ email: 'ada@shop.example' })
   */
  identify(identity: Identity): void
  /**
   * Reports a custom event.
   * @example farthing.track('signup', { props: { plan: 'pro' } })
   */
  track(name: string, details?: EventDetails): void
  /** Reports a view; with `manual` the only way to report one. */
  pageview(url?: string): void
  /** The side of a split test for this visitor; empty when there is no such test or nothing is sent. */
  variant(test: string): Promise<string>
  /** Stops everything for this page. */
  optOut(): void
  /** Starts again; sends the view of this page if it was not sent. */
  optIn(): void
}

declare global {
  interface Window {
    farthing?: Farthing
  }
}
