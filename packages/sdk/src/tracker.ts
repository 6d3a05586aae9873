// Wires the page to the collector: which view is current, what is said about it, what the page may ask.
import type { EventDetails, Farthing, Ids } from './api.ts'
import { watchCheckout } from './checkout.ts'
import { type Attributes, configure, sessionPattern, settings, withoutSession } from './config.ts'
import { depth, engagedMs, measureDepth, restart, stretch, tally } from './engagement.ts'
import { startsSilent } from './ignore.ts'
import { newId } from './lib/new-id.ts'
import { onHistoryChange } from './lib/on-history-change.ts'
import { answer, isSilent, markSeen, renewViewId, send, settled, silence, viewId } from './send.ts'

/** A call that was made before the script was there. */
export type EarlyCall = (farthing: Farthing) => void

/** Long enough for a redirect at start and for routers that replace before they push, too short for a person. */
const SETTLE_MS = 100
/** A shorter look is no news: it is reported with the next one. */
const NEWS_MS = 100
const MAX_URL = 4000

let viewUrl: string
let referrer: string
let isSent: boolean
let isSettling: boolean
let lastKey: string
/** The Checkout Session that the visitor came back with: the last one, and the one that is not reported yet. */
let lastSession: string | undefined
let session: string | undefined
let lastIdentity: string

const ids = (): Ids => ({ visitorId: answer.visitorId, sessionId: answer.sessionId, viewId })

const engage = (): void => {
  tally()
  if (stretch > NEWS_MS && isSent) void send({ type: 'engagement', engagedMs: engagedMs | 0, scrollDepth: depth })
}

/** As it is reported: without the Stripe parameter, and without the fragment unless it routes. */
const reported = (url = location.href): string =>
  withoutSession(url)
    .replace(settings.hash == null ? /#.*/ : '', '')
    .slice(0, MAX_URL)

/** The id is there at once, and stays the same until the view is sent. */
const beginView = (): void => {
  if (isSent === false) return
  engage()
  restart()
  renewViewId()
  referrer = viewUrl ?? document.referrer
  isSent = false
}

const settleView = (url?: string): void => {
  isSettling = false
  viewUrl = reported(url)
  isSent = !isSilent
  const returned = session
  void send(
    { type: 'view', url: viewUrl, referrer, stripeSessionId: returned, automated: navigator.webdriver },
    (status) => {
      if (status > 200) isSent = false
      if (!returned) return
      session = undefined
      // The rest of the address stays byte for byte, and the router's state stays with it.
      if (sessionPattern.exec(location.href)?.[2])
        history.replaceState(history.state, '', withoutSession(location.href))
    },
  )
}

const settlePending = (): void => {
  if (isSettling) settleView()
}

const autoView = (): void => {
  if (settings.manual != null) return
  beginView()
  isSettling = true
  setTimeout(settlePending, SETTLE_MS)
}

/** A router may drop the parameter before the view has settled, so it is read at every change. */
const look = (): void => {
  const found = sessionPattern.exec(location.href)?.[3] ?? lastSession
  const key = reported().replace(/\?[^#]*/, '') + found
  if (found !== lastSession) session = lastSession = found
  if (key !== lastKey) autoView()
  lastKey = key
}

const onVisibility = (): void => {
  if (document.hidden) settlePending()
  else markSeen()
  engage()
}

const track = (name: string, details?: EventDetails): void => {
  settlePending()
  void send({ url: reported(), ...details, type: 'event', eventId: newId(), name })
}

const api: Farthing = {
  get viewId() {
    return viewId
  },
  getVisitorId: () => ids().visitorId,
  getSessionId: () => ids().sessionId,
  ready: settled.then(ids),
  checkoutMetadata: () =>
    JSON.parse(JSON.stringify({ websiteId: settings.site, ...(!isSilent && ids()) }, (_, id) => id ?? undefined)),
  identify(identity) {
    const who = JSON.stringify(identity)
    if (who === lastIdentity || !(identity?.email || identity?.customId)) return
    lastIdentity = who
    settlePending()
    void send({ ...identity, type: 'identify' })
  },
  track,
  pageview(url) {
    beginView()
    settleView(url && new URL(url, location.href).href)
  },
  variant: (test) =>
    settled.then(() => {
      const side = answer.variants[test] ?? ''
      if (side) track('$exposure', { props: { [test]: side } })
      return side
    }),
  optOut: () => silence(true),
  optIn() {
    silence(false)
    if (!isSent) autoView()
  },
}

/** A second copy of the script, or a second `init`, finds the first one and leaves it alone. */
export const start = (attributes: Attributes, base: string): void => {
  const before: (Farthing & { q?: EarlyCall[] }) | undefined = window.farthing
  if (before?.viewId) return
  configure(attributes, base)
  silence(startsSilent(settings, navigator))
  beginView()
  look()
  onHistoryChange(look)
  addEventListener('visibilitychange', onVisibility)
  addEventListener('pageshow', (event) => {
    if (event.persisted) autoView()
  })
  addEventListener('scroll', measureDepth)
  onVisibility()
  watchCheckout()
  Reflect.set(window, `${settings.as}`, api)
  window.farthing = api
  before?.q?.forEach((call) => {
    call(api)
  })
}
