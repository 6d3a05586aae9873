// What is kept of a view, and which messages are understood but not counted.
import type { IgnoreReason, Message, ViewMessage } from '@farthing/contract'
import { isInList } from '../http/address-list.ts'
import { isIgnoredPath, isOwnHost, type SiteRecord } from '../sites/site.ts'
import { type Arrival, arrivalOf } from './arrival.ts'
import { botReason } from './bots.ts'
import type { IsDatacentre } from './datacentres.ts'
import { isLoopback } from './loopback.ts'
import { tickOf } from './order-views.ts'
import { type ReadUrl, readUrl } from './read-url.ts'

/** One view as the visits are made of it. */
export interface SeenView {
  id: string
  at: number
  host: string
  /** The path alone: a query may hold what is nobody's business. */
  page: string
  arrival: Arrival | null
  /** The device's clock, masked; null: an older script, which does not tell. */
  tick: number | null
  /** The path of the page of this host that led here; only kept where there is no clock to order by. */
  pageBefore: string | null
}

/** What the browser says about itself with every message. */
export interface Sender {
  userAgent: string
  /** As `clientIp` gives it. */
  ip: string
  /** The header of every cross-origin request; `null` from sandboxed frames. */
  origin: string | undefined
}

const LONGEST_PAGE = 1_000

export interface Stamp {
  at: number
  clockMask: number
}

export function parseView(message: ViewMessage, { at, clockMask }: Stamp, site: Pick<SiteRecord, 'hosts'>): SeenView {
  const url = readUrl(message.url)
  if (!url) throw new Error('a message was taken in with a page that is no URL')
  const returnsFromPayment = message.stripeSessionId !== undefined
  return {
    id: message.viewId,
    at,
    host: url.host,
    page: pathOf(url),
    arrival: arrivalOf({ url, referrer: message.referrer, returnsFromPayment }, site),
    tick: message.clock === undefined ? null : tickOf(message.clock, clockMask),
    pageBefore: message.clock === undefined ? pageBefore(message.referrer, url.host) : null,
  }
}

const pathOf = (url: ReadUrl): string => url.pathname.slice(0, LONGEST_PAGE)

function pageBefore(referrer: string | undefined, host: string): string | null {
  const from = referrer === undefined ? null : readUrl(referrer)
  return from?.host === host ? pathOf(from) : null
}

/** Null: it counts. A message without a page of its own is judged by the page that its browser names. */
export function ignoreReason(
  message: Message,
  sender: Sender,
  site: IgnoringSite,
  isDatacentre?: IsDatacentre,
): IgnoreReason | null {
  const page = pageOf(message, sender)
  if (page && !isOwnHost(site, page.host)) return 'unknown_host'
  if (site.ignoredAddresses && isInList(sender.ip, site.ignoredAddresses)) return 'ignored_address'
  if (site.ignoredPaths && namesPage(message) && page && isIgnoredPath(site.ignoredPaths, page.pathname))
    return 'ignored_path'
  const automated = message.type === 'view' && message.automated === true
  const pageHost = page?.hostname ?? null
  const bot = botReason({ userAgent: sender.userAgent, automated, pageHost })
  if (bot || !isDatacentre || site.datacentreTraffic === 'counted') return bot
  return bringsPayment(message) || isOwnMachine(pageHost) || !isDatacentre(sender.ip) ? null : 'datacentre'
}

type IgnoringSite = Pick<SiteRecord, 'hosts' | 'ignoredAddresses' | 'ignoredPaths' | 'datacentreTraffic'>

/** Whoever comes back from paying is somebody, wherever the connection comes out: a VPN, or a desktop in a datacentre. */
const bringsPayment = (message: Message) => message.type === 'view' && message.stripeSessionId !== undefined

const isOwnMachine = (pageHost: string | null) => pageHost !== null && isLoopback(pageHost)

/** The origin of others says nothing about their path. */
const namesPage = (message: Message) =>
  message.type === 'view' || (message.type === 'event' && message.url !== undefined)

function pageOf(message: Message, { origin }: Sender): ReadUrl | null {
  const named = message.type === 'view' || message.type === 'event' ? message.url : undefined
  const text = named ?? origin
  return text === undefined ? null : readUrl(text)
}
