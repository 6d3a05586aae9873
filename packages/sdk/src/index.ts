// The npm entry: the same tracker as the script tag, started by `init`. Importing it on a server does nothing.
import type { EventDetails, Farthing, Identity, Ids, ModuleOptions, Options, Outgoing, Permission } from './api.ts'
import { watchClicks } from './clicks.ts'
import { configure } from './config.ts'
import { attributesOf } from './options.ts'
import { reviewOf } from './review.ts'
import { reviewWith } from './send.ts'
import { type EarlyCall, start } from './tracker.ts'

export { forgetVisitor } from './consented.ts'
export { permissions } from './permissions.ts'
export type { EventDetails, Farthing, Identity, Ids, ModuleOptions, Options, Outgoing, Permission }

/** What a page without a tracker has: nothing known, nothing sent. */
const nobody: Ids = { visitorId: null, sessionId: null, viewId: '' }
const early: EarlyCall[] = []
const keep = (call: EarlyCall): void => {
  if (typeof window !== 'undefined') early.push(call)
}

const inert: Farthing = {
  viewId: '',
  getVisitorId: () => null,
  getSessionId: () => null,
  ready: Promise.resolve(nobody),
  checkoutMetadata: () => ({}),
  identify: (identity) => keep((farthing) => farthing.identify(identity)),
  track: (name, details) => keep((farthing) => farthing.track(name, details)),
  pageview: (url) => keep((farthing) => farthing.pageview(url)),
  variant: async () => '',
  optOut: () => keep((farthing) => farthing.optOut()),
  optIn: () => keep((farthing) => farthing.optIn()),
}

const current = (): Farthing => (typeof window !== 'undefined' && window.farthing) || inert

/**
 * Starts the tracker once per page; a second call warns and gives back the first one. On a server it does nothing.
 * @example init({ site: 'site_…', api: 'https://collector.example' })
 */
export const init = (options: ModuleOptions): Farthing => {
  if (typeof window === 'undefined') return inert
  if (window.farthing?.viewId) {
    // biome-ignore lint/suspicious/noConsole: a developer's mistake that nothing else would show.
    console.warn('[farthing] init was called twice; the first one counts.')
    return window.farthing
  }
  configure(attributesOf(options), {})
  reviewWith(reviewOf(options))
  start()
  if (options.clicks) watchClicks()
  const farthing = current()
  for (const call of early.splice(0)) call(farthing)
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
