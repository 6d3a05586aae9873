// Clues that lead to a person, and through the person to the last visit before the payment: an identifier of the site's, another
// payment of the same customer, an email.
import type { EvidenceKind } from '@farthing/contract'
import { keysOfPerson, type PersonKey, personsWith } from '../identity/person-store.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import type { Names } from './clues.ts'
import type { ClueKey, Found } from './evidence.ts'
import { endOfSecond, lookBackFrom } from './look-back.ts'
import { boundBefore } from './payer-store.ts'
import type { StoredPayment } from './store.ts'
import { asVisit } from './touch-store.ts'
import { namesSaidIn, type Visit, visitsNamed, visitsOfVisitors, type Window } from './visit-store.ts'
import { visitsOfOne } from './whose-visits.ts'

export interface Payment {
  payment: StoredPayment
  site: SiteRecord
  /** What the payer is called by on the payment, and by the site's server. */
  names: Names
}

export const keysIn = ({ customIds, emailHashes }: Names): PersonKey[] => [
  ...customIds.map((value) => ({ kind: 'custom_id' as const, value })),
  ...emailHashes.map((value) => ({ kind: 'email' as const, value })),
]

export async function personClues(trx: Db, { payment, site, names }: Payment): Promise<Found<Visit>[]> {
  const window = { siteId: site.id, from: lookBackFrom(site, payment.paid_at), until: endOfSecond(payment.paid_at) }
  const connected = names.customIds.map((value) => ({ kind: 'custom_id' as const, value }))
  const emails = names.emailHashes.map((value) => ({ kind: 'email' as const, value }))
  return [
    ...(await byName(trx, window, connected, { kind: 'customer_connected', key: 'customId' })),
    ...(await byCustomer(trx, window, payment)),
    ...(await byName(trx, window, emails, { kind: 'email_match', key: 'emailHash' })),
  ]
}

/** All visits of whoever is called so, newest first. */
export async function visitsOfKeys(trx: Db, window: Window, keys: readonly PersonKey[]): Promise<Visit[]> {
  const named = await visitsNamed(trx, window, keys)
  if (named.length === 0) return []
  const visitors = [...new Set(named.flatMap(({ visitor_id }) => visitor_id ?? []))]
  const onDevices = await visitsOfVisitors(trx, openEnded(window), visitors)
  const byId = new Map([...named, ...onDevices].map((visit) => [visit.id, visit]))
  const visits = [...byId.values()].sort(newestFirst)
  return visitsOfOne(visits, keys, await namesSaidIn(trx, [...byId.keys()])).filter(
    ({ started_at }) => started_at <= window.until,
  )
}

/** Who uses a device may become known after the payment. */
export const openEnded = (window: Window): Window => ({ ...window, until: Number.MAX_SAFE_INTEGER })

export const newestFirst = (a: Visit, b: Visit): number => b.started_at - a.started_at || (a.id < b.id ? -1 : 1)

async function byName(
  trx: Db,
  window: Window,
  names: readonly PersonKey[],
  clue: { kind: EvidenceKind; key: ClueKey },
): Promise<Found<Visit>[]> {
  const found: (Found<Visit> & { person: string | null })[] = []
  for (const name of names) {
    const [person = null] = await personsWith(trx, window.siteId, [name])
    const keys = person === null ? [] : await keysOfPerson(trx, person)
    const [visit] = await visitsOfKeys(trx, window, keys)
    const missing = visit ? undefined : await whyNot(trx, window, keys)
    found.push({ ...clue, value: name.value, person, visit: visit ?? null, ...(missing ? { missing } : {}) })
  }
  const persons = new Set(found.flatMap(({ person, visit }) => (visit ? [person] : [])))
  return found.map(({ person: _, ...one }) => (persons.size > 1 ? { ...one, visit: null, missing: 'several' } : one))
}

async function whyNot(trx: Db, window: Window, keys: readonly PersonKey[]): Promise<'expired' | 'unknown'> {
  if (keys.length === 0) return 'unknown'
  const [earlier] = await visitsNamed(trx, { ...window, from: 0, until: window.from - 1 }, keys)
  return earlier ? 'expired' : 'unknown'
}

/** The visits that the customer's earlier payments were bound to, and those of whoever alone is named in them. */
async function byCustomer(trx: Db, window: Window, payment: StoredPayment): Promise<Found<Visit>[]> {
  const bound = await boundBefore(trx, payment, window.siteId, window.from)
  const [latest] = bound
  if (!latest) return []
  const keys = await onlyPersonIn(trx, window.siteId, [...new Set(bound.map(({ visit_id }) => visit_id))])
  const visits = [...bound.map(asVisit), ...(await visitsOfKeys(trx, window, keys))].sort(newestFirst)
  return [{ kind: 'same_customer', key: 'payment', value: latest.stripe_id, visit: visits[0] ?? null }]
}

/** The names of the one person who said who they are in these visits; none where several did. */
export async function onlyPersonIn(trx: Db, siteId: string, visitIds: readonly string[]): Promise<PersonKey[]> {
  const said = [...(await namesSaidIn(trx, visitIds)).values()].flat()
  if (said.length === 0) return []
  const [person, ...others] = await personsWith(trx, siteId, said)
  return person === undefined || others.length > 0 ? [] : await keysOfPerson(trx, person)
}
