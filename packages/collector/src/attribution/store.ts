// Reads what is to be attributed, and writes what was decided.
import type { EvidenceKind, Mode, PaymentStatus, UnattributedReason } from '@farthing/contract'
import type { Entry } from '../ledger/entry.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { SiteFee } from './convert-fees.ts'
import type { PlacedEntry } from './credit-rows.ts'
import type { Choice, Clue, Found } from './evidence.ts'
import { gradeOf } from './evidence.ts'
import type { Visit } from './visit-store.ts'

export interface StoredPayment {
  id: string
  account: string
  mode: Mode
  site_id: string | null
  status: PaymentStatus
  paid_at: number
  customer_id: string | null
  subscription_id: string | null
  evidence: string | null
  grade: number | null
  unattributed_reason: string | null
  /** What Stripe kept, as JSON. */
  fees: string | null
  /** The same in the site's currency. */
  fees_reported: number | null
  fees_currency: string | null
}

export async function paymentById(db: Db, id: string): Promise<StoredPayment | null> {
  const columns = [
    ...(['id', 'account', 'mode', 'site_id', 'status', 'paid_at', 'customer_id', 'subscription_id'] as const),
    ...(['evidence', 'grade', 'unattributed_reason', 'fees', 'fees_reported', 'fees_currency'] as const),
  ]
  return (await db.selectFrom('payment').select(columns).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function returnsOf(db: Db, objectIds: string[]): Promise<{ view_id: string; site_id: string }[]> {
  const sessions = objectIds.filter((id) => id.startsWith('cs_'))
  if (sessions.length === 0) return []
  return await db
    .selectFrom('checkout_return')
    .select(['view_id', 'site_id'])
    .where('checkout_session_id', 'in', sessions)
    .where('state', '!=', 'refused')
    .execute()
}

type EvidenceRow = Tables['evidence']

/** Of these payments, those with a reason that leads to no visit. */
export async function withoutVisit(db: Db, paymentIds: readonly string[]): Promise<string[]> {
  if (paymentIds.length === 0) return []
  const rows = await db
    .selectFrom('evidence')
    .select('payment_id')
    .distinct()
    .where('payment_id', 'in', paymentIds)
    .where('visit_id', 'is', null)
    .execute()
  return rows.map(({ payment_id }) => payment_id)
}

export const evidenceRows = (db: Db, paymentId: string): Promise<EvidenceRow[]> =>
  db.selectFrom('evidence').selectAll().where('payment_id', '=', paymentId).execute()

/** Most payments are told several times: what is as it was is not written again. */
export async function saveEvidence(
  trx: Db,
  paymentId: string,
  before: EvidenceRow[],
  found: Found<Visit>[],
  choice: Choice<Visit>,
): Promise<void> {
  const chosen = (clue: Clue) =>
    choice.kind === 'attributed' && choice.evidence === clue.kind && choice.value === clue.value ? 1 : 0
  const rows = new Map<string, EvidenceRow>()
  for (const clue of found) {
    const key = keyOf(clue)
    if (rows.get(key)?.visit_id) continue
    rows.set(key, {
      payment_id: paymentId,
      kind: clue.kind,
      value: clue.value,
      grade: gradeOf(clue.kind),
      visit_id: clue.visit?.id ?? null,
      chosen: chosen(clue),
    })
  }
  const same = before.length === rows.size && before.every((row) => isSame(row, rows.get(keyOf(row))))
  if (same) return
  if (before.length > 0) await trx.deleteFrom('evidence').where('payment_id', '=', paymentId).execute()
  if (rows.size > 0)
    await trx
      .insertInto('evidence')
      .values([...rows.values()])
      .execute()
}

const keyOf = ({ kind, value }: { kind: string; value: string }): string => `${kind} ${value}`

const isSame = (a: EvidenceRow, b: EvidenceRow | undefined): boolean =>
  b !== undefined && a.visit_id === b.visit_id && a.chosen === b.chosen && a.grade === b.grade

export interface Decision {
  siteId: string | null
  evidence: EvidenceKind | null
  grade: number | null
  reason: UnattributedReason | null
}

export async function saveDecision(
  trx: Db,
  before: StoredPayment,
  { siteId, evidence, grade, reason }: Decision,
): Promise<void> {
  const now = { site_id: siteId, evidence, grade, unattributed_reason: reason }
  const fields = ['site_id', 'evidence', 'grade', 'unattributed_reason'] as const
  if (fields.every((field) => before[field] === now[field])) return
  await trx.updateTable('payment').set(now).where('id', '=', before.id).execute()
}

export async function saveFees(trx: Db, before: StoredPayment, fee: SiteFee): Promise<void> {
  const { amount: fees_reported, currency: fees_currency } =
    fee.kind === 'converted' ? fee : { amount: null, currency: null }
  if (before.fees_reported === fees_reported && before.fees_currency === fees_currency) return
  await trx.updateTable('payment').set({ fees_reported, fees_currency }).where('id', '=', before.id).execute()
}

/** With what each was paid for. */
export async function entriesOf(db: Db, paymentId: string): Promise<EntryWithLines[]> {
  const entries = await db
    .selectFrom('entry')
    .select(['id', 'kind', 'amount', 'currency', 'at'])
    .where('payment_id', '=', paymentId)
    .execute()
  if (entries.length === 0) return []
  const lines = await db
    .selectFrom('entry_line')
    .select(['entry_id', 'product_id as product', 'price_id as price', 'amount'])
    .where('payment_id', '=', paymentId)
    .orderBy('entry_id')
    .orderBy('position')
    .execute()
  return entries.map((entry) => ({ ...entry, lines: lines.filter(({ entry_id }) => entry_id === entry.id) }))
}

type EntryWithLines = Entry & { lines: PlacedEntry['lines'] }

export async function placeEntry(
  trx: Db,
  paymentId: string,
  id: string,
  place: Pick<Tables['entry'], 'site_id' | 'day'> & { reported: number | null; reported_currency: string | null },
): Promise<void> {
  await trx.updateTable('entry').set(place).where('payment_id', '=', paymentId).where('id', '=', id).execute()
}
