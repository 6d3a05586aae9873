// Which ids of ours a Stripe object carries: metadata under our names and under the names of other products.
import type { EvidenceKind } from '@farthing/contract'
import type { Reference } from '../../ledger/fact.ts'
import { at, isObject, listIn, textIn } from './read.ts'

/** Where the inbox keeps what became of the email addresses of an object: hashes, one for each site that may own it. */
export const EMAIL_HASHES = 'email_hashes'

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

/** By whose email the payment was made, as keyed hashes. */
export const emailsIn = (object: unknown): Reference[] =>
  listIn(at(object, EMAIL_HASHES)).flatMap((hash) => {
    const value = textIn(hash)
    return value === null ? [] : [{ kind: 'email_match' as const, key: 'emailHash' as const, value }]
  })
