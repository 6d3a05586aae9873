// Remembers that names belong to one person: a visit that says two of them at once says that they are the same payer's.
import { createHmac } from 'node:crypto'
import { takeTurn } from '../storage/dialect.ts'
import type { Db, Tables } from '../storage/schema.ts'
import { insertNames, insertPersons, joinPersons, ownersOf, type PersonKey, personsWith } from './person-store.ts'

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

/** In the order in which they were said. `keyOf` gives the site's key, so that a person's id tells nothing of the name it was made from. */
export async function linkPersons(
  trx: Db,
  said: readonly Names[],
  keyOf: (siteId: string) => Buffer,
): Promise<Linked[]> {
  // The views' turn, because a batch that has taken it already must not wait for another one.
  await takeTurn(trx, 'views')
  const known = await knownNames(trx, said)
  const beginners = newPersons(trx)
  const linked: Linked[] = []
  for (const one of said) {
    const names = keysIn(one)
    const [first] = names
    const persons = new Set(names.map((name) => known.get(textOf(one.siteId, name))))
    const [person] = persons
    if (persons.size > 1) await beginners.save()
    if (first === undefined || (persons.size === 1 && person !== undefined)) linked.push({ names, joined: false })
    else if (persons.size === 1) {
      const id = personIdOf(keyOf(one.siteId), first)
      beginners.add({ id, site_id: one.siteId, created_at: one.now }, names)
      for (const name of names) known.set(textOf(one.siteId, name), id)
      linked.push({ names, joined: false })
    } else {
      const id = await join(trx, one, names)
      for (const [text, of] of known) if (persons.has(of)) known.set(text, id)
      for (const name of names) known.set(textOf(one.siteId, name), id)
      linked.push({ names, joined: true })
    }
  }
  await beginners.save()
  return linked
}

const keysIn = ({ emailHash, customId }: Names): PersonKey[] => [
  ...(emailHash === null ? [] : [{ kind: 'email' as const, value: emailHash }]),
  ...(customId === null ? [] : [{ kind: 'custom_id' as const, value: customId }]),
]

const textOf = (siteId: string, { kind, value }: PersonKey): string => `${siteId} ${kind} ${value}`

/** Whose the names are that are known: sites say the same ones on every page. */
async function knownNames(trx: Db, said: readonly Names[]): Promise<Map<string, string>> {
  const bySite = new Map<string, string[]>()
  for (const one of said)
    bySite.set(one.siteId, [...(bySite.get(one.siteId) ?? []), ...keysIn(one).map(({ value }) => value)])
  const known = new Map<string, string>()
  for (const [siteId, values] of bySite)
    for (const { kind, value, person_id } of await ownersOf(trx, values, [siteId]))
      known.set(textOf(siteId, { kind, value }), person_id)
  return known
}

/** Written together, and before anybody is joined with one of them. */
function newPersons(trx: Db) {
  let persons: Tables['person'][] = []
  let names: Tables['person_name'][] = []
  return {
    add: (person: Tables['person'], of: readonly PersonKey[]) => {
      persons.push(person)
      for (const name of of) names.push({ site_id: person.site_id, ...name, person_id: person.id })
    },
    save: async () => {
      await insertPersons(trx, persons)
      await insertNames(trx, names)
      persons = []
      names = []
    },
  }
}

/** At least one of the names is somebody's, and another is nobody's or somebody else's. The oldest stays. */
async function join(trx: Db, { siteId }: Names, names: PersonKey[]): Promise<string> {
  const [oldest, ...others] = await personsWith(trx, siteId, names)
  if (oldest === undefined) throw new Error('the name of a person has no person')
  if (others.length > 0) await joinPersons(trx, others, oldest)
  await insertNames(
    trx,
    names.map((name) => ({ site_id: siteId, ...name, person_id: oldest })),
  )
  return oldest
}

const BYTES = 16

function personIdOf(key: Buffer, { kind, value }: PersonKey): string {
  const hash = createHmac('sha256', key).update(`person\0${kind}\0${value}`).digest()
  return `p_${hash.subarray(0, BYTES).toString('base64url')}`
}
