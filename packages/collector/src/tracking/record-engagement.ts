// Keeps how long and how deep views were looked at, also when that arrives before the view does.
import type { EngagementMessage } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import { raiseEngagements } from './happening-store.ts'

export const recordEngagements = (
  trx: Db,
  received: readonly { message: EngagementMessage; now: number }[],
  isThere: (viewId: string) => boolean,
): Promise<void> =>
  raiseEngagements(
    trx,
    received.map(({ message, now }) => ({
      siteId: message.site,
      viewId: message.viewId,
      engagedMs: message.engagedMs,
      scrollDepth: message.scrollDepth ?? 0,
      waitingSince: isThere(message.viewId) ? null : now,
    })),
  )
