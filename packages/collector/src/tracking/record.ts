// Records one message of any kind and says what its sender is answered; all in the transaction that it is given.
import type { EventAnswer, Message } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import type { Follow } from './follow.ts'
import { recordEngagement } from './record-engagement.ts'
import { recordEvent } from './record-event.ts'
import { recordIdentify } from './record-identify.ts'
import { recordView, type ViewToRecord } from './record-view.ts'
import { findView, type PlacedView } from './store.ts'
import type { Browser } from './visitor-days.ts'

export interface Received {
  message: Message
  site: SiteRecord
  browser: Browser
  now: number
}

export interface RecordParts {
  follow: Follow
  emailKey: (siteId: string) => Buffer
  newSalt: () => string
}

/** A refusal is returned and not thrown: thrown, it would take the messages that share its commit with it. */
export async function record(trx: Db, received: Received, parts: RecordParts): Promise<EventAnswer | Refusal> {
  const { message, site, browser, now } = received
  if (message.type === 'view') return recordViewAndFollow(trx, { message, site, browser, now }, parts)
  const placed = await findView(trx, message.viewId)
  if (placed && placed.siteId !== site.id) return ofAnotherSite
  const refusal = await recordHappening(trx, message, parts, now)
  return refusal ?? answerFor(placed)
}

async function recordViewAndFollow(trx: Db, view: ViewToRecord, parts: RecordParts): Promise<EventAnswer | Refusal> {
  const { message, site, now } = view
  const recorded = await recordView(trx, view, parts.newSalt)
  const { placed } = recorded
  if (placed.siteId !== site.id) return ofAnotherSite
  if (recorded.kind === 'recorded') {
    const found = [...recorded.moved, { viewId: message.viewId, visitId: placed.visitId }]
    for (const { viewId, visitId } of found) await parts.follow.viewRecorded(trx, { siteId: site.id, viewId, visitId })
  }
  if (message.stripeSessionId === undefined) return answerFor(placed)
  const at = { siteId: site.id, viewId: message.viewId, checkoutSessionId: message.stripeSessionId, now }
  return { ...answerFor(placed), stripeSession: await parts.follow.checkoutReturn(trx, at) }
}

async function recordHappening(
  trx: Db,
  message: Exclude<Message, { type: 'view' }>,
  { emailKey }: RecordParts,
  now: number,
): Promise<Refusal | null> {
  if (message.type === 'identify') return recordIdentify(trx, message, emailKey(message.site), now)
  if (message.type === 'engagement') await recordEngagement(trx, message)
  else await recordEvent(trx, message, now)
  return null
}

/** Nulls while the view itself has not arrived. */
export const answerFor = (placed: PlacedView | null): EventAnswer => ({
  visitorId: placed?.visitorId ?? null,
  sessionId: placed?.visitId ?? null,
  variants: {},
})

const ofAnotherSite = new Refusal('already_there', 'This viewId belongs to a view of another site. Make a new one.')
