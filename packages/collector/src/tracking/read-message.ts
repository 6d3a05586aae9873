// A message checked by hand: what nearly every browser sends, in a fraction of the time. What it cannot vouch for it leaves to the schema.
import type { EngagementMessage, Message, ViewMessage } from '@farthing/contract'
import { readUrl } from './read-url.ts'

const DAY_MS = 86_400_000
const siteId = /^site_[A-Za-z0-9]{8,32}$/
const viewId = /^[A-Za-z0-9_-]{16,64}$/
const webPage = /^https?:\/\/[^\s\\]+$/

type Fields = Readonly<Record<string, unknown>>
type Checked<T> = { is: true; value: T } | { is: false }

const no = { is: false } as const
const absent = { is: true, value: undefined } as const

/** Null: the schema decides. */
export function readMessage(body: unknown): Message | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const fields = body as Fields
  if (fields.type === 'view') return readView(fields)
  return fields.type === 'engagement' ? readEngagement(fields) : null
}

function readView(fields: Fields): ViewMessage | null {
  const { site, viewId: id, url } = fields
  const age = wholeNumber(fields.age, DAY_MS)
  const referrer = text(fields.referrer, 4096)
  const stripeSessionId = text(fields.stripeSessionId, 300)
  const automated = flag(fields.automated)
  const clock = instant(fields.clock)
  if (!isSite(site) || !isView(id) || !isPage(url) || fields.storedVisitorId !== undefined) return null
  if (!age.is || !referrer.is || !stripeSessionId.is || !automated.is || !clock.is) return null
  return {
    site,
    viewId: id,
    ...(age.value === undefined ? {} : { age: age.value }),
    type: 'view',
    url,
    ...(referrer.value === undefined ? {} : { referrer: referrer.value }),
    ...(stripeSessionId.value === undefined ? {} : { stripeSessionId: stripeSessionId.value }),
    ...(automated.value === undefined ? {} : { automated: automated.value }),
    ...(clock.value === undefined ? {} : { clock: clock.value }),
  }
}

function readEngagement(fields: Fields): EngagementMessage | null {
  const { site, viewId: id } = fields
  const age = wholeNumber(fields.age, DAY_MS)
  const engagedMs = wholeNumber(fields.engagedMs, DAY_MS)
  const scrollDepth = wholeNumber(fields.scrollDepth, 100)
  if (!isSite(site) || !isView(id) || !age.is || !engagedMs.is || !scrollDepth.is) return null
  if (engagedMs.value === undefined) return null
  return {
    site,
    viewId: id,
    ...(age.value === undefined ? {} : { age: age.value }),
    type: 'engagement',
    engagedMs: engagedMs.value,
    ...(scrollDepth.value === undefined ? {} : { scrollDepth: scrollDepth.value }),
  }
}

const isSite = (value: unknown): value is string => typeof value === 'string' && siteId.test(value)
const isView = (value: unknown): value is string => typeof value === 'string' && viewId.test(value)
const isPage = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 4096 && webPage.test(value) && readUrl(value) !== null

function wholeNumber(value: unknown, most: number): Checked<number | undefined> {
  if (value === undefined) return absent
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) return no
  return { is: true, value: Math.trunc(value) || 0 }
}

function instant(value: unknown): Checked<number | undefined> {
  if (value === undefined) return absent
  return typeof value === 'number' && Number.isFinite(value) ? { is: true, value: Math.trunc(value) || 0 } : no
}

function text(value: unknown, most: number): Checked<string | undefined> {
  if (value === undefined) return absent
  return typeof value === 'string' && value.length <= most ? { is: true, value } : no
}

const flag = (value: unknown): Checked<boolean | undefined> =>
  value === undefined ? absent : typeof value === 'boolean' ? { is: true, value } : no
