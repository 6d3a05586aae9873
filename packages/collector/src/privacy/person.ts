// Whom a request is about: everything that a person is known by, from one name that was given.

import type { Selectable } from 'kysely'
import { Refusal } from '../errors.ts'
import { hashEmail } from '../identity/email.ts'
import { keysOfPerson, type PersonKey, personsWith, visitsOfPerson } from '../identity/person-store.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { StoredNames } from './without-names.ts'

export interface AskedPerson {
  siteId: string
  name: { email: string } | { customId: string }
}

export interface FoundPerson {
  id: string | null
  keys: PersonKey[]
  names: StoredNames
  visits: Selectable<Tables['visit']>[]
}

/** Also when nobody is known by the name: the inbox may still hold it. */
export async function findPerson(db: Db, { siteId, name }: AskedPerson, emailKey: Buffer): Promise<FoundPerson> {
  const asked = keyOf(name, emailKey)
  const [id] = await personsWith(db, siteId, [asked])
  const keys = id === undefined ? [asked] : await keysOfPerson(db, id)
  const valuesOf = (kind: PersonKey['kind']) => keys.flatMap((key) => (key.kind === kind ? [key.value] : []))
  return {
    id: id ?? null,
    keys,
    names: { emailHashes: valuesOf('email'), customIds: valuesOf('custom_id') },
    visits: id === undefined ? [] : await visitsOfPerson(db, siteId, id),
  }
}

function keyOf(name: AskedPerson['name'], emailKey: Buffer): PersonKey {
  if ('customId' in name) return { kind: 'custom_id', value: name.customId }
  const value = hashEmail(emailKey, name.email)
  if (value === null) throw new Refusal('invalid_body', 'That is not an email address.')
  return { kind: 'email', value }
}

/** As they stand in stored JSON. */
export const jsonTexts = ({ emailHashes, customIds }: StoredNames): string[] =>
  [...emailHashes, ...customIds].map((name) => JSON.stringify(name))
