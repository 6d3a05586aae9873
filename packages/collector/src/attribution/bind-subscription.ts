// Whose a subscription is, and which visit won it: its first bind, which its renewals and its movements keep.
import { factsById } from '../ledger/store.ts'
import { dayOf } from '../sites/site.ts'
import { allSites } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { websiteIdsIn } from './clues.ts'
import { disownedAmong } from './disowned-store.ts'
import type { Found } from './evidence.ts'
import { ownersAmong, siteOf } from './site-of.ts'
import type { StoredPayment } from './store.ts'
import { firstBound, firstPaymentOf, movementsOf, placeMovement } from './subscription-store.ts'
import { asVisit, touchesOf } from './touch-store.ts'
import type { Visit } from './visit-store.ts'

/** What the subscription's earlier payment was attributed to by evidence of its own. */
export async function clueOfFirstBind(trx: Db, payment: StoredPayment): Promise<Found<Visit>[]> {
  const first = await firstBound(trx, payment)
  if (!first) return []
  const [last] = await touchesOf(trx, first.id)
  return [
    { kind: 'subscription_first_bind', key: 'payment', value: first.stripe_id, visit: last ? asVisit(last) : null },
  ]
}

/** All visits that led to it, newest first: what a payment inherits, it inherits whole. */
export async function visitsOfFirstBind(trx: Db, payment: StoredPayment): Promise<Visit[]> {
  const first = await firstBound(trx, payment)
  return first ? (await touchesOf(trx, first.id)).map(asVisit) : []
}

/** Called whenever a subscription or one of its payments changed. */
export async function placeMovements(trx: Db, account: string, subscriptionIds: string[]): Promise<void> {
  for (const id of [...new Set(subscriptionIds)]) await placeMovementsOf(trx, account, id)
}

async function placeMovementsOf(trx: Db, account: string, subscriptionId: string): Promise<void> {
  const movements = await movementsOf(trx, account, subscriptionId)
  if (movements.length === 0) return
  const sites = await allSites(trx)
  const first = await firstPaymentOf(trx, account, subscriptionId)
  const facts = await factsById(trx, account, [subscriptionId])
  const claims = { via: facts.flatMap((fact) => fact.via), websiteIds: websiteIdsIn(facts), visitSites: [] }
  const [isNobodys] = await disownedAmong(trx, account, [subscriptionId])
  const owner = () => first?.site_id ?? siteOf({ ...claims, sites: ownersAmong(sites, claims.via) })
  const siteId = isNobodys === undefined ? owner() : null
  const site = sites.find((one) => one.id === siteId)
  for (const { position, at } of movements)
    await placeMovement(
      trx,
      { account, subscription_id: subscriptionId, position },
      {
        site_id: siteId,
        day: site ? dayOf(at, site.timeZone) : null,
        payment_id: first?.id ?? null,
      },
    )
}
