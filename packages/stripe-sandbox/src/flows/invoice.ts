// The life of an invoice: draft, finalized with its payment, paid, failed, voided, or paid elsewhere (S6, S7).
import { type InvoiceInput, newInvoice } from '../objects/invoice.ts'
import { newInvoicePayment } from '../objects/invoice-payment.ts'
import { type IntentInput, newPaymentIntent } from '../objects/payment-intent.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { type Invoice, idOf } from '../world/model.ts'
import { type Attempt, attemptCharge } from './charge.ts'
import { cancelIntent } from './intent.ts'

export function createInvoice(draft: Draft, input: InvoiceInput): Invoice {
  const invoice = draft.put('invoice', newInvoice(draft, input))
  draft.emit('invoice.created', 'invoice', invoice.id)
  return invoice
}

const descriptions: Record<string, string> = {
  subscription_create: 'Subscription creation',
  subscription_cycle: 'Subscription update',
}

export interface Finalizing {
  /** What `payment_details.order_reference` names: the invoice, or the session that caused it. */
  order_reference?: string
  session?: string
}

/** Opens the invoice and, unless nothing is due, the PaymentIntent that will pay it. */
export function finalizeInvoice(draft: Draft, id: string, from: Finalizing = {}): void {
  const invoice = openInvoice(draft, id)
  if (invoice.amount_due === 0) {
    draft.emit('invoice.finalized', 'invoice', id)
    markPaid(draft, id)
    return
  }
  const intent = draft.put('payment_intent', newPaymentIntent(draft, intentInput(invoice, from)))
  linkPayment(draft, id, intent.id)
  draft.emit('invoice.finalized', 'invoice', id)
  draft.emit('payment_intent.created', 'payment_intent', intent.id)
}

const intentInput = (invoice: Invoice, from: Finalizing): IntentInput => ({
  amount: invoice.amount_due,
  currency: invoice.currency,
  customer: invoice.customer,
  description: descriptions[invoice.billing_reason ?? ''] ?? 'Payment for Invoice',
  receipt_email: null,
  invoice: invoice.id,
  order_reference: from.order_reference ?? invoice.id,
  ...(from.session === undefined ? {} : { session: from.session }),
})

export function openInvoice(draft: Draft, id: string): Invoice {
  const invoice = draft.get('invoice', id)
  if (invoice.status !== 'draft')
    throw unexpectedState('invoice', 'You can only finalize draft invoices. This invoice isn’t a draft invoice.')
  const customer = draft.find('customer', invoice.customer)
  const sequence = customer?.next_invoice_sequence ?? 1
  if (customer !== undefined) draft.patch('customer', customer.id, { next_invoice_sequence: sequence + 1 })
  return draft.patch('invoice', id, {
    status: 'open',
    number: `${customer?.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`,
    effective_at: draft.now,
    automatically_finalizes_at: null,
    status_transitions: { ...invoice.status_transitions, finalized_at: draft.now },
  })
}

export function linkPayment(draft: Draft, id: string, intent: string): void {
  const invoice = draft.get('invoice', id)
  const payment = draft.put('invoice_payment', newInvoicePayment(draft, invoice, intent))
  draft.patch('invoice', id, { own: { ...invoice.own, payments: [...invoice.own.payments, payment.id] } })
}

function intentToPay(draft: Draft, invoice: Invoice): string {
  const open = invoice.own.payments.flatMap((id) => draft.find('invoice_payment', id) ?? [])
  const intent = idOf(open.find((payment) => payment.status === 'open')?.payment.payment_intent)
  if (intent === null) throw invalid('This invoice has no open payment.')
  return intent
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

/** The invoice's side of a payment that has succeeded, or of nothing being due. */
export function markPaid(draft: Draft, id: string): void {
  const invoice = draft.get('invoice', id)
  draft.patch('invoice', id, {
    status: 'paid',
    attempted: true,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    ending_balance: 0,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: draft.now },
  })
  const paid = invoice.own.payments.flatMap((payment) => draft.find('invoice_payment', payment) ?? [])
  for (const { id: payment, amount_requested } of paid.filter(({ status }) => status === 'open'))
    draft.patch('invoice_payment', payment, {
      status: 'paid',
      amount_paid: amount_requested,
      status_transitions: { canceled_at: null, paid_at: draft.now },
    })
  if (paid.length > 0) draft.emit('invoice.updated', 'invoice', id)
  draft.emit('invoice.paid', 'invoice', id)
  draft.emit('invoice.payment_succeeded', 'invoice', id)
  for (const payment of paid) draft.emit('invoice_payment.paid', 'invoice_payment', payment.id)
}

/** S7: basil counts money that never went through Stripe as paid, older versions do not. */
export function payOutOfBand(draft: Draft, id: string): void {
  const invoice = cancelPayments(draft, id)
  if (invoice.status !== 'open') throw unexpectedState('invoice', 'Only open invoices can be paid.')
  draft.patch('invoice', id, {
    status: 'paid',
    amount_paid: invoice.amount_due,
    amount_paid_off_stripe: invoice.amount_due,
    amount_remaining: 0,
    own: { ...invoice.own, paid_out_of_band: true },
    status_transitions: { ...invoice.status_transitions, paid_at: draft.now },
  })
  draft.emit('invoice.updated', 'invoice', id)
  draft.emit('invoice.paid', 'invoice', id)
  draft.emit('invoice.payment_succeeded', 'invoice', id)
}

export function voidInvoice(draft: Draft, id: string): void {
  const invoice = cancelPayments(draft, id)
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw unexpectedState('invoice', 'You can only void open or uncollectible invoices.')
  draft.patch('invoice', id, {
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: draft.now },
  })
  draft.emit('invoice.voided', 'invoice', id)
}

function cancelPayments(draft: Draft, id: string): Invoice {
  const invoice = draft.get('invoice', id)
  for (const payment of invoice.own.payments.flatMap((at) => draft.find('invoice_payment', at) ?? [])) {
    const intent = idOf(payment.payment.payment_intent)
    if (payment.status !== 'open' || intent === null) continue
    draft.patch('invoice_payment', payment.id, {
      status: 'canceled',
      status_transitions: { canceled_at: draft.now, paid_at: null },
    })
    cancelIntent(draft, intent, 'void_invoice')
  }
  return invoice
}
