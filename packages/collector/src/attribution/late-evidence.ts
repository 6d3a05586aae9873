// Evidence that comes after the money: finds exactly the payments that it concerns, and has them attributed again.
import type { PersonKey } from '../identity/person-store.ts'
import { paymentIdsOf } from '../ledger/store.ts'
import { findSite } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { paymentsAround } from './around.ts'
import { attribute } from './attribute.ts'
import { noteDue } from './due-store.ts'
import { visitOfView, wasSaid } from './visit-store.ts'
import { type PlacedView, paymentsWaitingFor } from './waiting-store.ts'

/** Views that payments may have been waiting for have arrived. `clock` is asked only if there are any. */
export async function attributeWaiting(trx: Db, views: readonly PlacedView[], clock: () => number): Promise<void> {
  const paymentIds = views.length > 0 ? await paymentsWaitingFor(trx, views) : []
  for (const { siteId, viewId, late } of views) if (late) await noteConcerned(trx, { siteId, viewId, names: [] })
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

/** Somebody said who they are: their payments are looked at again when there is time, for views must not wait for it. */
export async function noteIdentified(trx: Db, said: Identified): Promise<void> {
  // Sites say it on every page: from the second one on nobody learns anything.
  if (!said.joined && (await wasSaid(trx, said.viewId, said.names))) return
  await noteConcerned(trx, said)
}

type Concern = Omit<Identified, 'joined'> & { joined?: boolean }

/** Payments of whoever was named on the same device, and those that a visit of theirs is a step to. */
async function noteConcerned(trx: Db, { siteId, viewId, names, joined = false }: Concern): Promise<void> {
  const visit = await visitOfView(trx, viewId)
  const site = visit || joined ? await findSite(trx, siteId) : null
  if (!site) return
  const centre = { visitIds: visit ? [visit.id] : [], names, everything: joined }
  await noteDue(trx, await paymentsAround(trx, site, centre))
}
