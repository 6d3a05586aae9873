// Reads what ties a payment to its payer's other payments and names.
import { hotLookUp } from '../storage/hot.ts'
import type { Db } from '../storage/schema.ts'
import { endOfSecond } from './look-back.ts'
import type { StoredPayment } from './store.ts'
import type { Payer } from './whose-visits.ts'

/** Kinds that by themselves lead to a visit: what is inherited is no source of more inheritance. */
const own = [
  ...['checkout_metadata', 'client_reference_id', 'payment_intent_metadata', 'subscription_metadata'],
  ...['invoice_metadata', 'server_api', 'customer_metadata', 'customer_connected', 'redirect_return', 'email_match'],
]

export const isLent = (evidence: string | null): boolean => evidence !== null && own.includes(evidence)

/** By what a payment's place among its customer's is known. */
export type PlacedPayment = Pick<StoredPayment, 'id' | 'account' | 'mode' | 'customer_id' | 'paid_at'>

/** A till's one customer may have a hundred thousand payments: only so many before and after each other know of each other. */
const MOST_PAYMENTS = 50

const ofCustomer = (db: Db, { account, mode, customer_id }: PlacedPayment) =>
  db
    .selectFrom('payment')
    .where('payment.account', '=', account)
    .where('payment.customer_id', '=', customer_id)
    .where('payment.mode', '=', mode)
    .limit(MOST_PAYMENTS)

/**
 * The visits that earlier payments of the same customer were bound to, newest payment first. Of two in the same second the greater id
 * is the later, so that never both lean on each other.
 */
export async function boundBefore(db: Db, payment: StoredPayment, siteId: string, from: number) {
  if (payment.customer_id === null) return []
  const before = ofCustomer(db, payment)
    .select(['payment.id', 'payment.stripe_id', 'payment.evidence', 'payment.paid_at'])
    .where('payment.paid_at', '<=', payment.paid_at)
    .where('payment.paid_at', '>=', from)
    .where((eb) => eb.or([eb('payment.paid_at', '<', payment.paid_at), eb('payment.id', '<', payment.id)]))
    .orderBy('payment.paid_at', 'desc')
    .orderBy('payment.id', 'desc')
    .as('before')
  return await db
    .selectFrom(before)
    .innerJoin('touch', 'touch.payment_id', 'before.id')
    .selectAll('touch')
    .select('before.stripe_id')
    .where('touch.position', '=', 0)
    .where('touch.site_id', '=', siteId)
    .where('touch.at', '>=', from)
    .where('touch.at', '<=', endOfSecond(payment.paid_at))
    .where('before.evidence', 'in', own)
    .orderBy('before.paid_at', 'desc')
    .orderBy('before.id', 'desc')
    .execute()
}

/** Payments of the same customer that may lean on this one. */
export async function leaningOn(db: Db, payment: PlacedPayment, until: number): Promise<string[]> {
  if (payment.customer_id === null) return []
  const rows = await ofCustomer(db, payment)
    .select('payment.id')
    .where('payment.paid_at', '>=', payment.paid_at)
    .where('payment.paid_at', '<=', until)
    .where((eb) => eb.or([eb('payment.paid_at', '>', payment.paid_at), eb('payment.id', '>', payment.id)]))
    .orderBy('payment.paid_at')
    .orderBy('payment.id')
    .execute()
  return rows.map(({ id }) => id)
}

const placedWith = hotLookUp<PlacedPayment>((db, _fixed, ids) =>
  db.selectFrom('payment').select(['id', 'account', 'mode', 'customer_id', 'paid_at']).where('id', 'in', ids),
)

/** Those of these payments that others may lean on. */
export const payersOf = async (db: Db, paymentIds: readonly string[]): Promise<PlacedPayment[]> =>
  (await placedWith(db, paymentIds)).filter(({ customer_id }) => customer_id !== null)

/** Who made the other payments that these visits were bound to. By visit. */
export async function otherPayersOf(
  db: Db,
  siteId: string,
  visitIds: readonly string[],
  paymentId: string,
): Promise<Map<string, Payer[]>> {
  if (visitIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('touch')
    .innerJoin('payment', 'payment.id', 'touch.payment_id')
    .leftJoin('evidence', (join) =>
      join
        .onRef('evidence.payment_id', '=', 'payment.id')
        .on('evidence.kind', 'in', ['customer_connected', 'email_match']),
    )
    .select(['touch.visit_id', 'payment.id', 'payment.customer_id', 'evidence.value'])
    .where('touch.site_id', '=', siteId)
    .where('touch.visit_id', 'in', visitIds)
    .where('touch.position', '=', 0)
    .where('payment.id', '!=', paymentId)
    .execute()
  const payers = new Map<string, Map<string, Payer>>()
  for (const { visit_id, id, customer_id, value } of rows) {
    const ofVisit = payers.get(visit_id) ?? new Map<string, Payer>()
    payers.set(visit_id, ofVisit)
    const names = [...(ofVisit.get(id)?.names ?? []), ...(value === null ? [] : [value])]
    ofVisit.set(id, { customer: customer_id, names })
  }
  return new Map([...payers].map(([visitId, ofVisit]) => [visitId, [...ofVisit.values()]]))
}

/** What the site's server tied this customer to. */
export async function connectedIds(db: Db, siteId: string, customerId: string | null): Promise<string[]> {
  if (customerId === null) return []
  const row = await db
    .selectFrom('connected_customer')
    .select('custom_id')
    .where('customer_id', '=', customerId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row ? [row.custom_id] : []
}

/** The newest of a customer's payments. */
export const paymentsOfCustomer = (
  db: Db,
  account: string,
  customerId: string,
): Promise<{ id: string; site_id: string | null }[]> =>
  db
    .selectFrom('payment')
    .select(['id', 'site_id'])
    .where('account', '=', account)
    .where('customer_id', '=', customerId)
    .orderBy('paid_at', 'desc')
    .orderBy('id')
    .limit(4 * MOST_PAYMENTS)
    .execute()

/** By payment, the kinds and values of its evidence. */
export async function evidenceKnown(db: Db, paymentIds: readonly string[]): Promise<Map<string, Set<string>>> {
  if (paymentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('evidence')
    .select(['payment_id', 'kind', 'value'])
    .where('payment_id', 'in', paymentIds)
    .execute()
  const known = new Map<string, Set<string>>()
  for (const { payment_id, kind, value } of rows)
    known.set(payment_id, (known.get(payment_id) ?? new Set()).add(`${kind} ${value}`))
  return known
}

/**
 * Payments of other customers that share a visit with one of these: visits are shared by who pays, so that one of the two was another
 * customer's until now, as Stripe told it.
 */
export async function paymentsOfFormerCustomers(db: Db, paymentIds: readonly string[]): Promise<string[]> {
  if (paymentIds.length === 0) return []
  const rows = await db
    .selectFrom('touch')
    .innerJoin('payment', 'payment.id', 'touch.payment_id')
    .innerJoin('touch as shared', (join) =>
      join.onRef('shared.site_id', '=', 'touch.site_id').onRef('shared.visit_id', '=', 'touch.visit_id'),
    )
    .innerJoin('payment as other', 'other.id', 'shared.payment_id')
    .select('other.id')
    .distinct()
    .where('touch.payment_id', 'in', paymentIds)
    .whereRef('other.customer_id', '<>', 'payment.customer_id')
    .execute()
  return rows.map(({ id }) => id)
}
