// Where a view came from when it came from outside: tags, click ids and referrer → origin, or nothing to tell.
import { isOwnHost, type SiteRecord } from '../sites/site.ts'
import { channelOf } from './channel.ts'
import { type Click, clickIn } from './click-ids.ts'
import { isPaymentHost, isSignInHost } from './detours.ts'
import { isLoopback } from './loopback.ts'
import { type ReadUrl, readUrl } from './read-url.ts'
import { type Source, sourceOfHost, sourceOfTag } from './sources.ts'

/** What a visit keeps of its beginning. */
export interface Origin {
  channel: string
  source: string | null
  medium: string | null
  campaign: string | null
  term: string | null
  content: string | null
  clickKind: string | null
  clickId: string | null
  /** Host and path: the query of another site's URL is none of our business. */
  referrer: string | null
}

/**
 * `opens`: this arrival begins a new visit when it names another origin than the visit that is open. Tags, click ids and known
 * places do; an unknown referrer does not, because in the middle of a visit it is a bank or a sign-in page more often than a link.
 */
export interface Arrival {
  opens: boolean
  origin: Origin
}

export const direct: Origin = {
  channel: 'Direct',
  source: null,
  medium: null,
  campaign: null,
  term: null,
  content: null,
  clickKind: null,
  clickId: null,
  referrer: null,
}

const marks = ['source', 'medium', 'campaign', 'term', 'content', 'clickKind'] as const

/**
 * Whether this arrival says the same as the visit's beginning, or less. A click id is new with every click and a referrer's path
 * with every page: neither makes another origin.
 */
export const saysNothingNew = (arrival: Origin, beginning: Origin): boolean =>
  marks.every((mark) => arrival[mark] === null || arrival[mark] === beginning[mark])

/** What Stripe adds to the page that it returns to, whichever bank it returns from: https://docs.stripe.com/payments/payment-intents */
const BACK_FROM_PAYING = /[?&](payment_intent|setup_intent)=[^&]*&(.*&)?redirect_status=/

export interface Seen {
  url: ReadUrl
  referrer: string | undefined
  /** The page was opened by the redirect after a payment. */
  returnsFromPayment: boolean
}

/** Null: typed in, from our own pages, or back from paying. */
export function arrivalOf(seen: Seen, site: Pick<SiteRecord, 'hosts'>): Arrival | null {
  const from = parsed(seen.referrer)
  const host = from?.hostname.toLowerCase() ?? ''
  if (seen.returnsFromPayment || isPaymentHost(host) || BACK_FROM_PAYING.test(seen.url.search)) return null
  const isInside = from !== null && isOwnReferrer(from, seen.url, site)
  const outside = from !== null && !isInside && !isSignInHost(host) && host !== '' ? from : null
  const told = marksOf(parameterOf(seen.url), isInside, outside)
  if (!told.isTagged && !outside) return fromPageBefore(from, seen.url)
  const { source } = told
  return { opens: told.isTagged || (source?.kind ?? null) !== null, origin: originOf(told, outside) }
}

/**
 * The page before was opened by a campaign, and this one by a link on it. Within a visit that says nothing; but the message of
 * the page before may still be on its way, or be lost, and then this view must not begin a visit that came from nowhere.
 */
function fromPageBefore(from: ReadUrl | null, page: ReadUrl): Arrival | null {
  if (from?.host !== page.host || from.search === '') return null
  const told = marksOf(parameterOf(from), true, null)
  return told.isTagged ? { opens: false, origin: originOf(told, null) } : null
}

function originOf(
  { source, medium, campaign, term, content, click }: ReturnType<typeof marksOf>,
  outside: ReadUrl | null,
): Origin {
  return {
    channel: channelOf({ source, medium, campaign }),
    source: source?.name ?? null,
    medium,
    campaign,
    term,
    content,
    clickKind: click?.kind ?? null,
    clickId: click?.id ?? null,
    referrer: outside ? shortened(outside) : null,
  }
}

type Parameter = (name: string) => string | null

function marksOf(parameter: Parameter, isInside: boolean, outside: ReadUrl | null) {
  const click = clickIn(parameter)
  const tagged = parameter('utm_source')
  // On links inside a site `?ref=menu` and `?source=footer` are the site's own business.
  const hinted = isInside ? null : (parameter('ref') ?? parameter('source') ?? parameter('via'))
  const medium = parameter('utm_medium')
  const campaign = parameter('utm_campaign')
  const term = parameter('utm_term')
  const content = parameter('utm_content')
  const isTagged = [tagged, hinted, medium, campaign, term, content, click].some((mark) => mark !== null)
  return {
    isTagged,
    source: sourceFrom(tagged ?? hinted, click, outside),
    medium: medium ?? click?.medium ?? mediumFrom(tagged, hinted, outside),
    campaign,
    term,
    content,
    click,
  }
}

function sourceFrom(tag: string | null, click: Click | null, outside: ReadUrl | null): Source | null {
  if (tag !== null) return sourceOfTag(tag)
  if (click !== null) return sourceOfTag(click.source)
  return outside === null ? null : sourceOfHost(outside.hostname.toLowerCase())
}

/** A tagged source without a medium keeps none: the referrer's medium would be about another source. */
function mediumFrom(tagged: string | null, hinted: string | null, outside: ReadUrl | null): string | null {
  if (tagged !== null) return null
  if (hinted !== null) return 'referral'
  if (outside === null) return null
  return sourceOfHost(outside.hostname.toLowerCase()).kind === 'search' ? 'organic' : 'referral'
}

const LONGEST = 200

const nothingSaid: Parameter = () => null

/** First non-empty value of each parameter, whatever the case of its name. */
function parameterOf(url: ReadUrl): Parameter {
  if (url.search === '') return nothingSaid
  const values = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(url.search)) {
    const text = value.trim().slice(0, LONGEST)
    if (text !== '' && !values.has(name.toLowerCase())) values.set(name.toLowerCase(), text)
  }
  return (name) => values.get(name) ?? null
}

/**
 * Our own pages, those below or beside them on the same domain, and everything on the machine itself: whoever comes from
 * there is a developer, or in the demo comes from the page that stands for Stripe's.
 */
function isOwnReferrer(from: ReadUrl, page: ReadUrl, site: Pick<SiteRecord, 'hosts'>): boolean {
  if (from.host === page.host || isLoopback(from.hostname) || isOwnHost(site, from.host)) return true
  return site.hosts.some((own) => from.hostname.toLowerCase().endsWith(`.${own.replace(/^(\*|www)\./, '')}`))
}

const parsed = (referrer: string | undefined): ReadUrl | null => (referrer === undefined ? null : readUrl(referrer))

const shortened = (url: ReadUrl): string => `${url.host}${url.pathname.replace(/\/$/, '')}`.slice(0, LONGEST)
