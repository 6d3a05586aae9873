// Whose a subscription is, and which visit won it: its first bind, which its renewals and its movements keep.
import { factsById } from '../ledger/store.ts'
import { dayOf } from '../sites/site.ts'
import { allSites } from '../sites/store.ts'
import type { Db } from '../storage/schema.ts'
import { websiteIdsIn } from './clues.ts'
import type { Found } from './evidence.ts'
import { siteOf } from './site-of.ts'
import type { StoredPayment, Visit } from './store.ts'
import { firstBindOf, firstPaymentOf, movementsOf, placeMovement } from './subscription-store.ts'

/** What the subscription's earlier payment was attributed to by evidence of its own. */
export async function clueOfFirstBind(trx: Db, payment: StoredPayment): Promise<Found<Visit>[]> {
  if (!payment.subscription_id) return []
  const bind = await firstBindOf(trx, payment)
  return bind ? [{ kind: 'subscription_first_bind', key: 'viewId', value: bind.stripe_id, visit: bind.visit }] : []
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
  const siteId = first?.site_id ?? siteOf({ ...claims, sites: sites.map((site) => site.id) })
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
