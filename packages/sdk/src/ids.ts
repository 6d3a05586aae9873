// What the page may know about itself, in the words of the public API and of Stripe's `metadata`.
import type { Ids } from './api.ts'
import { settings } from './config.ts'
import { answer, isSilent, viewId } from './send.ts'

export const ids = (): Ids => ({
  sessionId: answer.sessionId ?? null,
  visitorId: answer.visitorId ?? null,
  viewId,
})

/** Only what is known: Stripe takes no nulls. */
export const checkoutMetadata = (): Record<string, string> =>
  JSON.parse(JSON.stringify({ websiteId: settings.site, ...(!isSilent && ids()) }, (_, id) => id ?? undefined))
