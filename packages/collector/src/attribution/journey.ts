// Which visits led to a payment: the one that the evidence leads to, and the payer's visits before it.
import { keysOfPerson, type PersonKey, personsWith } from '../identity/person-store.ts'
import type { Db } from '../storage/schema.ts'
import { endOfSecond, lookBackFrom } from './look-back.ts'
import { boundBefore, otherPayersOf } from './payer-store.ts'
import { keysIn, newestFirst, onlyPersonIn, openEnded, type Payment, visitsOfKeys } from './person-clues.ts'
import { asVisit } from './touch-store.ts'
import { namesSaidIn, type Visit, visitsOfVisitors, type Window } from './visit-store.ts'
import { isAnother, visitsOfOne } from './whose-visits.ts'

const MOST_TOUCHES = 50

/** Newest first; `last` is what the evidence leads to, and always the newest. `lost`: steps known before and gone since. */
export async function journeyTo(trx: Db, last: Visit, paid: Payment, lost: readonly Visit[]): Promise<Visit[]> {
  const window = {
    siteId: paid.site.id,
    from: lookBackFrom(paid.site, paid.payment.paid_at),
    until: Math.min(last.started_at, endOfSecond(paid.payment.paid_at)),
  }
  const sameVisitor = last.visitor_id === null ? [] : await visitsOfVisitors(trx, openEnded(window), [last.visitor_id])
  const visitorSaid = await namesSaidIn(trx, [...new Set([last.id, ...sameVisitor.map(({ id }) => id)])])
  const keys = await payerKeys(trx, window.siteId, paid, last, [...visitorSaid.keys()])
  const bound = (await boundBefore(trx, paid.payment, window.siteId, window.from)).map(asVisit)
  // What was frozen first: a visit that is still there is taken as it is.
  const steps = [
    ...lost,
    ...bound.filter(({ started_at }) => started_at <= window.until),
    ...visitsOfOne(sameVisitor, keys, visitorSaid).filter(({ started_at }) => started_at <= window.until),
    ...(await visitsOfKeys(trx, window, keys)),
  ]
  const earlier = [...new Map(steps.map((visit) => [visit.id, visit])).values()].filter(({ id }) => id !== last.id)
  return trimmed([last, ...(await withoutOthers(trx, window, paid, earlier)).sort(newestFirst)])
}

/** Of whom the payment itself speaks; else who is named in the visit; else the only one who is named on the same device. */
async function payerKeys(
  trx: Db,
  siteId: string,
  { names }: Payment,
  last: Visit,
  saidIn: readonly string[],
): Promise<PersonKey[]> {
  const given = keysIn(names)
  const persons = given.length === 0 ? [] : await personsWith(trx, siteId, given)
  if (persons.length > 0) return (await Promise.all(persons.map((person) => keysOfPerson(trx, person)))).flat()
  if (saidIn.length === 0) return []
  return saidIn.includes(last.id) ? onlyPersonIn(trx, siteId, [last.id]) : onlyPersonIn(trx, siteId, saidIn)
}

/** A visit that earned somebody else's payment is not a step to this one. */
async function withoutOthers(trx: Db, window: Window, paid: Payment, visits: Visit[]): Promise<Visit[]> {
  const { payment, names } = paid
  const ids = visits.map(({ id }) => id)
  const payers = await otherPayersOf(trx, window.siteId, ids, payment.id)
  const self = { customer: payment.customer_id, names: [...names.customIds, ...names.emailHashes] }
  return visits.filter(({ id }) => !payers.get(id)?.some((other) => isAnother(self, other)))
}

/** The newest, and the very first. */
const trimmed = (visits: Visit[]): Visit[] =>
  visits.length <= MOST_TOUCHES ? visits : [...visits.slice(0, MOST_TOUCHES - 1), ...visits.slice(-1)]
