// Decides what a message says: what happened in, the contract's shape out. Site, view and age are added on sending.
import type { EngagementMessage, EventMessage, IdentifyMessage, Message, ViewMessage } from '@farthing/contract'
import type { EventDetails, Identity } from './api.ts'

type Said<M extends Message> = Omit<M, 'site' | 'viewId' | 'age'>
export type Saying = Said<ViewMessage> | Said<EngagementMessage> | Said<EventMessage> | Said<IdentifyMessage>

export const viewMessage = (
  url: string,
  referrer: string,
  stripeSessionId: string | undefined,
  automated: boolean,
): Said<ViewMessage> => ({ type: 'view', url, referrer, stripeSessionId, automated })

export const engagementMessage = (engagedMs: number, scrollDepth: number): Said<EngagementMessage> => ({
  type: 'engagement',
  engagedMs: Math.round(engagedMs),
  scrollDepth,
})

/** The page may name another URL in the details: the one on which a replayed call was made. */
export const eventMessage = (
  eventId: string,
  name: string,
  url: string,
  details?: EventDetails,
): Said<EventMessage> => ({
  url,
  ...details,
  type: 'event',
  eventId,
  name,
})

export const identifyMessage = (identity: Identity): Said<IdentifyMessage> => ({ ...identity, type: 'identify' })
