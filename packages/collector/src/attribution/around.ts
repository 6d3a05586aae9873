// Which visits and payments hang together with these visits: all visits of their devices, of whoever was named there, and of the
// devices of those. Whose each of them is depends on all of them.
import { keysOfPerson, type PersonKey, personsWith } from '../identity/person-store.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { lookBackFrom } from './look-back.ts'
import { leaningOn, payersOf } from './payer-store.ts'
import { namesSaidIn, visitsNamed, visitsOnSameDevice } from './visit-store.ts'
import { paymentsAbout, paymentsBoundTo } from './waiting-store.ts'

export interface Centre {
  visitIds: readonly string[]
  names: readonly PersonKey[]
  /** The centre tells that two persons are one: that concerns all that they ever paid. */
  everything: boolean
}

/** Payments whose evidence or journey may be another when something changes about these visits or names. */
export async function paymentsAround(trx: Db, site: SiteRecord, centre: Centre): Promise<string[]> {
  const onDevice = await visitsOnSameDevice(trx, site.id, centre.visitIds)
  const device = [...new Set([...centre.visitIds, ...onDevice.map(({ id }) => id)])]
  const said = [...(await namesSaidIn(trx, device)).values()].flat()
  const keys = await allNamesOf(trx, site.id, [...centre.names, ...said])
  const visitIds = [...new Set([...device, ...(await visitsOf(trx, site.id, keys))])]
  const visitors = onDevice.flatMap(({ visitor_id }) => visitor_id ?? [])
  const values = [...new Set([...keys.map(({ value }) => value), ...visitors])]
  // Who is led here by a name has paid after the device was first seen; who was led to the device itself, perhaps before.
  const since = centre.everything ? 0 : Math.min(...onDevice.map(({ started_at }) => started_at)) - DAY_MS
  const about = { siteId: site.id, since, names: values, visitIds }
  const there = { siteId: site.id, since: 0, names: [], visitIds: device }
  const direct = [...(await paymentsAbout(trx, about)), ...(await paymentsAbout(trx, there))]
  return [...new Set([...direct, ...(await leaningOnThese(trx, site, visitIds, since))])]
}

const DAY_MS = 24 * 60 * 60 * 1000

async function visitsOf(trx: Db, siteId: string, keys: readonly PersonKey[]): Promise<string[]> {
  const everything = { siteId, from: 0, until: Number.MAX_SAFE_INTEGER }
  const named = (await visitsNamed(trx, everything, keys)).map(({ id }) => id)
  return [...named, ...(await visitsOnSameDevice(trx, siteId, named)).map(({ id }) => id)]
}

/** Later payments of a customer go where the earlier ones lead, and take their visits for steps. */
async function leaningOnThese(
  trx: Db,
  site: SiteRecord,
  visitIds: readonly string[],
  since: number,
): Promise<string[]> {
  const bound = await payersOf(trx, await paymentsBoundTo(trx, site.id, visitIds))
  const leaning: string[] = []
  for (const payment of bound) {
    const until = 2 * payment.paid_at - lookBackFrom(site, payment.paid_at)
    if (until >= since) leaning.push(...(await leaningOn(trx, payment, until)))
  }
  return leaning
}

async function allNamesOf(trx: Db, siteId: string, names: readonly PersonKey[]): Promise<PersonKey[]> {
  if (names.length === 0) return []
  const persons = await personsWith(trx, siteId, names)
  return [...names, ...(await Promise.all(persons.map((person) => keysOfPerson(trx, person)))).flat()]
}
