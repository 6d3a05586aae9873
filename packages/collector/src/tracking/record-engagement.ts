// Keeps how long and how deep a view was looked at, also when that arrives before the view does.
import type { EngagementMessage } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { raiseEngagement } from './happening-store.ts'

export const recordEngagement = (trx: Db, message: EngagementMessage): Promise<void> =>
  raiseEngagement(trx, {
    siteId: message.site,
    viewId: message.viewId,
    engagedMs: message.engagedMs,
    scrollDepth: message.scrollDepth ?? 0,
  })
