// Freezes what an attribution led to: the visits on the payment as they were, and what each model gives them of its entries.
import { isDeepStrictEqual } from 'node:util'
import type { EvidenceKind, UnattributedReason } from '@farthing/contract'
import type { Fact, Fee } from '../ledger/fact.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db } from '../storage/schema.ts'
import { convertEntries } from './convert-entries.ts'
import { convertFees, type SiteFee } from './convert-fees.ts'
import { creditRows } from './credit-rows.ts'
import { creditsOf, replaceCredits } from './credit-store.ts'
import { entriesOf, placeEntry, type StoredPayment, saveFees } from './store.ts'
import { asTouch, replaceTouches, type Touch, traceChange } from './touch-store.ts'
import type { Visit } from './visit-store.ts'

/** What a payment was attributed to until now. */
export interface Before {
  touches: Touch[]
  evidence: EvidenceKind | null
  grade: number | null
  reason: UnattributedReason | null
}

export interface Frozen {
  /** Newest first. */
  touches: Touch[]
  /** Whether they are other visits than before. */
  changed: boolean
}

/** `visits` newest first. A change of what was frozen before leaves a trace. */
export async function freezeTouches(
  trx: Db,
  paymentId: string,
  visits: readonly Visit[],
  { before, evidence, now }: { before: Before; evidence: EvidenceKind | null; now: number },
): Promise<Frozen> {
  const touches = visits.map((visit, position) => asTouch(paymentId, position, visit))
  const changed = isOther(touches, before.touches)
  if (before.touches.length > 0 && (changed || before.evidence !== evidence))
    await traceChange(trx, {
      payment_id: paymentId,
      at: now,
      evidence: before.evidence,
      grade: before.grade,
      unattributed_reason: before.reason,
      visit_id: before.touches[0]?.visit_id ?? null,
      touches: before.touches.length,
    })
  if (!isDeepStrictEqual(touches, before.touches)) await replaceTouches(trx, paymentId, touches)
  return { touches, changed }
}

const isOther = (a: readonly Touch[], b: readonly Touch[]): boolean =>
  a.length !== b.length || a.some(({ visit_id }, at) => visit_id !== b[at]?.visit_id)

/** Puts the entries on the site's books: its day, its currency, and its visits' credits. */
export async function freezeCredits(
  trx: Db,
  payment: StoredPayment,
  site: SiteRecord | null,
  touches: readonly Touch[],
  facts: readonly Fact[],
): Promise<void> {
  const { id, mode } = payment
  const entries = await entriesOf(trx, id)
  const placed = site ? await convertEntries(trx, id, site, entries, facts) : []
  for (const entry of entries) {
    const { day = null, reported = null } = placed.find((one) => one.id === entry.id) ?? {}
    await placeEntry(trx, id, entry.id, {
      site_id: site?.id ?? null,
      day,
      reported: reported?.amount ?? null,
      reported_currency: reported?.currency ?? null,
    })
  }
  const fee = site ? await convertFees(trx, { ...payment, fees: feesOf(payment) }, site, placed, facts) : noFee
  await saveFees(trx, payment, fee)
  const rows = site
    ? creditRows(
        { paymentId: id, siteId: site.id, mode, fee: fee.kind === 'converted' ? fee.amount : null },
        placed,
        touches,
      )
    : []
  const known = await creditsOf(trx, id)
  if (!isDeepStrictEqual(rows, known)) await replaceCredits(trx, id, rows)
}

const noFee: SiteFee = { kind: 'none' }

const feesOf = ({ fees }: StoredPayment): Fee[] => (fees === null ? [] : (JSON.parse(fees) as Fee[]))
