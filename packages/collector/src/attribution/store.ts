// Reads visits that clues lead to, and writes what attribution decided.
import type { EvidenceKind, Mode, PaymentStatus, UnattributedReason } from '@farthing/contract'
import type { Insertable } from 'kysely'
import { hotLookUp } from '../storage/hot.ts'
import type { Db, Tables } from '../storage/schema.ts'
import type { Choice, Clue, Found } from './evidence.ts'
import { gradeOf } from './evidence.ts'

export interface Visit {
  id: string
  site_id: string
  started_at: number
  channel: string
  source: string | null
  medium: string | null
  campaign: string | null
  entry_page: string
}

export interface StoredPayment {
  id: string
  account: string
  mode: Mode
  site_id: string | null
  status: PaymentStatus
  paid_at: number
  subscription_id: string | null
}

const visitColumns = [
  'visit.id',
  'visit.site_id',
  'visit.started_at',
  'visit.channel',
  'visit.source',
  'visit.medium',
  'visit.campaign',
  'visit.entry_page',
] as const

/** The visit that a clue means, at the time of the payment. */
export async function visitOf(db: Db, clue: Clue, paidAt: number): Promise<Visit | null> {
  if (clue.key === 'viewId') return await visitWithView(db, clue.value)
  // A visit is named after its first view. Late messages may cut visits anew; the view knows the one that has it now.
  if (clue.key === 'sessionId') return await visitWithView(db, clue.value.replace(/^s_/, ''))
  const before = visits(db)
    .where('visit.visitor_id', '=', clue.value)
    .where('visit.started_at', '<=', paidAt)
    .orderBy('visit.started_at', 'desc')
  return (await before.executeTakeFirst()) ?? null
}

const visits = (db: Db) => db.selectFrom('visit').select(visitColumns)

async function visitWithView(db: Db, viewId: string): Promise<Visit | null> {
  const withView = visits(db).innerJoin('view', 'view.visit_id', 'visit.id').where('view.id', '=', viewId)
  return (await withView.executeTakeFirst()) ?? null
}

export async function paymentById(db: Db, id: string): Promise<StoredPayment | null> {
  const columns = ['id', 'account', 'mode', 'site_id', 'status', 'paid_at', 'subscription_id'] as const
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

const waitingFor = hotLookUp<{ payment_id: string }>((db, _fixed, values) =>
  db.selectFrom('evidence').select('payment_id').where('value', 'in', values).where('visit_id', 'is', null),
)

/** Payments that carry one of these ids and knew no visit for it when they were looked at. */
export async function paymentsWaitingFor(db: Db, values: readonly string[]): Promise<string[]> {
  const rows = await waitingFor(db, values)
  return [...new Set(rows.map((row) => row.payment_id))]
}

export async function saveEvidence(
  trx: Db,
  paymentId: string,
  found: Found<Visit>[],
  choice: Choice<Visit>,
): Promise<void> {
  await trx.deleteFrom('evidence').where('payment_id', '=', paymentId).execute()
  const chosen = (clue: Clue) =>
    choice.kind === 'attributed' && choice.evidence === clue.kind && choice.value === clue.value ? 1 : 0
  for (const clue of found) {
    await trx
      .insertInto('evidence')
      .values({
        payment_id: paymentId,
        kind: clue.kind,
        value: clue.value,
        grade: gradeOf(clue.kind),
        visit_id: clue.visit?.id ?? null,
        chosen: chosen(clue),
      })
      .onConflict((conflict) => conflict.columns(['payment_id', 'kind', 'value']).doNothing())
      .execute()
  }
}

export interface Decision {
  siteId: string | null
  evidence: EvidenceKind | null
  grade: number | null
  reason: UnattributedReason | null
}

export async function saveDecision(trx: Db, paymentId: string, decision: Decision): Promise<void> {
  await trx
    .updateTable('payment')
    .set({
      site_id: decision.siteId,
      evidence: decision.evidence,
      grade: decision.grade,
      unattributed_reason: decision.reason,
    })
    .where('id', '=', paymentId)
    .execute()
}

export const entriesOf = (db: Db, paymentId: string): Promise<{ id: string; at: number }[]> =>
  db.selectFrom('entry').select(['id', 'at']).where('payment_id', '=', paymentId).execute()

export async function placeEntry(
  trx: Db,
  paymentId: string,
  id: string,
  place: { site_id: string | null; day: string | null },
): Promise<void> {
  await trx.updateTable('entry').set(place).where('payment_id', '=', paymentId).where('id', '=', id).execute()
}

/** What a payment was credited to until now, and the clues that led there. */
export interface FrozenTouch {
  visit: Visit
  clues: { kind: string; value: string }[]
}

export async function frozenTouch(db: Db, paymentId: string): Promise<FrozenTouch | null> {
  const columns = ['site_id', 'channel', 'source', 'medium', 'campaign', 'entry_page'] as const
  const touch = await db
    .selectFrom('touch')
    .select([...columns, 'visit_id as id', 'at as started_at'])
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()
  if (!touch) return null
  const clues = await db
    .selectFrom('evidence')
    .select(['kind', 'value'])
    .where('payment_id', '=', paymentId)
    .where('visit_id', '=', touch.id)
    .execute()
  return { visit: touch, clues }
}

/** Frozen: a touch on the same visit stays as it was written, whatever became of the visit since. */
export async function freezeTouch(trx: Db, paymentId: string, visit: Visit | null): Promise<void> {
  const frozen = await trx.selectFrom('touch').select('visit_id').where('payment_id', '=', paymentId).executeTakeFirst()
  if (frozen && frozen.visit_id === visit?.id) return
  await trx.deleteFrom('touch').where('payment_id', '=', paymentId).execute()
  if (visit) await trx.insertInto('touch').values(touchOf(paymentId, visit)).execute()
}

const touchOf = (paymentId: string, { id, started_at, ...visit }: Visit): Insertable<Tables['touch']> => ({
  ...visit,
  payment_id: paymentId,
  position: 0,
  visit_id: id,
  at: started_at,
})
