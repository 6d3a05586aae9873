// Decides whose each changed payment is and which visit earned it, and freezes that visit on it.
import type { Fact } from '../ledger/fact.ts'
import { aliasesOf, factsById, paymentIdsOf } from '../ledger/store.ts'
import { dayOf } from '../sites/site.ts'
import { allSites } from '../sites/store.ts'
import { takeTurn } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { clueOfFirstBind, placeMovements } from './bind-subscription.ts'
import { clueOfReturn, cluesIn, websiteIdsIn } from './clues.ts'
import { type Choice, type Clue, choose, type Found } from './evidence.ts'
import { siteOf } from './site-of.ts'
import {
  entriesOf,
  type FrozenTouch,
  freezeTouch,
  frozenTouch,
  paymentById,
  paymentsWaitingFor,
  placeEntry,
  returnsOf,
  type StoredPayment,
  saveDecision,
  saveEvidence,
  type Visit,
  visitOf,
} from './store.ts'
import { laterPayments, paymentsOfSubscriptions } from './subscription-store.ts'

/** Money first or evidence first: called whenever either changes, with the same end. */
export async function attribute(trx: Db, paymentIds: string[]): Promise<void> {
  const later = new Set<string>()
  for (const id of paymentIds) for (const next of await attributeOne(trx, id)) later.add(next)
  // A renewal keeps its subscription's first bind: only evidence of their own binds, so that one more round is enough.
  for (const id of later) await attributeOne(trx, id)
}

/** A subscription carries ids for all its payments; what happened to it belongs to whom its first payment belongs to. */
export async function attributeSubscriptions(trx: Db, account: string, facts: Fact[]): Promise<void> {
  const ids = facts.filter(({ kind }) => kind === 'subscription').map(({ id }) => id)
  await attribute(trx, await paymentsOfSubscriptions(trx, account, ids))
  await placeMovements(trx, account, ids)
}

/** Views that payments may have been waiting for have arrived. */
export const attributeWaiting = async (trx: Db, viewIds: readonly string[]): Promise<void> =>
  attributeInTurn(trx, await paymentsWaitingFor(trx, viewIds))

/** A redirect brought this Checkout Session back. */
export const attributeCheckout = async (trx: Db, accounts: string[], checkoutSessionId: string): Promise<void> =>
  attributeInTurn(trx, await paymentIdsOf(trx, accounts, [checkoutSessionId]))

/** From the side of the views: the turn is taken after theirs, and never the other way round. */
async function attributeInTurn(trx: Db, paymentIds: string[]): Promise<void> {
  if (paymentIds.length === 0) return
  await takeTurn(trx, 'ledger')
  await attribute(trx, paymentIds)
}

/** Answers the payments that must be looked at again because of it. */
async function attributeOne(trx: Db, paymentId: string): Promise<string[]> {
  const payment = await paymentById(trx, paymentId)
  if (!payment) return []
  const aliases = await aliasesOf(trx, paymentId)
  const facts = await factsById(trx, payment.account, [
    ...aliases,
    ...(payment.subscription_id ? [payment.subscription_id] : []),
  ])
  const returns = (await returnsOf(trx, aliases)).map((row) => clueOfReturn(row.view_id))
  const frozen = await frozenTouch(trx, paymentId)
  const carried = await follow(trx, [...cluesIn(facts), ...returns], payment.paid_at, frozen)
  const found = [...carried, ...(await clueOfFirstBind(trx, payment))]

  const sites = await allSites(trx)
  const siteId = siteOf({
    via: facts.flatMap((fact) => fact.via),
    websiteIds: websiteIdsIn(facts),
    visitSites: sitesByRank(found),
    sites: sites.map((site) => site.id),
  })
  // A visit on another owner's site is no evidence here.
  const own = found.map((clue) => (clue.visit?.site_id === siteId ? clue : { ...clue, visit: null }))
  const choice = choose(own)
  await saveEvidence(trx, paymentId, own, choice)
  await saveDecision(trx, paymentId, {
    siteId,
    evidence: choice.kind === 'attributed' ? choice.evidence : null,
    grade: choice.kind === 'attributed' ? choice.grade : null,
    reason: choice.kind === 'unattributed' ? choice.reason : null,
  })
  await freezeTouch(trx, paymentId, choice.kind === 'attributed' ? choice.visit : null)
  const site = sites.find((one) => one.id === siteId)
  for (const entry of await entriesOf(trx, paymentId))
    await placeEntry(trx, paymentId, entry.id, { site_id: siteId, day: site ? dayOf(entry.at, site.timeZone) : null })
  return await rebound(trx, payment, frozen, choice)
}

/** Only a change of what a subscription is bound to concerns its later payments. */
async function rebound(
  trx: Db,
  payment: StoredPayment,
  before: FrozenTouch | null,
  now: Choice<Visit>,
): Promise<string[]> {
  if (!payment.subscription_id) return []
  await placeMovements(trx, payment.account, [payment.subscription_id])
  const visit = now.kind === 'attributed' && now.evidence !== 'subscription_first_bind' ? now.visit.id : null
  return visit === (before?.visit.id ?? null) ? [] : await laterPayments(trx, payment)
}

async function follow(trx: Db, clues: Clue[], paidAt: number, frozen: FrozenTouch | null): Promise<Found<Visit>[]> {
  const found: Found<Visit>[] = []
  for (const clue of clues) found.push({ ...clue, visit: (await visitOf(trx, clue, paidAt)) ?? kept(clue, frozen) })
  return found
}

/** Retention may have removed the visit since: what was frozen on the payment still stands for it. */
const kept = (clue: Clue, frozen: FrozenTouch | null): Visit | null =>
  frozen?.clues.some(({ kind, value }) => kind === clue.kind && value === clue.value) ? frozen.visit : null

/** Sites of the visits found, the site of the best evidence first. */
function sitesByRank(found: Found<Visit>[]): string[] {
  const best = choose(found)
  const rest = found.flatMap((clue) => (clue.visit ? [clue.visit.site_id] : [])).sort()
  return best.kind === 'attributed' ? [best.visit.site_id, ...rest] : rest
}
