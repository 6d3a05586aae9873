// How the sites that may own what a connection tells read it: their email keys, and their own names of metadata keys.
import { ENVIRONMENT } from '../attribution/site-of.ts'
import { hashEmail } from '../identity/email.ts'
import { allSites } from '../sites/store.ts'
import type { Keys } from '../storage/keys.ts'
import type { Db } from '../storage/schema.ts'
import type { Reader } from './redact.ts'

export type EmailKeys = Pick<Keys, 'emailKey'>

/** Sites may share an account, and which of them owns a payment is decided later: each hashes with its own key. */
export async function openReaders(db: Db, keys: EmailKeys): Promise<(via: string) => Reader> {
  const sites = await allSites(db)
  return (via) => {
    const own = via === ENVIRONMENT ? sites : sites.filter(({ id }) => id === via)
    return {
      hashesOf: (email) => own.flatMap(({ id }) => hashEmail(keys.emailKey(id), email) ?? []),
      keyOf: (name) => own.map(({ metadataKeys }) => metadataKeys?.[name]).find((key) => key !== undefined) ?? null,
    }
  }
}
