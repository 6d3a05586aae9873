// Reads what the doctor looks at, from every room's tables.
import type { EvidenceKind, Mode } from '@farthing/contract'
import type { Db } from '../storage/schema.ts'
import type { Backlog } from './collector-findings.ts'
import type { PaidBy } from './path-findings.ts'

export async function lastViewAt(db: Db, siteId: string): Promise<number | null> {
  const row = await db
    .selectFrom('visit')
    .select('last_at')
    .where('site_id', '=', siteId)
    .orderBy('day', 'desc')
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.last_at ?? null
}

/** What was not counted, and when last; days are the site's. */
export async function uncountedSince(
  db: Db,
  siteId: string,
  day: string,
): Promise<{ reason: string; count: number; lastDay: string }[]> {
  const rows = await db
    .selectFrom('ignored')
    .select((select) => ['reason', select.fn.sum<number>('count').as('count'), select.fn.max('day').as('lastDay')])
    .where('site_id', '=', siteId)
    .where('day', '>=', day)
    .groupBy('reason')
    .orderBy('reason')
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export async function backlogOf(db: Db, connections: string[]): Promise<Backlog> {
  const waiting = db.selectFrom('delivery').where('handled_at', 'is', null).where('connection', 'in', connections)
  const all = await waiting
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.min('received_at').as('oldest')])
    .executeTakeFirstOrThrow()
  const failing = waiting.where('attempts', '>', 0)
  const failed = await failing.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const last = await failing.select('outcome').orderBy('next_attempt_at', 'desc').limit(1).executeTakeFirst()
  return {
    waiting: Number(all.count),
    oldestAt: all.oldest ?? null,
    failing: { count: Number(failed.count), outcome: last?.outcome ?? null },
  }
}

/** Kinds of evidence that Stripe carried; the others were found without. */
const carried: EvidenceKind[] = [
  'checkout_metadata',
  'client_reference_id',
  'payment_intent_metadata',
  'subscription_metadata',
  'invoice_metadata',
  'subscription_first_bind',
]
/** A share of the newest ones is as good as of all. */
const MOST = 2_000

export async function paymentsSince(
  db: Db,
  { siteId, mode, since, connections }: { siteId: string; mode: Mode; since: number; connections: string[] },
): Promise<PaidBy[]> {
  const rows = await db
    .selectFrom('payment')
    .select(['id', 'subscription_id'])
    .where('site_id', '=', siteId)
    .where('mode', '=', mode)
    .where('paid_at', '>=', since)
    .where('status', 'in', ['paid', 'partially_refunded', 'refunded'])
    .orderBy('paid_at', 'desc')
    .limit(MOST)
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const aliases = await db
    .selectFrom('payment_alias')
    .select(['payment_id', 'object_id'])
    .where('payment_id', 'in', ids)
    .execute()
  const evidence = await db
    .selectFrom('evidence')
    .select('payment_id')
    .distinct()
    .where('payment_id', 'in', ids)
    .where('kind', 'in', carried)
    .execute()
  const linked = await checkoutsOfLinks(db, connections, since)
  const named = new Map<string, string[]>()
  for (const { payment_id, object_id } of aliases) named.set(payment_id, [...(named.get(payment_id) ?? []), object_id])
  const withId = new Set(evidence.map(({ payment_id }) => payment_id))
  return rows.map(({ id, subscription_id }) => {
    const names = named.get(id) ?? []
    return {
      hasCheckout: names.some((name) => name.startsWith('cs_')),
      viaPaymentLink: names.some((name) => linked.has(name)),
      hasInvoice: names.some((name) => name.startsWith('in_')),
      hasSubscription: subscription_id !== null,
      carriesId: withId.has(id),
    }
  })
}

const checkoutTypes = ['checkout.session.completed', 'checkout.session.async_payment_succeeded', 'checkout.session']

/** Ids of checkouts that a Payment Link opened. Only what Stripe told of them knows that. */
async function checkoutsOfLinks(db: Db, connections: string[], since: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('delivery')
    .select('body')
    .where('connection', 'in', connections)
    .where('received_at', '>=', since)
    .where('type', 'in', checkoutTypes)
    .orderBy('received_at', 'desc')
    .limit(MOST)
    .execute()
  return new Set(rows.flatMap(({ body }) => linkedCheckout(JSON.parse(body))))
}

interface Told {
  id?: string
  payment_link?: unknown
  data?: { object?: Told }
}

function linkedCheckout(told: Told): string[] {
  const session = told.data?.object ?? told
  return session.id && session.payment_link ? [session.id] : []
}

/** A write that means nothing: whether it can be made is the question. */
export async function markExamined(trx: Db, now: number): Promise<void> {
  const value = String(now)
  await trx
    .insertInto('setting')
    .values({ key: 'doctor', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
