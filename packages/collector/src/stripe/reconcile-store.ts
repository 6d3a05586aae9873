// Reads the ledger for reconcile: payments by the names Stripe uses, and the entries of a day.
import type { Mode, ReconcileKind } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import type { KnownPayment } from './reconcile-difference.ts'

/** In the order of their ids. */
export async function paymentsNamed(
  db: Db,
  { accounts, mode, names }: { accounts: string[]; mode: Mode; names: string[] },
): Promise<KnownPayment[]> {
  if (names.length === 0) return []
  const rows = await db
    .selectFrom('payment_alias')
    .innerJoin('payment', 'payment.id', 'payment_alias.payment_id')
    .select(['payment.id', 'payment.site_id', 'payment.net', 'payment_alias.object_id'])
    .where('payment_alias.account', 'in', accounts)
    .where('payment_alias.object_id', 'in', names)
    .where('payment.mode', '=', mode)
    .orderBy('payment.id')
    .execute()
  if (rows.length === 0) return []
  const payments = new Map<string, KnownPayment>()
  for (const { id, site_id, net, object_id } of rows) {
    const payment = payments.get(id) ?? { id, siteId: site_id, net, names: [], entries: [] }
    payment.names.push(object_id)
    payments.set(id, payment)
  }
  const entries = await db
    .selectFrom('entry')
    .select(['payment_id', 'id', 'day', 'amount', 'currency'])
    .where('payment_id', 'in', [...payments.keys()])
    .orderBy('id')
    .execute()
  for (const { payment_id, ...entry } of entries) payments.get(payment_id)?.entries.push(entry)
  return [...payments.values()]
}

export interface BookedEntry {
  paymentId: string
  stripeId: string
  id: string
  kind: ReconcileKind
  amount: number
  currency: string
  at: number
}

export interface DayAsked {
  siteId: string
  mode: Mode
  day: string
  kinds: ReconcileKind[]
}

const PAGE = 500

/** The entries of one day, some hundred at a time. Money from elsewhere than Stripe is not Stripe's to confirm. */
export async function* entriesOfDay(db: Db, asked: DayAsked): AsyncGenerator<BookedEntry[]> {
  let after: Cursor | null = null
  do {
    const rows: EntryRow[] = await pageOfDay(db, asked, after)
    yield rows.flatMap((row) =>
      isKind(row.kind) && /^(pi|ch|py|in|cs)_/.test(row.stripe_id)
        ? [{ ...row, kind: row.kind, paymentId: row.payment_id, stripeId: row.stripe_id }]
        : [],
    )
    after = rows.length < PAGE ? null : (rows.at(-1) ?? null)
  } while (after !== null)
}

type Cursor = Pick<EntryRow, 'payment_id' | 'id'>
type EntryRow = Omit<BookedEntry, 'paymentId' | 'stripeId' | 'kind'> & {
  payment_id: string
  stripe_id: string
  kind: string
}

const pageOfDay = (db: Db, { siteId, mode, day, kinds }: DayAsked, after: Cursor | null): Promise<EntryRow[]> =>
  db
    .selectFrom('entry')
    .innerJoin('payment', 'payment.id', 'entry.payment_id')
    .select(['entry.payment_id', 'payment.stripe_id', 'entry.id', 'entry.kind', 'entry.amount', 'entry.currency'])
    .select('entry.at')
    .where('entry.site_id', '=', siteId)
    .where('entry.mode', '=', mode)
    .where('entry.day', '=', day)
    .where('entry.kind', 'in', kinds)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('entry.payment_id', 'entry.id'), '>', tuple(after?.payment_id ?? '', after?.id ?? '')),
      ),
    )
    .orderBy('entry.payment_id')
    .orderBy('entry.id')
    .limit(PAGE)
    .execute()

const isKind = (kind: string): kind is ReconcileKind => /^(charge|refund|dispute|reversal)$/.test(kind)

/** Whether a payment here is known by its invoice or checkout only: then Stripe has to say what pays for it. */
export async function hasStandIns(db: Db, accounts: string[], mode: Mode): Promise<boolean> {
  const row = await db
    .selectFrom('payment')
    .select('id')
    .where('account', 'in', accounts)
    .where('mode', '=', mode)
    .where((where) => where.or([where('stripe_id', 'like', 'in%'), where('stripe_id', 'like', 'cs%')]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
