// Keeps how long and how deep views were looked at, also when that arrives before the view does.
import type { EngagementMessage } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { raiseEngagements } from './happening-store.ts'

export const recordEngagements = (trx: Db, messages: readonly EngagementMessage[]): Promise<void> =>
  raiseEngagements(
    trx,
    messages.map((message) => ({
      siteId: message.site,
      viewId: message.viewId,
      engagedMs: message.engagedMs,
      scrollDepth: message.scrollDepth ?? 0,
    })),
  )
