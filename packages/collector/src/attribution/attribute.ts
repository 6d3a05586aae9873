// Decides whose each changed payment is and which visits earned it, and freezes them on it.
import type { EvidenceKind, UnattributedReason } from '@farthing/contract'
import type { Fact } from '../ledger/fact.ts'
import { aliasesOf, factsById } from '../ledger/store.ts'
import type { SiteRecord } from '../sites/site.ts'
import { allSites } from '../sites/store.ts'
import { writesAtOnce } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'
import { clueOfFirstBind, placeMovements, visitsOfFirstBind } from './bind-subscription.ts'
import { type CarriedClue, clueOfReturn, cluesIn, type Names, namesIn, websiteIdsIn } from './clues.ts'
import { concernedBy } from './concerned.ts'
import { paymentsMissing } from './customer-clues.ts'
import { disown, isNobodys } from './disown.ts'
import { noteDue } from './due-store.ts'
import { type Choice, choose, type Found } from './evidence.ts'
import { freezeCredits, freezeTouches } from './freeze.ts'
import { journeyTo } from './journey.ts'
import { endOfSecond, keptFrom, lookBackFrom } from './look-back.ts'
import { connectedIds, paymentsOfFormerCustomers } from './payer-store.ts'
import { type Payment, personClues } from './person-clues.ts'
import { ownersAmong, siteOf } from './site-of.ts'
import {
  evidenceRows,
  paymentById,
  returnsOf,
  type StoredPayment,
  saveDecision,
  saveEvidence,
  withoutVisit,
} from './store.ts'
import { paymentsOfSubscriptions } from './subscription-store.ts'
import { asVisit, type Touch, touchesOf } from './touch-store.ts'
import { type Visit, visitOf, visitsStillThere } from './visit-store.ts'

/**
 * A renewal leans on its subscription's first payment, which may lean on an earlier payment of the customer. What is concerned beyond
 * that, because visits are shared, is looked at when there is time.
 */
const CHAIN_AT_ONCE = 3

/** Money first or evidence first: called whenever either changes, with the same end. */
export async function attribute(trx: Db, paymentIds: string[], now: number): Promise<void> {
  if (paymentIds.length === 0) return
  const sites = await allSites(trx)
  const siteIds = new Set(sites.map(({ id }) => id))
  let wave = paymentIds
  for (let round = 0; round < CHAIN_AT_ONCE && wave.length > 0; round++) {
    const leaning = new Set<string>()
    for (const id of wave) for (const next of await attributeOne(trx, id, { sites, siteIds, now })) leaning.add(next)
    wave = [...leaning]
  }
  await noteDue(trx, wave)
}

export interface Changed {
  account: string
  /** Payments that were projected again. */
  payments: string[]
  /** What was told: subscriptions and customers carry ids for all their payments. */
  facts: Fact[]
  now: number
}

export async function attributeChanged(trx: Db, { account, payments, facts, now }: Changed): Promise<void> {
  const subscriptions = facts.flatMap(({ kind, id }) => (kind === 'subscription' ? [id] : []))
  const carried = [
    ...(await paymentsOfSubscriptions(trx, account, subscriptions)),
    ...(await paymentsMissing(trx, account, facts)),
    ...(await paymentsOfFormerCustomers(trx, payments)),
  ]
  await attribute(trx, [...new Set([...payments, ...carried])], now)
  // A view that is being recorded at this very moment sees none of this, and is not seen: whoever misses one looks again afterwards.
  if (writesAtOnce(trx)) await noteDue(trx, await withoutVisit(trx, payments))
  await placeMovements(trx, account, subscriptions)
}

interface World {
  sites: SiteRecord[]
  siteIds: ReadonlySet<string>
  now: number
}

/** Answers the payments that must be looked at again because of it. */
async function attributeOne(trx: Db, paymentId: string, { sites, siteIds, now }: World): Promise<string[]> {
  const payment = await paymentById(trx, paymentId)
  if (!payment) return []
  if (await isNobodys(trx, payment, siteIds)) return await leftWithNobody(trx, payment)
  const known = { touches: await touchesOf(trx, paymentId), evidence: await evidenceRows(trx, paymentId) }
  const { facts, clues } = await toldOf(trx, payment)
  const carried = await follow(trx, clues, { payment, known })
  const found = [...carried, ...(await clueOfFirstBind(trx, payment))]
  const via = facts.flatMap((fact) => fact.via)
  const siteId = siteOf({
    via,
    websiteIds: websiteIdsIn(facts),
    visitSites: sitesByRank(found),
    sites: ownersAmong(sites, via),
  })
  const site = sites.find((one) => one.id === siteId) ?? null
  const expiry = expiryOf(site, payment, now)
  const paid = site && { payment, site, names: await namesOf(trx, facts, payment, site) }
  // A visit on another owner's site is no evidence here.
  const own = found.map((clue) => (clue.visit?.site_id === siteId ? clue : { ...clue, visit: null, ...expiry(clue) }))
  const all = paid ? [...own, ...(await personClues(trx, paid))] : own
  const choice = choose(all)
  await saveEvidence(trx, paymentId, known.evidence, all, choice)
  await saveDecision(trx, payment, decisionOf(siteId, choice))

  const visits = paid && choice.kind === 'attributed' ? await visitsOf(trx, choice, paid, known.touches) : []
  const before = { touches: known.touches, ...decided(payment) }
  const evidence = choice.kind === 'attributed' ? choice.evidence : null
  const { touches, changed } = await freezeTouches(trx, paymentId, visits, { before, evidence, now })
  await freezeCredits(trx, payment, site, touches, facts)
  if (payment.subscription_id) await placeMovements(trx, payment.account, [payment.subscription_id])
  const after = { evidence, touches, clues: all }
  return await concernedBy(trx, payment, site, { before: { ...before, clues: known.evidence }, after, changed })
}

async function leftWithNobody(trx: Db, payment: StoredPayment): Promise<string[]> {
  await disown(trx, payment)
  if (payment.subscription_id) await placeMovements(trx, payment.account, [payment.subscription_id])
  return []
}

/** What Stripe, the site's server and the redirect say of it. */
async function toldOf(trx: Db, payment: StoredPayment): Promise<{ facts: Fact[]; clues: CarriedClue[] }> {
  const aliases = await aliasesOf(trx, payment.id)
  const carriers = [payment.subscription_id, payment.customer_id].flatMap((id) => id ?? [])
  const facts = await factsById(trx, payment.account, [...aliases, ...carriers])
  const returns = (await returnsOf(trx, aliases)).map((row) => clueOfReturn(row.view_id))
  return { facts, clues: [...cluesIn(facts), ...returns] }
}

async function namesOf(trx: Db, facts: Fact[], payment: StoredPayment, site: SiteRecord): Promise<Names> {
  const { customIds, emailHashes } = namesIn(facts)
  const connected = await connectedIds(trx, site.id, payment.customer_id)
  return { customIds: [...new Set([...customIds, ...connected])], emailHashes }
}

interface Following {
  payment: StoredPayment
  known: Known
}

interface Known {
  touches: Touch[]
  evidence: { kind: string; value: string; visit_id: string | null }[]
}

async function follow(trx: Db, clues: CarriedClue[], following: Following): Promise<(CarriedClue & Found<Visit>)[]> {
  const { payment, known } = following
  const found: (CarriedClue & Found<Visit>)[] = []
  for (const clue of clues)
    found.push({
      ...clue,
      visit: (await visitOf(trx, clue, endOfSecond(payment.paid_at))) ?? kept(clue, known),
    })
  return found
}

/** An id that leads nowhere: was it made before what the site still keeps, its visit has been forgotten. */
const expiryOf =
  (site: SiteRecord | null, { paid_at }: StoredPayment, now: number) =>
  ({ visit, carriedAt }: Found<Visit> & { carriedAt?: number | null }) =>
    visit === null && site && (carriedAt ?? paid_at) < keptFrom(site, now) ? { missing: 'expired' as const } : {}

/** Retention may have removed the visit since: what was frozen on the payment still stands for it. */
function kept(clue: { kind: string; value: string }, { touches, evidence }: Known): Visit | null {
  const row = evidence.find(({ kind, value }) => kind === clue.kind && value === clue.value)
  const touch = row && touches.find(({ visit_id }) => visit_id === row.visit_id)
  return touch ? asVisit(touch) : null
}

/** Newest first. What a renewal inherits, it inherits whole. */
async function visitsOf(
  trx: Db,
  choice: Choice<Visit> & { kind: 'attributed' },
  paid: Payment,
  frozen: Touch[],
): Promise<Visit[]> {
  if (choice.evidence === 'subscription_first_bind') return await visitsOfFirstBind(trx, paid.payment)
  const isSameEnd = frozen[0]?.visit_id === choice.visit.id
  const lost = isSameEnd ? await lostVisits(trx, frozen, lookBackFrom(paid.site, paid.payment.paid_at)) : []
  return await journeyTo(trx, choice.visit, paid, lost)
}

/** Steps that retention has removed since they were frozen. */
async function lostVisits(trx: Db, frozen: Touch[], from: number): Promise<Visit[]> {
  const earlier = frozen.slice(1)
  const there = await visitsStillThere(
    trx,
    earlier.map(({ visit_id }) => visit_id),
  )
  return earlier.filter(({ visit_id, at }) => !there.has(visit_id) && at >= from).map(asVisit)
}

const decisionOf = (siteId: string | null, choice: Choice<Visit>) => ({
  siteId,
  evidence: choice.kind === 'attributed' ? choice.evidence : null,
  grade: choice.kind === 'attributed' ? choice.grade : null,
  reason: choice.kind === 'unattributed' ? choice.reason : null,
})

const decided = ({ evidence, grade, unattributed_reason }: StoredPayment) => ({
  evidence: evidence as EvidenceKind | null,
  grade,
  reason: unattributed_reason as UnattributedReason | null,
})

/** Sites of the visits found, the site of the best evidence first. */
function sitesByRank(found: Found<Visit>[]): string[] {
  const best = choose(found)
  const rest = found.flatMap((clue) => (clue.visit ? [clue.visit.site_id] : [])).sort()
  return best.kind === 'attributed' ? [best.visit.site_id, ...rest] : rest
}
