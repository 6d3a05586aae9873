// Reads payments in the order in which they were paid, and what belongs to each.
import { sql } from 'kysely'
import { inBytes } from '../storage/dialect.ts'
import type { Db } from '../storage/schema.ts'

/** With all that belongs to them these are many more rows. */
const PAYMENTS = 100

export interface PaymentsAsked {
  siteId: string
  mode: 'live' | 'test'
  until: number
}

interface PaymentKey {
  id: string
  paid_at: number
}

function ofSite(db: Db, { siteId, mode, until }: PaymentsAsked, after: PaymentKey | null) {
  const query = db
    .selectFrom('payment')
    .where('payment.site_id', '=', siteId)
    .where('payment.mode', '=', mode)
    .where('payment.paid_at', '<=', until)
    .orderBy('payment.paid_at')
    .orderBy(inBytes(db, 'payment.id'))
    .limit(PAYMENTS)
  if (after === null) return query
  // The first condition says nothing new; by it the index is entered where the piece before ended.
  return query
    .where('payment.paid_at', '>=', after.paid_at)
    .where(sql<boolean>`(payment.paid_at > ${after.paid_at} or ${inBytes(db, 'payment.id')} > ${after.id})`)
}

/** With the touch that the evidence leads to, if there is one. */
export const paymentsAfter = (db: Db, asked: PaymentsAsked, after: PaymentKey | null) =>
  ofSite(db, asked, after)
    .leftJoin('touch', (join) => join.onRef('touch.payment_id', '=', 'payment.id').on('touch.position', '=', 0))
    .selectAll('payment')
    .select(['touch.visit_id', 'touch.at', 'touch.channel', 'touch.source', 'touch.medium', 'touch.campaign'])
    .select('touch.entry_page')
    .execute()

export const paymentKeysAfter = (db: Db, asked: PaymentsAsked, after: PaymentKey | null) =>
  ofSite(db, asked, after).select(['payment.id', 'payment.stripe_id as paymentId', 'payment.paid_at']).execute()

export const entriesOf = (db: Db, payments: readonly string[]) =>
  db
    .selectFrom('entry')
    .select(['payment_id', 'id as entryId', 'mode', 'kind', 'amount', 'currency', 'at', 'day'])
    .select(['reported as converted', 'reported_currency as convertedCurrency'])
    .where('payment_id', 'in', payments)
    .orderBy('at')
    .orderBy(inBytes(db, 'id'))
    .execute()

export const linesOf = (db: Db, payments: readonly string[]) =>
  db
    .selectFrom('entry_line')
    .innerJoin('entry', (join) =>
      join.onRef('entry.payment_id', '=', 'entry_line.payment_id').onRef('entry.id', '=', 'entry_line.entry_id'),
    )
    .select(['entry_line.payment_id', 'entry_line.entry_id as entryId', 'entry_line.position as line'])
    .select(['entry_line.product_id as productId', 'entry_line.price_id as priceId', 'entry_line.description'])
    .select(['entry_line.amount', 'entry.currency'])
    .where('entry_line.payment_id', 'in', payments)
    .orderBy('entry.at')
    .orderBy(inBytes(db, 'entry_line.entry_id'))
    .orderBy('entry_line.position')
    .execute()

export const touchesOf = (db: Db, payments: readonly string[]) =>
  db
    .selectFrom('touch')
    .select(['payment_id', 'position as touch', 'visit_id as sessionId', 'at'])
    .select(['channel', 'source', 'medium', 'campaign', 'term', 'content'])
    .select(['click_kind as clickKind', 'click_id as clickId', 'host', 'entry_page as entryPage'])
    .select(['country', 'region', 'city', 'browser', 'os', 'device', 'language', 'sides'])
    .where('payment_id', 'in', payments)
    .orderBy('position')
    .execute()

/** Of an entry that no visit earned the touch does not exist. */
export const creditsOf = (db: Db, payments: readonly string[]) =>
  db
    .selectFrom('credit')
    .leftJoin('touch', (join) =>
      join.onRef('touch.payment_id', '=', 'credit.payment_id').onRef('touch.position', '=', 'credit.position'),
    )
    .select(['credit.payment_id', 'credit.entry_id as entryId', 'touch.position as touch'])
    .select(['touch.visit_id as sessionId', 'credit.product as productId', 'credit.price as priceId'])
    .select(['credit.day', 'credit.kind', 'credit.currency', 'credit.first', 'credit.last'])
    .select(['credit.last_non_direct as lastNonDirect', 'credit.linear'])
    .select(['credit.position_based as positionBased', 'credit.time_decay as timeDecay'])
    .select(['credit.reported_currency as convertedCurrency', 'credit.first_reported as firstConverted'])
    .select(['credit.last_reported as lastConverted', 'credit.last_non_direct_reported as lastNonDirectConverted'])
    .select(['credit.linear_reported as linearConverted'])
    .select(['credit.position_based_reported as positionBasedConverted'])
    .select(['credit.time_decay_reported as timeDecayConverted'])
    .select(['credit.first_fee as firstFee', 'credit.last_fee as lastFee'])
    .select(['credit.last_non_direct_fee as lastNonDirectFee', 'credit.linear_fee as linearFee'])
    .select(['credit.position_based_fee as positionBasedFee', 'credit.time_decay_fee as timeDecayFee'])
    .where('credit.payment_id', 'in', payments)
    .orderBy(inBytes(db, 'credit.entry_id'))
    .orderBy('credit.position')
    .orderBy('credit.line')
    .execute()
