// Which visits are a person's, where several people may share a device: a name said in a visit decides, and a device on which
// others have named themselves lends its unnamed visits to nobody.
import type { PersonKey } from '../identity/person-store.ts'

interface OneVisit {
  id: string
  visitor_id: string | null
}

const textOf = ({ kind, value }: PersonKey): string => `${kind} ${value}`

/** `said`: the names said in each visit. Keeps the order. */
export function visitsOfOne<Visit extends OneVisit>(
  visits: readonly Visit[],
  keys: readonly PersonKey[],
  said: ReadonlyMap<string, readonly PersonKey[]>,
): Visit[] {
  const own = new Set(keys.map(textOf))
  const namesIn = ({ id }: Visit) => (said.get(id) ?? []).map(textOf)
  const shared = new Set(
    visits.filter((visit) => namesIn(visit).some((name) => !own.has(name))).map(({ visitor_id }) => visitor_id),
  )
  return visits.filter((visit) => {
    const names = namesIn(visit)
    return names.length > 0 ? names.some((name) => own.has(name)) : !shared.has(visit.visitor_id)
  })
}

/** Two payments were made by different people: where both say who paid, and nothing of it is the same. */
export interface Payer {
  customer: string | null
  names: readonly string[]
}

export function isAnother(one: Payer, other: Payer): boolean {
  if (one.customer !== null && one.customer === other.customer) return false
  if (one.names.some((name) => other.names.includes(name))) return false
  return (one.customer !== null && other.customer !== null) || (one.names.length > 0 && other.names.length > 0)
}
