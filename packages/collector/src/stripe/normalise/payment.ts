// What PaymentIntents and charges say. An authorisation is not money; captured or received is.
import type { Fee, State } from '../../ledger/fact.ts'
import type { Reading } from './index.ts'
import { amountIn, at, idIn, knownIds, listIn, type StripeObject, textIn, timeIn } from './read.ts'
import { emailsIn, referencesIn } from './references.ts'
import { settledOf } from './settled.ts'

const intentStates: Record<string, State> = { processing: 'processing', succeeded: 'succeeded', canceled: 'open' }

export function paymentIntent(intent: StripeObject): Reading {
  // With multicapture the money taken so far stands on an intent that still requires capture.
  const counts = intent.status === 'succeeded' || intent.status === 'requires_capture'
  const failed = intent.status === 'requires_payment_method' && intent.last_payment_error
  return {
    links: knownIds(intent.latest_charge, intent.invoice, ...listIn(intent.charges)),
    state: failed ? 'failed' : (intentStates[String(intent.status)] ?? 'open'),
    currency: textIn(intent.currency),
    amount: amountIn(intent.amount),
    paid: counts ? amountIn(intent.amount_received) : 0,
    createdAt: timeIn(intent.created),
    customer: idIn(intent.customer),
    description: textIn(intent.description),
    orderReference: textIn(at(intent, 'payment_details', 'order_reference')),
    billedBy: billedBy(intent),
    references: [...referencesIn(intent.metadata, 'payment_intent_metadata'), ...emailsIn(intent)],
  }
}

export function charge(object: StripeObject): Reading {
  // The connected account's copy of a platform's charge is the same money.
  const copy = object.source_transfer !== undefined && object.source_transfer !== null
  const captured = object.status === 'succeeded' && object.paid === true && object.captured === true && !copy
  const takenBack = object.status === 'failed' && Boolean(object.failure_balance_transaction)
  return {
    links: knownIds(object.payment_intent, object.invoice),
    state: takenBack ? 'void' : chargeState(object, captured),
    currency: textIn(object.currency),
    amount: amountIn(object.amount),
    paid: captured ? capturedAmount(object) : 0,
    refunded: captured ? refundedAmount(object) : 0,
    createdAt: timeIn(object.created),
    customer: idIn(object.customer),
    description: textIn(object.description),
    billedBy: billedBy(object),
    fee: feeOf(object),
    settled: captured ? settledOf(object, capturedAmount(object)) : null,
    references: [...referencesIn(object.metadata, 'payment_intent_metadata'), ...emailsIn(object)],
  }
}

/** Stripe's own words for an invoice's money; the receipt of a charge lies under another path. */
const invoiceWords = /^(Subscription (creation|update|cycle)|Payment for Invoice)/

const billedBy = (object: StripeObject): 'invoice' | null =>
  invoiceWords.test(textIn(object.description) ?? '') || textIn(object.receipt_url)?.includes('/receipts/invoices/')
    ? 'invoice'
    : null

/** What of an authorisation was not captured is told as refunded, too: it was never there. */
const refundedAmount = (object: StripeObject): number =>
  Math.max(0, amountIn(object.amount_refunded) - (amountIn(object.amount) - capturedAmount(object)))

/** Only where the balance transaction was asked for and could be read. */
function feeOf(object: StripeObject): Fee | null {
  const currency = textIn(at(object, 'balance_transaction', 'currency'))
  return currency ? { amount: amountIn(at(object, 'balance_transaction', 'fee')), currency } : null
}

function chargeState(object: StripeObject, captured: boolean): State {
  if (captured) return 'succeeded'
  if (object.status === 'pending') return 'processing'
  return object.status === 'failed' ? 'failed' : 'open'
}

/** Old charges have no `amount_captured`: captured, they were captured whole. */
const capturedAmount = (object: StripeObject): number =>
  object.amount_captured === undefined ? amountIn(object.amount) : amountIn(object.amount_captured)
