// What one visitor of the made-up month does: which pages, for how long, and what their browser says about it.
import type { EngagementMessage, EventMessage, IdentifyMessage, ViewMessage } from '@farthing/contract'
import type { Arrival } from './arrivals.ts'
import { type Place, places, userAgents } from './audience.ts'
import type { Random } from './random.ts'
import { goods, HOST, pages } from './teahouse.ts'

type Said<M> = M extends unknown ? Omit<M, 'site' | 'age'> : never

export interface Message {
  at: number
  says: Said<ViewMessage | EngagementMessage | EventMessage | IdentifyMessage>
  /** The number of the sale whose redirect opened this page. */
  back?: number
}

export interface Visitor {
  ip: string
  userAgent: string
  place: Place
}

export interface Visit {
  visitor: Visitor
  messages: Message[]
}

/** Somebody who is looking around: each step is later than the one before. */
export interface Stroll {
  visitor: Visitor
  look(path: string, seconds: number, more?: { query?: string; referrer?: string | null; back?: number }): string
  say(name: string, more?: Pick<EventMessage, 'props' | 'revenue'>): void
  identify(email: string): void
  now(): number
  views(): number
  visit: Visit
}

/** 198.18.0.0/15 is for measurements and belongs to nobody: https://www.rfc-editor.org/rfc/rfc2544 */
export const newVisitor = (random: Random): Visitor => ({
  ip: `198.${random.between(18, 19)}.${random.between(0, 255)}.${random.between(1, 254)}`,
  userAgent: random.draw(userAgents).text,
  place: random.draw(places),
})

export function stroll(random: Random, visitor: Visitor, from: number): Stroll {
  const messages: Message[] = []
  let at = from
  let last: { viewId: string; url: string } | null = null
  let views = 0
  const look: Stroll['look'] = (path, seconds, { query = '', referrer = last?.url ?? null, back } = {}) => {
    const viewId = random.text(22)
    const url = `https://${HOST}${path}${query === '' ? '' : `?${query}`}`
    const seen = { type: 'view' as const, viewId, url, clock: at, ...(referrer === null ? {} : { referrer }) }
    messages.push({ at, says: seen, ...(back === undefined ? {} : { back }) })
    const stays = Math.round(seconds * 1000 * (0.6 + random.next() * 0.8))
    const engagedMs = Math.round(stays * (0.35 + random.next() * 0.5))
    at += stays
    messages.push({ at, says: { type: 'engagement', viewId, engagedMs, scrollDepth: random.between(15, 100) } })
    last = { viewId, url }
    views += 1
    return viewId
  }
  const viewId = () => last?.viewId ?? look('/', 5)
  return {
    visitor,
    look,
    say: (name, more = {}) =>
      void messages.push({ at, says: { type: 'event', viewId: viewId(), eventId: random.text(22), name, ...more } }),
    identify: (email) => void messages.push({ at, says: { type: 'identify', viewId: viewId(), email } }),
    now: () => at,
    views: () => views,
    visit: { visitor, messages },
  }
}

const STAYS = 0.56
const GOES_ON = 0.68
const MOST_PAGES = 9

/** Lands somewhere and looks around: many leave at once. Answers the id of the last view. */
export function lookAround(random: Random, who: Stroll, { lands, query, referrer }: Arrival, stays = false): string {
  let view = who.look(lands ?? random.draw(pages).path, random.between(8, 90), { query, referrer })
  if (!stays && !random.happens(STAYS)) return view
  do {
    const path = random.happens(0.45) ? random.draw(goods).page : random.draw(pages).path
    view = who.look(path, random.between(10, 120))
  } while (who.views() < MOST_PAGES && random.happens(GOES_ON))
  if (random.happens(0.05)) who.say('newsletter_signup')
  return view
}
