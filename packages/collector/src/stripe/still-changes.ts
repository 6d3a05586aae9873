// Whether an object may still change without any list telling of it, and when to look again: soon while it is young.
import { at, type StripeObject, timeIn } from './normalise/read.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What is still this after so long will stay it. */
const GIVE_UP: Record<string, number> = {
  'checkout.session': 40 * DAY,
  payment_intent: 60 * DAY,
  charge: 60 * DAY,
  invoice: 400 * DAY,
  invoice_payment: 60 * DAY,
  refund: 60 * DAY,
  credit_note: 30 * DAY,
  dispute: 200 * DAY,
  subscription: 3_650 * DAY,
}

const open: Record<string, (object: StripeObject) => boolean> = {
  'checkout.session': ({ status, payment_status }) =>
    status === 'open' || (status === 'complete' && payment_status === 'unpaid'),
  payment_intent: ({ status }) => status !== 'succeeded' && status !== 'canceled',
  charge: (charge) => charge.status === 'pending' || (charge.status === 'succeeded' && charge.captured === false),
  invoice: ({ status }) => status === 'draft' || status === 'open' || status === 'uncollectible',
  invoice_payment: ({ status }) => status === 'open',
  refund: ({ status }) => status === 'pending' || status === 'requires_action',
  credit_note: ({ status }) => status === 'issued',
  dispute: ({ status }) => !['won', 'lost', 'warning_closed', 'prevented'].includes(String(status)),
  subscription: ({ status }) => status !== 'canceled' && status !== 'incomplete_expired',
}

/** Debits that a bank may call back although they had succeeded: their charge fails weeks later. */
const calledBack = new Set([
  'acss_debit',
  'ach_debit',
  'au_becs_debit',
  'bacs_debit',
  'nz_bank_account',
  'sepa_debit',
  'us_bank_account',
])

/** Succeeded, and yet it may fail: a refund that the buyer's bank sends back, a debit that it calls back (STRIPE.md 1.6). */
const undone: Record<string, (object: StripeObject) => boolean> = {
  charge: (charge) => charge.status === 'succeeded' && isDebit(at(charge, 'payment_method_details', 'type')),
  refund: ({ status }) => status === 'succeeded',
}

const isDebit = (type: unknown): boolean => typeof type === 'string' && calledBack.has(type)

/** A void credit note and a subscription's end are rare: once a day is enough. */
const seldom = new Set(['subscription', 'credit_note'])

/** When to read it again; null: it is what it will be. */
export function nextLook(object: StripeObject, now: number): number | null {
  const giveUp = GIVE_UP[object.object]
  const isOpen = open[object.object]?.(object) ?? false
  if (giveUp === undefined || !(isOpen || undone[object.object]?.(object))) return null
  const age = Math.max(0, now - (timeIn(at(object, 'created')) ?? now))
  if (age > giveUp) return null
  return now + (isOpen && !seldom.has(object.object) ? pauseAt(age) : DAY)
}

const pauseAt = (age: number): number => {
  if (age < HOUR) return MINUTE
  if (age < DAY) return 10 * MINUTE
  return age < 14 * DAY ? HOUR : 6 * HOUR
}
