// A credit note of an open or paid invoice: it lowers what is due, or gives back what was paid in one of three ways.
import { newCreditNote } from '../objects/credit-note.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { type CreditNote, type Invoice, idOf } from '../world/model.ts'
import { moveBalance } from './customer-balance.ts'
import { asksForTheRest, cancelPayments, markPaid } from './invoice-payment.ts'
import { createRefund } from './refund.ts'

export interface CreditOrder {
  invoice: string
  amount?: number | undefined
  /** To the customer's balance. */
  credit_amount?: number | undefined
  /** Back to where it was paid from. */
  refund_amount?: number | undefined
  /** Refunds that were made already. */
  refunds?: CreditNote['own']['refunds'] | undefined
  out_of_band_amount?: number | undefined
  memo?: string | null | undefined
  metadata?: Record<string, string> | undefined
  reason?: CreditNote['reason'] | undefined
}

export function issueCreditNote(draft: Draft, order: CreditOrder): CreditNote {
  const invoice = draft.get('invoice', order.invoice, 'invoice')
  if (invoice.status !== 'open' && invoice.status !== 'paid')
    throw invalid('A credit note can only be issued for an open or paid invoice.', 'invoice')
  const parts = partsOf(invoice, order)
  const id = draft.id('cn')
  const refunds = [...(order.refunds ?? []), ...refundNow(draft, invoice, order)]
  const credit = order.credit_amount ?? 0
  const balance_entry = credit === 0 ? null : credited(draft, invoice, id, credit)
  const sequence = draft.all('credit_note').filter((note) => idOf(note.invoice) === invoice.id).length + 1
  const note = newCreditNote(
    draft,
    id,
    invoice,
    { ...parts, refunds, balance_entry, out_of_band: order.out_of_band_amount ?? 0 },
    { memo: order.memo ?? null, metadata: order.metadata ?? {}, reason: order.reason ?? null, sequence },
  )
  draft.put('credit_note', note)
  lowerInvoice(draft, invoice, parts)
  draft.emit('credit_note.created', 'credit_note', id)
  tellInvoice(draft, invoice)
  return note
}

interface Parts {
  pre_payment: number
  post_payment: number
}

/** What is not yet paid is credited first; every cent of the rest must go somewhere. */
function partsOf(invoice: Invoice, order: CreditOrder): Parts {
  const given = (order.refunds ?? []).reduce((sum, refund) => sum + refund.amount_refunded, 0)
  const back = (order.credit_amount ?? 0) + (order.refund_amount ?? 0) + (order.out_of_band_amount ?? 0) + given
  const amount = order.amount ?? back
  const pre_payment = Math.min(amount, invoice.amount_remaining)
  const post_payment = amount - pre_payment
  if (amount <= 0) throw invalid('A credit note needs an amount.', 'amount')
  if (post_payment > invoice.amount_paid - invoice.post_payment_credit_notes_amount)
    throw invalid('The sum of credit notes cannot exceed the amount of the invoice.', 'amount')
  if (post_payment !== back)
    throw invalid(
      `The sum of credit amount, refund amount and out of band amount (${back}) must equal the credit note's amount after payment (${post_payment}).`,
    )
  return { pre_payment, post_payment }
}

function refundNow(draft: Draft, invoice: Invoice, order: CreditOrder): CreditNote['own']['refunds'] {
  const amount = order.refund_amount ?? 0
  if (amount === 0) return []
  const payments = invoice.own.payments.flatMap((id) => draft.find('invoice_payment', id) ?? [])
  const paid = payments.find(({ status, payment }) => status === 'paid' && payment.type !== 'payment_record')
  if (paid === undefined) throw invalid('This invoice has no payment that can be refunded.', 'refund_amount')
  const intent = idOf(paid.payment.payment_intent) ?? undefined
  const charge = idOf(paid.payment.charge) ?? undefined
  const refund = createRefund(draft, { amount, ...(charge === undefined ? { payment_intent: intent } : { charge }) })
  return [{ amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund' }]
}

function credited(draft: Draft, invoice: Invoice, credit_note: string, amount: number): string {
  if (invoice.customer === null) throw invalid('This invoice has no customer to be credited.', 'credit_amount')
  return moveBalance(draft, invoice.customer, {
    type: 'credit_note',
    amount: -amount,
    currency: invoice.currency,
    invoice: invoice.id,
    credit_note,
  })
}

function lowerInvoice(draft: Draft, invoice: Invoice, { pre_payment, post_payment }: Parts): void {
  draft.patch('invoice', invoice.id, {
    amount_due: invoice.amount_due - pre_payment,
    amount_remaining: invoice.amount_remaining - pre_payment,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + pre_payment,
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + post_payment,
  })
}

/** An open invoice of which nothing is left to pay is paid. */
function tellInvoice(draft: Draft, before: Invoice): void {
  asksForTheRest(draft, before.id)
  draft.emit('invoice.updated', 'invoice', before.id)
  if (before.status === 'open' && draft.get('invoice', before.id).amount_remaining === 0) {
    cancelPayments(draft, before.id)
    markPaid(draft, before.id)
  }
}

export function voidCreditNote(draft: Draft, id: string): void {
  const note = draft.get('credit_note', id)
  if (note.status === 'void') throw unexpectedState('credit_note', 'This credit note is already void.')
  if (note.own.refunds.length > 0) throw invalid('A credit note with a refund cannot be voided.')
  const invoice = draft.get('invoice', idOf(note.invoice) ?? '', 'invoice')
  if (note.pre_payment_amount > 0 && invoice.status !== 'open')
    throw invalid('A credit note that lowered an invoice can be voided only while the invoice is open.')
  draft.patch('credit_note', id, { status: 'void', voided_at: draft.now })
  const entry = draft.find('customer_balance_transaction', idOf(note.customer_balance_transaction))
  if (entry !== undefined)
    moveBalance(draft, idOf(entry.customer) ?? '', {
      type: 'credit_note',
      amount: -entry.amount,
      currency: entry.currency,
      credit_note: id,
    })
  lowerInvoice(draft, invoice, { pre_payment: -note.pre_payment_amount, post_payment: -note.post_payment_amount })
  asksForTheRest(draft, invoice.id)
  draft.emit('credit_note.voided', 'credit_note', id)
  draft.emit('invoice.updated', 'invoice', invoice.id)
}
