// Which other payments must be looked at again because this one was decided otherwise: renewals, later payments of the customer,
// and whoever has or may have now a step that this one earned.
import type { EvidenceKind } from '@farthing/contract'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { paymentsAround } from './around.ts'
import { lookBackFrom } from './look-back.ts'
import { isLent, leaningOn } from './payer-store.ts'
import type { StoredPayment } from './store.ts'
import { laterPayments } from './subscription-store.ts'
import type { Touch } from './touch-store.ts'
import { paymentsAbout } from './waiting-store.ts'

/** What was decided of a payment, and by what its payer is called. */
export interface Decided {
  evidence: EvidenceKind | null
  /** Newest first. */
  touches: readonly Touch[]
  clues: readonly { kind: string; value: string }[]
}

interface Change {
  before: Decided
  after: Decided
  /** Whether the visits are others. */
  changed: boolean
}

export async function concernedBy(
  trx: Db,
  payment: StoredPayment,
  site: SiteRecord | null,
  change: Change,
): Promise<string[]> {
  const concerned = [
    ...(await renewals(trx, payment, change)),
    ...(await followers(trx, payment, site, change)),
    ...(site ? await rivals(trx, site, change) : []),
  ]
  return [...new Set(concerned)].filter((id) => id !== payment.id)
}

/** What is itself inherited is inherited from where it came from. */
const isSource = ({ evidence }: Decided): boolean => evidence !== null && evidence !== 'subscription_first_bind'

async function renewals(trx: Db, payment: StoredPayment, { before, after, changed }: Change): Promise<string[]> {
  const isOther = isSource(before) !== isSource(after) || (isSource(after) && changed)
  return payment.subscription_id && isOther ? await laterPayments(trx, payment) : []
}

async function followers(
  trx: Db,
  payment: StoredPayment,
  site: SiteRecord | null,
  { before, after }: Change,
): Promise<string[]> {
  if (lentBy(before) === lentBy(after)) return []
  const reach = site ? payment.paid_at - lookBackFrom(site, payment.paid_at) : 0
  return await leaningOn(trx, payment, payment.paid_at + reach)
}

/** The visit that the customer's later payments may lean on. */
const lentBy = ({ evidence, touches: [last] }: Decided): string | null =>
  last && isLent(evidence) ? `${last.site_id} ${last.visit_id}` : null

/** A visit that this one earns is no step of somebody else's; one that it earns no more may become a step again. */
async function rivals(trx: Db, site: SiteRecord, { before, after }: Change): Promise<string[]> {
  const [left, won] = [before.touches[0]?.visit_id, after.touches[0]?.visit_id]
  if (left === won && says(before) === says(after)) return []
  const taken = won ? { siteId: site.id, names: [], visitIds: [won], since: 0 } : null
  return [
    ...(taken ? await paymentsAbout(trx, taken) : []),
    ...(left ? await paymentsAround(trx, site, { visitIds: [left], names: [], everything: false }) : []),
  ]
}

const naming = new Set(['customer_connected', 'email_match'])

const says = ({ clues }: Decided): string =>
  [...new Set(clues.flatMap(({ kind, value }) => (naming.has(kind) ? [value] : [])))].sort().join('\n')
