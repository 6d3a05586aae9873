// The life of an invoice up to the try to pay it: draft, finalized with its payment, charged (S6).
import { type InvoiceInput, newInvoice } from '../objects/invoice.ts'
import { type IntentInput, newPaymentIntent } from '../objects/payment-intent.ts'
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Invoice } from '../world/model.ts'
import { type Attempt, attemptCharge } from './charge.ts'
import { dueAfterBalance } from './customer-balance.ts'
import { intentToPay, linkPayment, markPaid } from './invoice-payment.ts'

export function createInvoice(draft: Draft, input: InvoiceInput): Invoice {
  const invoice = draft.put('invoice', newInvoice(draft, input))
  draft.emit('invoice.created', 'invoice', invoice.id)
  return invoice
}

const descriptions: Record<string, string> = {
  subscription_create: 'Subscription creation',
  subscription_cycle: 'Subscription update',
  subscription_update: 'Subscription update',
}

export interface Finalizing {
  /** What `payment_details.order_reference` names: the invoice, or the session that caused it. */
  order_reference?: string
  session?: string
}

/** Opens the invoice and, unless nothing is due, the PaymentIntent that will pay it. */
export function finalizeInvoice(draft: Draft, id: string, from: Finalizing = {}): void {
  // A checkout has already told the buyer what to pay, so no balance may change it.
  const invoice = openInvoice(draft, id, from.session === undefined ? 'apply' : 'leave')
  if (invoice.amount_due === 0) {
    draft.emit('invoice.finalized', 'invoice', id)
    markPaid(draft, id)
    return
  }
  const intent = draft.put('payment_intent', newPaymentIntent(draft, intentInput(draft, invoice, from)))
  linkPayment(draft, id, { type: 'payment_intent', payment_intent: intent.id })
  draft.emit('invoice.finalized', 'invoice', id)
  draft.emit('payment_intent.created', 'payment_intent', intent.id)
}

const intentInput = (draft: Draft, invoice: Invoice, from: Finalizing): IntentInput => ({
  amount: invoice.amount_due,
  currency: invoice.currency,
  customer: invoice.customer,
  description: descriptions[invoice.billing_reason ?? ''] ?? 'Payment for Invoice',
  receipt_email: null,
  invoice: invoice.id,
  order_reference: draft.orderReference(from.order_reference ?? invoice.id),
  ...(from.session === undefined ? {} : { session: from.session }),
})

export function openInvoice(draft: Draft, id: string, balance: 'apply' | 'leave'): Invoice {
  const invoice = draft.get('invoice', id)
  if (invoice.status !== 'draft')
    throw unexpectedState('invoice', 'You can only finalize draft invoices. This invoice isn’t a draft invoice.')
  const due = balance === 'apply' ? dueAfterBalance(draft, invoice) : { ending_balance: 0 }
  const customer = draft.find('customer', invoice.customer)
  const sequence = customer?.next_invoice_sequence ?? 1
  if (customer !== undefined) draft.patch('customer', customer.id, { next_invoice_sequence: sequence + 1 })
  return draft.patch('invoice', id, {
    ...due,
    status: 'open',
    number: `${customer?.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`,
    effective_at: draft.now,
    automatically_finalizes_at: null,
    status_transitions: { ...invoice.status_transitions, finalized_at: draft.now },
  })
}

/** Tries to pay an open invoice; a refusal keeps the same intent and invoice for the next try (S5f). */
export function payInvoice(draft: Draft, id: string, method: string): Attempt {
  const invoice = draft.get('invoice', id)
  if (invoice.status !== 'open')
    throw unexpectedState('invoice', `Invoice is ${invoice.status === 'paid' ? 'already paid' : `not open`}`)
  draft.patch('invoice', id, { attempted: true, attempt_count: invoice.attempt_count + 1 })
  const attempt = attemptCharge(draft, intentToPay(draft, invoice), method)
  if (attempt.kind === 'paid') markPaid(draft, id)
  if (attempt.kind === 'declined') {
    draft.emit('invoice.updated', 'invoice', id)
    draft.emit('invoice.payment_failed', 'invoice', id)
  }
  return attempt
}
