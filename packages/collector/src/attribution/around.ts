// Which visits hang together with these: all visits of their devices, and all visits of whoever was named there. Whose each of them
// is depends on all of them.
import { keysOfPerson, type PersonKey, personsWith } from '../identity/person-store.ts'
import type { Db } from '../storage/schema.ts'
import { namesSaidIn, visitsNamed, visitsOnSameDevice } from './visit-store.ts'

export interface Around {
  visitIds: string[]
  keys: PersonKey[]
}

export async function around(
  trx: Db,
  siteId: string,
  visitIds: readonly string[],
  names: readonly PersonKey[] = [],
): Promise<Around> {
  const onDevice = await visitsOnSameDevice(trx, siteId, visitIds)
  const said = [...(await namesSaidIn(trx, onDevice)).values()].flat()
  const keys = await allNamesOf(trx, siteId, [...names, ...said])
  const everything = { siteId, from: 0, until: Number.MAX_SAFE_INTEGER }
  const named = (await visitsNamed(trx, everything, keys)).map(({ id }) => id)
  return { visitIds: [...new Set([...visitIds, ...onDevice, ...named])], keys }
}

async function allNamesOf(trx: Db, siteId: string, names: readonly PersonKey[]): Promise<PersonKey[]> {
  if (names.length === 0) return []
  const persons = await personsWith(trx, siteId, names)
  return [...names, ...(await Promise.all(persons.map((person) => keysOfPerson(trx, person)))).flat()]
}
