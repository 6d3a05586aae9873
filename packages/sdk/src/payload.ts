// Decides what the browser may say: the contract's shapes, without what is the same in all of them.
import type { EngagementMessage, EventMessage, IdentifyMessage, Message, ViewMessage } from '@farthing/contract'

type Said<M extends Message> = Omit<M, 'site' | 'viewId' | 'age'>

/** Where and when are added on the way out. */
export type Saying = Said<ViewMessage> | Said<EngagementMessage> | Said<EventMessage> | Said<IdentifyMessage>
