// Wires the page to the collector: which view is current, what is said about it, what the page may ask.
import type { EventAnswer } from '@farthing/contract'
import type { EventDetails, Farthing, Identity, Ids } from './api.ts'
import { decorateCheckout } from './checkout.ts'
import {
  type Attributes,
  endpointOf,
  paymentHostsOf,
  sessionPatternOf,
  startsSilent,
  withoutSession,
} from './config.ts'
import { depth, engagedMs, markReported, measureDepth, restart, tally } from './engagement.ts'
import { newId } from './lib/new-id.ts'
import { onHistoryChange } from './lib/on-history-change.ts'
import { engagementMessage, eventMessage, identifyMessage, type Saying, viewMessage } from './payload.ts'
import { send } from './send.ts'

/** A call that the stub kept: member and arguments. */
export type Call = [member: 'identify' | 'track' | 'pageview' | 'optIn' | 'optOut', args: ArrayLike<unknown>]

/** Long enough for a redirect at start and for routers that replace before they push, too short for a person. */
const SETTLE_MS = 100
const MAX_URL = 4096

let settings: Attributes
let endpoint: string
let pattern: RegExp
let isSilent: boolean
let viewId = ''
let viewUrl: string
let referrer: string
let isSent: boolean
let isSettling: boolean
let lastKey: string
let lastSession: string | undefined
let session: string | undefined
let answer: EventAnswer | undefined
let lastIdentity: string
let show: () => void
let settleReady: (ids: Ids) => void

const seen = new Promise<void>((resolve) => {
  show = resolve
})
const ready = new Promise<Ids>((resolve) => {
  settleReady = resolve
})

const ids = (): Ids => ({ visitorId: answer?.visitorId ?? null, sessionId: answer?.sessionId ?? null, viewId })

const post = (saying: Saying, returned?: string): void => {
  const message = { site: settings.site, viewId, ...saying }
  const onOutcome = (status: number, news: EventAnswer | false) => {
    if (news) {
      answer = news
      if (status > 200) isSent = false
      if (returned && pattern.exec(location.href)?.[2])
        history.replaceState(history.state, '', withoutSession(location.href, pattern))
    }
    settleReady(ids())
  }
  seen.then(() => send(endpoint, message, () => isSilent, onOutcome)).catch(() => {})
}

const engage = (goesOn: boolean): void => {
  if (!tally(goesOn) || !isSent) return
  markReported()
  post(engagementMessage(engagedMs, depth))
}

/** As it is reported: without the Stripe parameter, and without the fragment unless it routes. */
const reported = (url: string): string => {
  const whole = withoutSession(url, pattern)
  return (settings.hash != null ? whole : whole.replace(/#.*/, '')).slice(0, MAX_URL)
}

/** The id is there at once, and stays the same until the view is sent. */
const beginView = (): void => {
  if (viewId && !isSent) return
  engage(!document.hidden)
  restart()
  viewId = newId()
  referrer = viewUrl ?? document.referrer
  isSent = false
}

const settleView = (url = location.href): void => {
  isSettling = false
  viewUrl = reported(url)
  if (isSilent) return
  isSent = true
  post(viewMessage(viewUrl, referrer, session, navigator.webdriver), session)
  session = undefined
}

const settlePending = (): void => {
  if (isSettling) settleView()
}

const autoView = (): void => {
  if (settings.manual != null) return
  beginView()
  if (!isSettling) setTimeout(settlePending, SETTLE_MS)
  isSettling = true
}

/** A router may drop the parameter before the view has settled, so it is read at every change. */
const look = (): void => {
  const found = pattern.exec(location.href)?.[3]
  const key = reported(location.href).replace(/\?[^#]*/, '')
  const isBack = found && found !== lastSession
  if (isBack) session = lastSession = found
  if (isBack || key !== lastKey) autoView()
  lastKey = key
}

const onHide = (): void => {
  settlePending()
  engage(false)
}

const onVisibility = (): void => {
  if (document.hidden) onHide()
  else {
    show()
    engage(true)
  }
}

const track = (name: string, details?: EventDetails): void => {
  settlePending()
  post(eventMessage(newId(), name, reported(location.href), details))
}

const api: Farthing = {
  get viewId() {
    return viewId
  },
  getVisitorId: () => ids().visitorId,
  getSessionId: () => ids().sessionId,
  ready,
  checkoutMetadata: () =>
    Object.fromEntries(
      Object.entries({ websiteId: settings.site, ...(!isSilent && ids()) }).filter(
        (entry): entry is [string, string] => !!entry[1],
      ),
    ),
  identify(identity: Identity) {
    const fingerprint = JSON.stringify(identity)
    if (fingerprint === lastIdentity || !(identity?.email || identity?.customId)) return
    lastIdentity = fingerprint
    settlePending()
    post(identifyMessage(identity))
  },
  track,
  pageview(url) {
    beginView()
    settleView(url && new URL(url, location.href).href)
  },
  async variant(test) {
    await ready
    const side = answer?.variants[test] ?? ''
    if (side) track('$exposure', { props: { [test]: side } })
    return side
  },
  optOut() {
    isSilent = true
  },
  optIn() {
    isSilent = false
    if (!isSent && settings.manual == null) settleView()
  },
}

/** A second copy of the script, or a second `init`, finds the first one and leaves it alone. */
export const start = (attributes: Attributes, base: string): Farthing => {
  const before: (Farthing & { q?: Call[] }) | undefined = window.farthing
  if (before?.viewId) return before
  settings = attributes
  endpoint = endpointOf(settings, base)
  pattern = sessionPatternOf(settings)
  isSilent = startsSilent(settings, navigator)
  beginView()
  look()
  onHistoryChange(look)
  addEventListener('visibilitychange', onVisibility)
  addEventListener('pagehide', onHide)
  addEventListener('pageshow', (event) => {
    if (event.persisted) autoView()
  })
  addEventListener('scroll', measureDepth)
  onVisibility()
  decorateCheckout(paymentHostsOf(settings), () => !isSilent && viewId)
  if (isSilent) settleReady(ids())
  Object.assign(window, { farthing: api, [settings.as ?? 'farthing']: api })
  for (const [member, args] of before?.q ?? []) Reflect.apply(api[member], api, args)
  return api
}
