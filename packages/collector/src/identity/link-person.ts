// Remembers that names belong to one person: a visit that says two of them at once says that they are the same payer's.
import { createHmac } from 'node:crypto'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { insertKeys, insertPerson, joinPersons, type PersonKey, personsWith } from './person-store.ts'

export interface Names {
  siteId: string
  emailHash: string | null
  customId: string | null
  now: number
}

export interface Linked {
  names: PersonKey[]
  /** Whether this told that names which were known apart, or a new one and a known one, are one person's. */
  joined: boolean
}

/** `key` is the site's, so that a person's id tells nothing of the name it was made from. */
export async function linkPerson(trx: Db, { siteId, emailHash, customId, now }: Names, key: Buffer): Promise<Linked> {
  const keys: PersonKey[] = [
    ...(emailHash === null ? [] : [{ kind: 'email' as const, value: emailHash }]),
    ...(customId === null ? [] : [{ kind: 'custom_id' as const, value: customId }]),
  ]
  const [first] = keys
  if (!first) return { names: [], joined: false }
  // The views' turn, because a batch that has taken it already must not wait for another one.
  await takeTurn(trx, 'views')
  const [oldest, ...others] = await personsWith(trx, siteId, keys)
  const personId = oldest ?? personIdOf(key, first)
  if (oldest === undefined) await insertPerson(trx, { id: personId, site_id: siteId, created_at: now })
  if (others.length > 0) await joinPersons(trx, others, personId)
  const fresh = await insertKeys(trx, siteId, personId, keys)
  return { names: keys, joined: others.length > 0 || (oldest !== undefined && fresh > 0) }
}

const BYTES = 16

function personIdOf(key: Buffer, { kind, value }: PersonKey): string {
  const hash = createHmac('sha256', key).update(`person\0${kind}\0${value}`).digest()
  return `p_${hash.subarray(0, BYTES).toString('base64url')}`
}
