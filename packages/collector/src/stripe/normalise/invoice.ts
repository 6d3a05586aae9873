// What invoices and their payments say. Money paid outside Stripe is not Stripe revenue (STRIPE.md S7).
import type { Reading } from './index.ts'
import { invoiceLines } from './lines.ts'
import { amountIn, at, idIn, knownIds, listIn, type StripeObject, textIn, timeIn } from './read.ts'
import { emailsIn, referencesIn } from './references.ts'

export function invoice(object: StripeObject): Reading {
  const outside = outsideOf(object)
  const payments = listIn(object.payments)
  return {
    links: knownIds(
      object.payment_intent,
      object.charge,
      ...payments,
      ...payments.flatMap((payment) => [at(payment, 'payment', 'payment_intent'), at(payment, 'payment', 'charge')]),
    ),
    state: object.status === 'paid' && amountIn(object.amount_paid) > outside ? 'succeeded' : 'open',
    currency: textIn(object.currency),
    amount: amountIn(object.amount_due),
    paid: Math.max(amountIn(object.amount_paid), outside),
    outside,
    applied: appliedBalance(object),
    creditedBefore: amountIn(object.pre_payment_credit_notes_amount),
    creditedAfter: amountIn(object.post_payment_credit_notes_amount),
    createdAt: timeIn(object.created),
    finalizedAt: timeIn(at(object, 'status_transitions', 'finalized_at')),
    settledAt: timeIn(at(object, 'status_transitions', 'paid_at')),
    customer: idIn(object.customer),
    subscription: idIn(object.subscription) ?? idIn(at(object, 'parent', 'subscription_details', 'subscription')),
    description: linesOf(object),
    lines: invoiceLines(object),
    billingReason: textIn(object.billing_reason),
    references: [
      ...referencesIn(object.metadata, 'invoice_metadata'),
      ...referencesIn(at(object, 'subscription_details', 'metadata'), 'subscription_metadata'),
      ...referencesIn(at(object, 'parent', 'subscription_details', 'metadata'), 'subscription_metadata'),
      ...emailsIn(object),
    ],
  }
}

/** Before basil `amount_paid` leaves such money out, since then it contains it. */
function outsideOf(object: StripeObject): number {
  if (object.paid_out_of_band !== true) return amountIn(object.amount_paid_off_stripe)
  return amountIn(object.amount_paid_off_stripe) || amountIn(object.amount_due)
}

/** A customer's balance is negative while we owe them: using it up raises it. */
const appliedBalance = (object: StripeObject): number =>
  Math.max(0, amountIn(object.ending_balance) - amountIn(object.starting_balance))

function linesOf(object: StripeObject): string | null {
  const names = listIn(object.lines).map((line) => textIn(at(line, 'description')))
  return names.filter((name) => name !== null).join(', ') || null
}

export function invoicePayment(object: StripeObject): Reading {
  const outside = at(object, 'payment', 'type') === 'payment_record'
  const paid = object.status === 'paid' && !outside
  return {
    links: knownIds(object.invoice, at(object, 'payment', 'payment_intent'), at(object, 'payment', 'charge')),
    state: paid ? 'succeeded' : 'open',
    currency: textIn(object.currency),
    amount: amountIn(object.amount_requested),
    paid: paid ? amountIn(object.amount_paid) : 0,
    outside: outside && object.status === 'paid' ? amountIn(object.amount_paid) : 0,
    createdAt: timeIn(object.created),
    settledAt: timeIn(at(object, 'status_transitions', 'paid_at')),
  }
}
