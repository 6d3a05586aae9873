// An invoice and what pays it: one payment for all of it, several for parts (S11), or money from elsewhere (S7, S17).
import { newInvoicePayment, type PaidBy } from '../objects/invoice-payment.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { type Invoice, idOf, type Tables } from '../world/model.ts'
import { moveBalance } from './customer-balance.ts'

type Payment = Tables['invoice_payment']

const paymentsOf = (draft: Draft, invoice: Invoice): Payment[] =>
  invoice.own.payments.flatMap((id) => draft.find('invoice_payment', id) ?? [])

const openOf = (draft: Draft, invoice: Invoice) => paymentsOf(draft, invoice).filter(({ status }) => status === 'open')

export function linkPayment(
  draft: Draft,
  id: string,
  payment: PaidBy,
  of: { amount?: number; is_default?: boolean } = {},
): string {
  const invoice = draft.get('invoice', id)
  const amount = of.amount ?? invoice.amount_remaining
  const link = newInvoicePayment(draft, invoice, payment, { amount, is_default: of.is_default ?? true })
  draft.put('invoice_payment', link)
  draft.patch('invoice', id, { own: { ...invoice.own, payments: [...invoice.own.payments, link.id] } })
  return link.id
}

export function intentToPay(draft: Draft, invoice: Invoice): string {
  const intent = idOf(openOf(draft, invoice)[0]?.payment.payment_intent)
  if (intent === null) throw invalid('This invoice has no open payment.')
  return intent
}

/** The invoice's side of a payment that has succeeded, or of nothing being due. */
export function markPaid(draft: Draft, id: string): void {
  const paying = openOf(draft, draft.get('invoice', id))
  for (const { id: payment } of paying) payLink(draft, payment)
  const { amount_due } = draft.get('invoice', id)
  draft.patch('invoice', id, { amount_paid: amount_due })
  close(draft, id)
  if (paying.length > 0) draft.emit('invoice.updated', 'invoice', id)
  tellPaid(draft, id)
  for (const payment of paying) draft.emit('invoice_payment.paid', 'invoice_payment', payment.id)
}

const payLink = (draft: Draft, id: string) =>
  draft.patch('invoice_payment', id, {
    status: 'paid',
    amount_paid: draft.get('invoice_payment', id).amount_requested,
    status_transitions: { canceled_at: null, paid_at: draft.now },
  })

function close(draft: Draft, id: string): void {
  const invoice = draft.get('invoice', id)
  draft.patch('invoice', id, {
    status: 'paid',
    attempted: true,
    amount_remaining: 0,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: draft.now },
  })
}

function tellPaid(draft: Draft, id: string): void {
  draft.emit('invoice.paid', 'invoice', id)
  draft.emit('invoice.payment_succeeded', 'invoice', id)
}

/** A payment beside the invoice's own, for a part of it or for more than it; the invoice is paid when nothing remains. */
export function attachPaid(draft: Draft, id: string, payment: PaidBy, amount: number): void {
  const invoice = draft.get('invoice', id)
  if (invoice.status !== 'open') throw unexpectedState('invoice', 'Payments can only be attached to an open invoice.')
  const link = linkPayment(draft, id, payment, { amount, is_default: false })
  payLink(draft, link)
  draft.emit('invoice_payment.paid', 'invoice_payment', link)
  const over = Math.max(0, amount - invoice.amount_remaining)
  const outside = payment.type === 'payment_record' ? amount : 0
  draft.patch('invoice', id, {
    amount_paid: invoice.amount_paid + amount,
    amount_remaining: invoice.amount_remaining - (amount - over),
    amount_overpaid: invoice.amount_overpaid + over,
    ...(outside > 0 ? { amount_paid_off_stripe: (invoice.amount_paid_off_stripe ?? 0) + outside } : {}),
  })
  if (draft.get('invoice', id).amount_remaining === 0) closeAttached(draft, id, over)
  else {
    asksForTheRest(draft, id)
    draft.emit('invoice.updated', 'invoice', id)
  }
}

function closeAttached(draft: Draft, id: string, over: number): void {
  const invoice = cancelPayments(draft, id)
  const paidOutside = invoice.amount_paid_off_stripe === invoice.amount_paid && invoice.amount_paid > 0
  draft.patch('invoice', id, { own: { ...invoice.own, paid_out_of_band: paidOutside } })
  close(draft, id)
  draft.emit('invoice.updated', 'invoice', id)
  tellPaid(draft, id)
  if (over === 0) return
  draft.emit('invoice.overpaid', 'invoice', id)
  if (invoice.customer !== null)
    moveBalance(draft, invoice.customer, {
      type: 'invoice_overpaid',
      amount: -over,
      currency: invoice.currency,
      invoice: id,
    })
}

/** The invoice's own payment asks for what is left. */
export function asksForTheRest(draft: Draft, id: string): void {
  const invoice = draft.get('invoice', id)
  for (const payment of openOf(draft, invoice)) {
    draft.patch('invoice_payment', payment.id, { amount_requested: invoice.amount_remaining })
    const intent = draft.find('payment_intent', idOf(payment.payment.payment_intent))
    if (intent !== undefined) draft.patch('payment_intent', intent.id, { amount: invoice.amount_remaining })
  }
}

/** S7: basil counts money that never went through Stripe as paid, older versions do not. */
export function payOutOfBand(draft: Draft, id: string): void {
  const invoice = cancelPayments(draft, id)
  if (invoice.status !== 'open') throw unexpectedState('invoice', 'Only open invoices can be paid.')
  draft.patch('invoice', id, {
    amount_paid: invoice.amount_due,
    amount_paid_off_stripe: (invoice.amount_paid_off_stripe ?? 0) + invoice.amount_remaining,
    own: { ...invoice.own, paid_out_of_band: true },
  })
  close(draft, id)
  draft.emit('invoice.updated', 'invoice', id)
  tellPaid(draft, id)
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

export function markUncollectible(draft: Draft, id: string): void {
  const invoice = draft.get('invoice', id)
  if (invoice.status !== 'open') throw unexpectedState('invoice', 'You can only mark open invoices as uncollectible.')
  draft.patch('invoice', id, {
    status: 'uncollectible',
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: draft.now },
  })
  draft.emit('invoice.marked_uncollectible', 'invoice', id)
}

/** Ends what is still open, with the intents that nobody has paid. */
export function cancelPayments(draft: Draft, id: string): Invoice {
  for (const payment of openOf(draft, draft.get('invoice', id))) {
    draft.patch('invoice_payment', payment.id, {
      status: 'canceled',
      status_transitions: { canceled_at: draft.now, paid_at: null },
    })
    const intent = draft.find('payment_intent', idOf(payment.payment.payment_intent))
    if (intent === undefined || ['canceled', 'succeeded'].includes(intent.status)) continue
    draft.patch('payment_intent', intent.id, {
      status: 'canceled',
      amount_capturable: 0,
      canceled_at: draft.now,
      cancellation_reason: 'void_invoice',
    })
    draft.emit('payment_intent.canceled', 'payment_intent', intent.id)
  }
  return draft.get('invoice', id)
}
