// Wires the page to the collector: which view is current, what is said about it, what the page may ask.
import type { EventDetails, Farthing } from './api.ts'
import { decorate, watchCheckout } from './checkout.ts'
import { sessionPattern, settings, withoutSession } from './config.ts'
import { depth, engagedMs, measureDepth, restart, since, stretch, tally } from './engagement.ts'
import { checkoutMetadata, ids } from './ids.ts'
import { startsSilent } from './ignore.ts'
import { after } from './lib/after.ts'
import { newId } from './lib/new-id.ts'
import { answer, isSilent, markSeen, renewViewId, send, settled, silence, viewId } from './send.ts'

/** A call that was made before the script was there. */
export type EarlyCall = (farthing: Farthing) => void

/** Long enough for a redirect at start and for routers that replace before they push, too short for a person. */
const SETTLE_MS = 100
/** A shorter look is no news: it is reported with the next one. */
const NEWS_MS = 100

let viewUrl: string
/** Null: the collector does not want it. */
let isSent: boolean | null | undefined
let lastKey: string
/** The Checkout Session that the visitor came back with: the last one, and the one that is not reported yet. */
let lastSession: string | undefined
let session: string | undefined
/** Whom the page has named, as JSON. Nobody is no news from the start. */
let identified = '{}'

const engage = (): void => {
  tally()
  if (stretch > NEWS_MS && isSent) void send({ engagedMs, scrollDepth: depth, type: 'engagement' })
}

/** As it is reported: without the Stripe parameter, and without the fragment unless it routes. */
const reported = (url = location.href): string =>
  withoutSession(new URL(url, document.baseURI).href).replace('hash' in settings ? '' : /#.*/, '')

/** The id is there at once, and stays the same until the view is sent. */
const beginView = (): void => {
  if (isSent === false) return
  engage()
  restart()
  renewViewId()
  isSent = false
}

const settleView = async (url?: string): Promise<void> => {
  const referrer = viewUrl ?? document.referrer
  viewUrl = reported(url)
  isSent = !isSilent
  const returned = session
  const status = await send({
    url: viewUrl,
    referrer,
    stripeSessionId: returned,
    automated: navigator.webdriver,
    type: 'view',
  })
  if (status === 202) isSent = null
  if (returned && status < 300) {
    session = undefined
    // The rest of the address stays byte for byte, and the router's state stays with it.
    history.replaceState(history.state, '', withoutSession(location.href, true))
  }
}

const settlePending = (): void => {
  if (isSent === false && !('manual' in settings)) void settleView()
}

const autoView = (): void => {
  if ('manual' in settings) return
  beginView()
  setTimeout(settlePending, SETTLE_MS)
}

/** A router may drop the parameter before the view has settled, so it is read at every change. */
const look = (): void => {
  const found = sessionPattern.exec(location.href)?.[3] ?? lastSession
  const key = reported().replace(/\?[^#]*/, '') + found
  if (key !== lastKey) autoView()
  lastKey = key
  if (found !== lastSession) session = lastSession = found
}

/** Every event asks the same questions: asking once too often costs nothing, and no navigation stays unseen for long. */
const onEvent = (event?: Event & { persisted?: boolean }): void => {
  look()
  // Not at the start: measuring would make the browser lay out the page before its time.
  if (event) {
    // The composed path sees into shadow roots, and from children of the link.
    event.composedPath().forEach(decorate)
    // Only `pageshow` knows; the page is not laid out then, and must not be for us.
    if (event.persisted ?? measureDepth()) autoView()
  }
  if (document.hidden) settlePending()
  else markSeen()
  if (document.hidden === since > 0) engage()
}

export const track = (name: string, details?: EventDetails): void => {
  settlePending()
  void send({ url: reported(), ...details, type: 'event', eventId: newId(), name })
}

const api: Farthing = {
  ready: settled.then(ids),
  variant: (test) =>
    settled.then(() => {
      const side = answer.variants?.[test] ?? ''
      if (side) track('$exposure', { props: { [test]: side } })
      return side
    }),
  identify(identity) {
    const who = JSON.stringify({ ...identity })
    if (isSilent || identified.includes(who)) return
    identified += who
    settlePending()
    void send({ ...identity, type: 'identify' })
  },
  track,
  pageview(url) {
    beginView()
    void settleView(url)
  },
  getVisitorId: () => answer.visitorId ?? null,
  checkoutMetadata,
  optOut: () => silence(true),
  optIn() {
    silence(false)
    if (!isSent) autoView()
  },
  getSessionId: () => answer.sessionId ?? null,
  get viewId() {
    return viewId
  },
}

export const start = (): void => {
  silence(startsSilent())
  beginView()
  onEvent()
  after(history, 'pushState', look)
  after(history, 'replaceState', look)
  // `popstate` also fires for fragment changes: `hashchange` would only say everything twice.
  'pointerdown visibilitychange pageshow scroll click popstate'.split(' ').forEach((name) => {
    addEventListener(name, onEvent, true)
  })
  watchCheckout()
  Object(window.farthing).q?.forEach((call: EarlyCall) => {
    call(api)
  })
  Object(window)[`${settings.as}`] = window.farthing = api
}
