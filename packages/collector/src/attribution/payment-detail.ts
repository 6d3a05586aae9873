// One payment from its first visit to its last refund: what earned it, what was bought, who told it, and why we believe it.
import type {
  Credits,
  EvidenceKind,
  PaymentDetail,
  PaymentEntry,
  PaymentTouch,
  UnattributedReason,
} from '@farthing/contract'
import type { Selectable } from 'kysely'
import type { Fact } from '../ledger/fact.ts'
import { aliasesOf, factsById } from '../ledger/store.ts'
import type { SiteRecord } from '../sites/site.ts'
import type { Db, Tables } from '../storage/schema.ts'
import { shareOut } from './credit.ts'
import { changesOf, entriesWithLines, evidenceOf, frozenRatesOf, paymentNamed } from './detail-store.ts'
import { rankOfKind } from './evidence.ts'
import { lookBackDaysOf } from './look-back.ts'
import { paymentRow } from './payment-store.ts'
import { type Touch, touchesOf } from './touch-store.ts'

/** Null: the site has no such payment. */
export async function paymentDetail(db: Db, site: SiteRecord, name: string): Promise<PaymentDetail | null> {
  const payment = await paymentNamed(db, site.id, name)
  if (!payment) return null
  const { id, account, customer_id, subscription_id } = payment
  const facts = await factsById(db, account, [
    ...(await aliasesOf(db, id)),
    ...(subscription_id === null ? [] : [subscription_id]),
  ])
  const touches = await touchesOf(db, id)
  const entries = entriesOf(await entriesWithLines(db, id), await frozenRatesOf(db, id))
  return {
    payment: paymentRow({ ...payment, ...touches[0] }),
    customerId: customer_id,
    subscriptionId: subscription_id,
    purpose: payment.purpose,
    reportingCurrency: site.currency,
    lookBackDays: lookBackDaysOf(site),
    touches: withCredits(touches, entries),
    checkouts: facts
      .flatMap(({ kind, id: session, createdAt, state }) =>
        kind === 'checkout_session' && createdAt !== null ? [{ id: session, at: createdAt, state }] : [],
      )
      .sort((a, b) => a.at - b.at),
    entries,
    feesReported: feesReported(payment),
    evidence: (await evidenceOf(db, id)).sort(bestFirst).map((row) => ({
      kind: row.kind as EvidenceKind,
      grade: row.grade,
      value: row.value,
      sessionId: row.visit_id,
      chosen: row.chosen === 1,
    })),
    objects: facts.map(objectOf).sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.id < b.id ? -1 : 1)),
    changes: (await changesOf(db, id)).map((row) => ({
      at: row.at,
      evidence: row.evidence as EvidenceKind | null,
      grade: row.grade,
      reason: row.unattributed_reason as UnattributedReason | null,
      sessionId: row.visit_id,
      touches: row.touches,
    })),
  }
}

const feesReported = ({ fees_reported: amount, fees_currency: currency }: Selectable<Tables['payment']>) =>
  amount === null || currency === null ? null : { amount, currency }

const objectOf = ({ id, kind, state, doors, createdAt }: Fact) => ({ id, kind, state, doors, createdAt })

const bestFirst = (a: Tables['evidence'], b: Tables['evidence']) =>
  b.chosen - a.chosen || rankOfKind(a.kind) - rankOfKind(b.kind) || (a.value < b.value ? -1 : 1)

/** Given newest first, answered oldest first. */
function withCredits(touches: Touch[], entries: PaymentEntry[]): PaymentTouch[] {
  const shares = shareOut(
    entries.map(({ amount }) => amount),
    touches,
  )
  const creditsOf = (position: number): Credits => {
    const of = (model: keyof Credits) => shares[model].reduce((sum, entry) => sum + (entry[position] ?? 0), 0)
    return {
      first: of('first'),
      last: of('last'),
      last_non_direct: of('last_non_direct'),
      linear: of('linear'),
      position_based: of('position_based'),
      time_decay: of('time_decay'),
    }
  }
  return touches.map((touch, index) => ({ ...shownTouch(touch), credits: creditsOf(index) })).reverse()
}

const shownTouch = (touch: Touch) => ({
  position: touch.position,
  sessionId: touch.visit_id,
  at: touch.at,
  channel: touch.channel,
  source: touch.source,
  medium: touch.medium,
  campaign: touch.campaign,
  term: touch.term,
  content: touch.content,
  entryPage: touch.entry_page,
  clickKind: touch.click_kind,
  country: touch.country,
  device: touch.device,
  browser: touch.browser,
  os: touch.os,
})

type Rows = Awaited<ReturnType<typeof entriesWithLines>>

function entriesOf(rows: Rows, rates: Tables['frozen_rate'][]): PaymentEntry[] {
  const byId = new Map<string, PaymentEntry>()
  for (const row of rows) {
    const entry = byId.get(row.id) ?? entryOf(row, rates)
    byId.set(row.id, entry)
    if (row.line_amount !== null)
      entry.lines.push({
        product: row.product_id,
        price: row.price_id,
        description: row.description,
        amount: row.line_amount,
      })
  }
  return [...byId.values()]
}

function entryOf(row: Rows[number], rates: Tables['frozen_rate'][]): PaymentEntry {
  const { id, kind, amount, currency, at, reported, reported_currency: into } = row
  const frozen = rates.find((rate) => rate.currency === into && rate.entry === (kind === 'charge' ? kind : id))
  const rateOrigin = into === null ? null : into === currency ? 'same' : (frozen?.origin ?? null)
  return {
    ...{ id, kind, amount, currency, at, rateOrigin },
    reported: reported === null || into === null ? null : { amount: reported, currency: into },
    lines: [],
  }
}
