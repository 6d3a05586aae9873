// Which ids of ours a Stripe object carries: metadata under our names and under the names of other products.
import type { EvidenceKind } from '@farthing/contract'
import type { Reference } from '../../ledger/fact.ts'
import { isObject } from './read.ts'

/** Lower case, without `_` and `-`: people write `viewId`, `view_id` and `VIEW-ID`. */
const aliases: Record<string, Reference['key']> = {
  viewid: 'viewId',
  farthingviewid: 'viewId',
  humblyticsviewid: 'viewId',
  sessionid: 'sessionId',
  farthingsessionid: 'sessionId',
  visitorid: 'visitorId',
  farthingvisitorid: 'visitorId',
  websiteid: 'websiteId',
  siteid: 'websiteId',
  customid: 'customId',
}

export const keyMeantBy = (metadataKey: string): Reference['key'] | null =>
  aliases[metadataKey.toLowerCase().replaceAll(/[_-]/g, '')] ?? null

export function referencesIn(metadata: unknown, kind: EvidenceKind): Reference[] {
  if (!isObject(metadata)) return []
  return Object.entries(metadata).flatMap(([name, value]) => {
    const key = keyMeantBy(name)
    return key && typeof value === 'string' && value !== '' ? [{ kind, key, value }] : []
  })
}
