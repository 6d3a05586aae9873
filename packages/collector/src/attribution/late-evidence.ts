// Evidence that comes after the money: finds exactly the payments that it concerns, and has them attributed again.
import type { PersonKey } from '../identity/person-store.ts'
import { paymentIdsOf } from '../ledger/store.ts'
import { findSite } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { paymentsAround } from './around.ts'
import { attribute } from './attribute.ts'
import { type Late, noteLate } from './due-store.ts'
import { namesSaidOn, saidBefore, visitOfView } from './visit-store.ts'
import { type PlacedView, paymentsWaitingFor } from './waiting-store.ts'

/** Views that payments may have been waiting for have arrived. `clock` is asked only if there are any. */
export async function attributeWaiting(trx: Db, views: readonly PlacedView[], clock: () => number): Promise<void> {
  const paymentIds = views.length > 0 ? await paymentsWaitingFor(trx, views) : []
  const late = views.filter((view) => view.late)
  await noteLate(
    trx,
    late.map(({ siteId, viewId }) => ({ siteId, viewId, joined: false })),
  )
  if (paymentIds.length > 0) await attributeInTurn(trx, paymentIds, clock())
}

/** A redirect brought this Checkout Session back. */
export const attributeCheckout = async (trx: Db, accounts: string[], sessionId: string, now: number): Promise<void> =>
  attributeInTurn(trx, await paymentIdsOf(trx, accounts, [sessionId]), now)

/** From the side of the views: the turn is taken after theirs, and never the other way round. */
async function attributeInTurn(trx: Db, paymentIds: string[], now: number): Promise<void> {
  if (paymentIds.length === 0) return
  await takeTurn(trx, 'ledger')
  await attribute(trx, paymentIds, now)
}

export interface Identified {
  siteId: string
  viewId: string
  names: PersonKey[]
  /** Whether the names were not known to be one person's until now: then it concerns all that the person ever did. */
  joined: boolean
}

/**
 * Visitors said who they are: whose payments that concerns is looked for when there is time (`attribute-due.ts`), for it takes a
 * hundred times as long as to write down that it was said, and views wait in the same queue.
 */
export async function noteIdentified(trx: Db, said: readonly Identified[]): Promise<void> {
  // Sites say it on every page: from the second one on nobody learns anything.
  const again = await saidBefore(trx, said)
  await noteLate(
    trx,
    said.filter((one) => one.joined || !again.has(one)),
  )
}

/** Payments of whoever was named on the same device, and those that a visit of theirs is a step to. */
export async function paymentsConcernedBy(trx: Db, { siteId, viewId, joined }: Late): Promise<string[]> {
  const visit = await visitOfView(trx, viewId)
  const site = visit || joined ? await findSite(trx, siteId) : null
  if (!site) return []
  const names = await namesSaidOn(trx, siteId, viewId)
  return await paymentsAround(trx, site, { visitIds: visit ? [visit.id] : [], names, everything: joined })
}
