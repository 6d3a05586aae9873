// The npm entry: the same tracker as the script tag, started by `init`. Importing it on a server does nothing.
import type { EventDetails, Farthing, Identity, Ids, Options } from './api.ts'
import { attributesOf } from './options.ts'
import { type Call, start } from './tracker.ts'

export type { EventDetails, Farthing, Identity, Ids, Options }

/** What a page without a tracker has: nothing known, nothing sent. */
const nobody: Ids = { visitorId: null, sessionId: null, viewId: '' }
const early: Call[] = []
const keep =
  (member: Call[0]) =>
  (...args: unknown[]): void => {
    if (typeof window !== 'undefined') early.push([member, args])
  }

const inert: Farthing = {
  viewId: '',
  getVisitorId: () => null,
  getSessionId: () => null,
  ready: Promise.resolve(nobody),
  checkoutMetadata: () => ({}),
  identify: keep('identify'),
  track: keep('track'),
  pageview: keep('pageview'),
  variant: async () => '',
  optOut: keep('optOut'),
  optIn: keep('optIn'),
}

const current = (): Farthing => (typeof window !== 'undefined' && window.farthing) || inert

/**
 * Starts the tracker once per page; a second call warns and gives back the first one. On a server it does nothing.
 * @example init({ site: 'site_…', api: 'https://collector.example' })
 */
export const init = (options: Options): Farthing => {
  if (typeof window === 'undefined') return inert
  if (window.farthing?.viewId) {
    // biome-ignore lint/suspicious/noConsole: a developer's mistake that nothing else would show.
    console.warn('[farthing] init was called twice; the first one counts.')
    return window.farthing
  }
  const farthing = start(attributesOf(options), location.href)
  for (const [member, args] of early.splice(0)) Reflect.apply(farthing[member], farthing, args)
  return farthing
}

export const track = (name: string, details?: EventDetails): void => current().track(name, details)
export const identify = (identity: Identity): void => current().identify(identity)
export const pageview = (url?: string): void => current().pageview(url)
export const variant = (test: string): Promise<string> => current().variant(test)
export const checkoutMetadata = (): Record<string, string> => current().checkoutMetadata()
export const optOut = (): void => current().optOut()
export const optIn = (): void => current().optIn()
export const getViewId = (): string => current().viewId
export const getVisitorId = (): string | null => current().getVisitorId()
export const getSessionId = (): string | null => current().getSessionId()
