// The payments of a site as the owner sees them, a page at a time, newest first.
import type { Attribution, EvidenceKind, Mode, PaymentRow, PaymentStatus, UnattributedReason } from '@farthing/contract'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { countRows } from '../storage/dialect.ts'
import type { Db, Tables } from '../storage/schema.ts'

export interface PaymentFilter {
  siteId: string
  mode: Mode
  /** Milliseconds, the first included, the second not. */
  from: number
  until: number
  /** The last row of the page before. */
  after: { paidAt: number; id: string } | null
  limit: number
  /** Absent: any. */
  status?: PaymentStatus | undefined
  search?: Search | undefined
  /** Absent: all. A condition on table `payment`. */
  part?: RawBuilder<boolean> | undefined
}

export interface Search {
  text: string
  /** What somebody wrote about the payment may name its amount. */
  inDescription: boolean
}

const searched = [
  ...(['payment.stripe_id', 'payment.customer_id', 'payment.subscription_id'] as const),
  ...(['touch.channel', 'touch.source', 'touch.campaign', 'touch.entry_page'] as const),
]

type Chosen = Omit<PaymentFilter, 'after' | 'limit'>

function chosen(db: Db, { siteId, mode, from, until, status, part, search }: Chosen) {
  let query = db
    .selectFrom('payment')
    .leftJoin('touch', (join) => join.onRef('touch.payment_id', '=', 'payment.id').on('touch.position', '=', 0))
    .where('payment.site_id', '=', siteId)
    .where('payment.mode', '=', mode)
    .where('payment.paid_at', '>=', from)
    .where('payment.paid_at', '<', until)
  if (status) query = query.where('payment.status', '=', status)
  if (part) query = query.where(part)
  if (search) {
    const pattern = `%${search.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    const within = search.inDescription ? [...searched, 'payment.description' as const] : searched
    query = query.where((where) =>
      where.or(within.map((column) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`)),
    )
  }
  return query
}

export async function listPayments(db: Db, filter: PaymentFilter): Promise<PaymentRow[]> {
  let query = chosen(db, filter)
    .selectAll('payment')
    .select(['touch.visit_id', 'touch.at', 'touch.channel', 'touch.source', 'touch.medium', 'touch.campaign'])
    .select('touch.entry_page')
    .orderBy('payment.paid_at', 'desc')
    .orderBy('payment.stripe_id', 'desc')
    .limit(filter.limit)
  const { after } = filter
  if (after)
    // The first condition says nothing new; by it the index is entered where the page before ended.
    query = query
      .where('payment.paid_at', '<=', after.paidAt)
      .where((where) =>
        where.or([where('payment.paid_at', '<', after.paidAt), where('payment.stripe_id', '<', after.id)]),
      )
  const rows = await query.execute()
  return rows.map(paymentRow)
}

export async function countPayments(db: Db, filter: Chosen): Promise<number> {
  const row = await chosen(db, filter).select(countRows.as('count')).executeTakeFirst()
  return row?.count ?? 0
}

const PAGE = 1_000

/** All of them, newest first, a page at a time: no more than one is held. */
export async function* everyPayment(db: Db, filter: Chosen): AsyncGenerator<PaymentRow[]> {
  let after: PaymentFilter['after'] = null
  for (;;) {
    const page: PaymentRow[] = await listPayments(db, { ...filter, after, limit: PAGE })
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { paidAt: last.paidAt, id: last.id }
  }
}

interface TouchColumns {
  visit_id: string | null
  at: number | null
  channel: string | null
  source: string | null
  medium: string | null
  campaign: string | null
  entry_page: string | null
}

/** With the touch that the evidence leads to, if there is one. */
export const paymentRow = (row: Selectable<Tables['payment']> & Partial<TouchColumns>): PaymentRow => ({
  id: row.stripe_id,
  mode: row.mode,
  status: row.status,
  currency: row.currency,
  gross: row.gross,
  refunds: row.refunds,
  net: row.net,
  outside: row.outside,
  fees: row.fees ? (JSON.parse(row.fees) as PaymentRow['fees']) : [],
  paidAt: row.paid_at,
  description: row.description,
  attribution: attributionOf(row),
})

type AttributionColumns = Partial<TouchColumns> &
  Pick<Selectable<Tables['payment']>, 'evidence' | 'grade' | 'unattributed_reason'>

function attributionOf(row: AttributionColumns): Attribution {
  if (row.evidence === null || row.visit_id === null || row.visit_id === undefined)
    return { kind: 'unattributed', reason: (row.unattributed_reason ?? 'no_id_on_payment') as UnattributedReason }
  return {
    kind: 'attributed',
    evidence: row.evidence as EvidenceKind,
    grade: row.grade ?? 0,
    touch: {
      sessionId: row.visit_id,
      at: row.at ?? 0,
      channel: row.channel ?? '',
      source: row.source ?? null,
      medium: row.medium ?? null,
      campaign: row.campaign ?? null,
      entryPage: row.entry_page ?? '',
    },
  }
}
