// Records messages of any kind and says what their senders are answered; all in the transaction that it is given.
import type { EventAnswer, IdentifyMessage, Message } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import type { Salts } from '../identity/salts.ts'
import type { SiteRecord } from '../sites/site.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import type { Follow } from './follow.ts'
import { recordEngagements } from './record-engagement.ts'
import { recordEvents } from './record-event.ts'
import { recordIdentities } from './record-identify.ts'
import { type Recorded, recordViews, type ViewToRecord } from './record-view.ts'
import { noSides, type TakeSides } from './sides.ts'
import { findViews, type PlacedView } from './view-store.ts'
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
  salts: Salts
  /** Absent: no split test runs. */
  takeSides?: TakeSides | undefined
}

/** A refusal is returned and not thrown: thrown, it would take the messages that share its commit with it. */
export type Answered = EventAnswer | Refusal

/** Views first: what happened on them may have come together with them. Answers in the order of what was received. */
export async function record(trx: Db, received: readonly Received[], parts: RecordParts): Promise<Answered[]> {
  const answers = new Map<Received, Answered>()
  const views = received.filter(isView)
  for (const [at, answer] of (await recordViewsAndFollow(trx, views, parts)).entries()) {
    const view = views[at]
    if (view) answers.set(view, answer)
  }
  const others = received.filter((one) => !isView(one))
  const placed = await findViews(
    trx,
    others.map(({ message }) => message.viewId),
  )
  const isForeign = ({ message, site }: Received) => (placed.get(message.viewId)?.siteId ?? site.id) !== site.id
  const refused = await recordHappenings(
    trx,
    others.filter((one) => !isForeign(one)),
    (viewId) => placed.has(viewId),
    parts,
  )
  const placeOf = ({ message }: Received) => placed.get(message.viewId) ?? null
  // After the names are known: from here on it is the person's side.
  const sidesOf = await (parts.takeSides ?? noSides)(
    trx,
    others.flatMap((one) => {
      const place = placeOf(one)
      return place ? [{ site: one.site, visitorIds: [place.visitorId] }] : []
    }),
  )
  for (const one of others) {
    const place = placeOf(one)
    const sides = place ? sidesOf(one.site, place.visitorId) : {}
    answers.set(one, isForeign(one) ? ofAnotherSite : (refused.get(one) ?? answerFor(place, sides)))
  }
  return received.map((one) => answers.get(one) ?? answerFor(null, {}))
}

async function recordHappenings(
  trx: Db,
  received: readonly Received[],
  isThere: (viewId: string) => boolean,
  parts: RecordParts,
): Promise<Map<Received, Refusal>> {
  // Time and its view may come to two collectors at once: one of them must see the other, or the visit's sum misses it.
  if (received.some(({ message }) => message.type === 'engagement')) await takeTurn(trx, 'views')
  await recordEngagements(
    trx,
    received.flatMap(({ message, now }) => (message.type === 'engagement' ? [{ message, now }] : [])),
    isThere,
  )
  await recordEvents(
    trx,
    received.flatMap(({ message, now }) => (message.type === 'event' ? [{ message, now }] : [])),
  )
  return await recordIdentities(trx, received.filter(isIdentity), parts)
}

const isIdentity = (received: Received): received is Received & { message: IdentifyMessage } =>
  received.message.type === 'identify'

const isView = (received: Received): received is ViewToRecord => received.message.type === 'view'

async function recordViewsAndFollow(trx: Db, views: readonly ViewToRecord[], parts: RecordParts): Promise<Answered[]> {
  const recorded = await recordViews(trx, views, parts.salts, parts.takeSides)
  await parts.follow.viewsRecorded(
    trx,
    recorded.flatMap((one, at) => (one.kind === 'recorded' ? found(one, views[at]) : [])),
  )
  const answers: Answered[] = []
  for (const [at, view] of views.entries()) {
    const one = recorded[at]
    if (one) answers.push(await answerView(trx, view, one, parts))
  }
  return answers
}

/** What a browser could not send at once: the money may have come before it. */
const LATE_MS = 60_000

function found(
  { placed: { siteId, visitId, visitorId }, moved }: Extract<Recorded, { kind: 'recorded' }>,
  view?: ViewToRecord,
) {
  const own = view ? [{ viewId: view.message.viewId, visitId, visitorId, late: (view.message.age ?? 0) > LATE_MS }] : []
  return [...moved, ...own].map((one) => ({ siteId, ...one }))
}

async function answerView(trx: Db, view: ViewToRecord, { placed, sides }: Recorded, parts: RecordParts) {
  const { message, site, now } = view
  if (placed.siteId !== site.id) return ofAnotherSite
  if (message.stripeSessionId === undefined) return answerFor(placed, sides)
  const at = { siteId: site.id, viewId: message.viewId, checkoutSessionId: message.stripeSessionId, now }
  return { ...answerFor(placed, sides), stripeSession: await parts.follow.checkoutReturn(trx, at) }
}

/** Nulls while the view itself has not arrived. */
const answerFor = (placed: PlacedView | null, variants: EventAnswer['variants']): EventAnswer => ({
  visitorId: placed?.visitorId ?? null,
  sessionId: placed?.visitId ?? null,
  variants,
})

const ofAnotherSite = new Refusal('already_there', 'This viewId belongs to a view of another site. Make a new one.')
