// Refunds, credit notes and disputes: money that goes back.
import { z } from 'zod'
import { issueCreditNote, voidCreditNote } from '../../flows/credit-note.ts'
import { answerDispute, closeDispute } from '../../flows/dispute.ts'
import { createRefund, resolveRefund } from '../../flows/refund.ts'
import { creditNoteCreate, creditNoteUpdate, disputeUpdate } from '../../params/billing.ts'
import { mergeMetadata } from '../../params/form.ts'
import { refundCreate, refundUpdate } from '../../params/payment.ts'
import { invalid } from '../../stripe-error.ts'
import { idOf } from '../../world/model.ts'
import { type Endpoint, idIn, list, optionalText, read, retrieve, same, write } from '../endpoint.ts'
import { page, pageParams } from '../pagination.ts'
import { definedOnly } from './catalogue.ts'

const refunds: Endpoint[] = [
  list(
    'refund',
    'refunds',
    { charge: optionalText, payment_intent: optionalText },
    (refund, wanted) => same(wanted.charge, refund.charge) && same(wanted.payment_intent, refund.payment_intent),
  ),
  retrieve('refund', 'refunds'),
  write('refunds', 'refund', (call) => {
    const { metadata, ...params } = call.parse(refundCreate)
    return call.show(call.run((draft) => createRefund(draft, { ...params, metadata: mergeMetadata({}, metadata) })))
  }),
  write('refunds/:id', 'refund', (call) => {
    const { metadata } = call.parse(refundUpdate)
    const old = call.get('refund', idIn(call))
    const merged = mergeMetadata(old.metadata ?? {}, metadata)
    return call.show(call.run((draft) => draft.patch('refund', old.id, { metadata: merged })))
  }),
  write('refunds/:id/cancel', 'refund', (call) => {
    const { id, status } = call.get('refund', idIn(call))
    if (status !== 'pending' && status !== 'requires_action')
      throw invalid(`You cannot cancel a refund that is ${status ?? 'done'}.`)
    call.run((draft) => resolveRefund(draft, id, 'canceled'))
    return call.show(call.get('refund', id))
  }),
]

const creditNotes: Endpoint[] = [
  list(
    'credit_note',
    'credit_notes',
    { customer: optionalText, invoice: optionalText },
    (note, wanted) => same(wanted.customer, idOf(note.customer)) && same(wanted.invoice, idOf(note.invoice)),
  ),
  retrieve('credit_note', 'credit_notes'),
  write('credit_notes', 'credit_note', (call) => {
    const { metadata, refunds: given, ...params } = call.parse(creditNoteCreate)
    const kept = given?.map(({ refund, amount_refunded }) => ({
      amount_refunded: amount_refunded ?? call.get('refund', refund, 'refunds').amount,
      payment_record_refund: null,
      refund,
      type: 'refund',
    }))
    const order = { ...definedOnly(params), invoice: params.invoice, refunds: kept }
    return call.show(call.run((draft) => issueCreditNote(draft, { ...order, metadata: mergeMetadata({}, metadata) })))
  }),
  write('credit_notes/:id', 'credit_note', (call) => {
    const { metadata, memo } = call.parse(creditNoteUpdate)
    const old = call.get('credit_note', idIn(call))
    const merged = { memo: memo ?? old.memo, metadata: mergeMetadata(old.metadata ?? {}, metadata) }
    return call.show(
      call.run((draft) => {
        draft.patch('credit_note', old.id, merged)
        draft.emit('credit_note.updated', 'credit_note', old.id)
        return draft.get('credit_note', old.id)
      }),
    )
  }),
  write('credit_notes/:id/void', 'credit_note', (call) => {
    const { id } = call.get('credit_note', idIn(call))
    call.run((draft) => voidCreditNote(draft, id))
    return call.show(call.get('credit_note', id))
  }),
  read('credit_notes/:id/lines', 'credit_note', (call) => {
    const { id, own } = call.get('credit_note', idIn(call))
    return { ...page(own.lines, call.parse(z.strictObject(pageParams)), `/v1/credit_notes/${id}/lines`) }
  }),
]

const disputes: Endpoint[] = [
  list(
    'dispute',
    'disputes',
    { charge: optionalText, payment_intent: optionalText },
    (dispute, wanted) =>
      same(wanted.charge, idOf(dispute.charge)) && same(wanted.payment_intent, idOf(dispute.payment_intent)),
  ),
  retrieve('dispute', 'disputes'),
  write('disputes/:id', 'dispute', (call) => {
    const { metadata, submit } = call.parse(disputeUpdate)
    const old = call.get('dispute', idIn(call))
    call.run((draft) => {
      draft.patch('dispute', old.id, { metadata: mergeMetadata(old.metadata, metadata) })
      if (submit) answerDispute(draft, old.id)
    })
    return call.show(call.get('dispute', old.id))
  }),
  /** Closing is giving up. */
  write('disputes/:id/close', 'dispute', (call) => {
    const { id } = call.get('dispute', idIn(call))
    call.run((draft) => closeDispute(draft, id, 'lost'))
    return call.show(call.get('dispute', id))
  }),
]

export const reversalRoutes = [...refunds, ...creditNotes, ...disputes]
