// PaymentIntents, charges and balance transactions.
import { z } from 'zod'
import { captureIntent } from '../../flows/capture.ts'
import type { Attempt } from '../../flows/charge.ts'
import { chargeDirectly } from '../../flows/direct-charge.ts'
import { cancelIntent, confirmIntent, createIntent, methodFor } from '../../flows/intent.ts'
import { declineMessage } from '../../objects/charge.ts'
import { chargeCreate } from '../../params/billing.ts'
import { mergeMetadata } from '../../params/form.ts'
import {
  chargeUpdate,
  paymentIntentCancel,
  paymentIntentCapture,
  paymentIntentConfirm,
  paymentIntentCreate,
  paymentIntentUpdate,
} from '../../params/payment.ts'
import { refundsOf } from '../../render/charge.ts'
import type { Rendered } from '../../render/render.ts'
import { StripeRefusal, unexpectedState } from '../../stripe-error.ts'
import type { Call } from '../call.ts'
import { type Endpoint, idIn, list, optionalText, read, retrieve, same, write } from '../endpoint.ts'
import { pageParams } from '../pagination.ts'
import { definedOnly } from './catalogue.ts'

/** A declined card is an error of the request, after its charge was recorded. */
function answer(call: Call, id: string, attempt: Attempt | undefined): Rendered {
  const intent = call.show(call.get('payment_intent', id))
  if (attempt?.kind !== 'declined') return intent
  throw declined(attempt.charge, intent)
}

const declined = (charge: string, payment_intent?: Rendered) =>
  new StripeRefusal(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: declineMessage,
    charge,
    ...(payment_intent === undefined ? {} : { payment_intent }),
  })

const intents: Endpoint[] = [
  list('payment_intent', 'payment_intents', { customer: optionalText }, (intent, wanted) =>
    same(wanted.customer, intent.customer),
  ),
  retrieve('payment_intent', 'payment_intents'),
  write('payment_intents', 'payment_intent', (call) => {
    const params = call.parse(paymentIntentCreate)
    if (params.customer !== undefined) call.get('customer', params.customer, 'customer')
    const { id, attempt } = call.run((draft) => {
      const {
        confirm,
        payment_method,
        capture_method,
        automatic_payment_methods,
        metadata,
        payment_method_options,
        ...rest
      } = params
      const intent = createIntent(draft, {
        amount: rest.amount,
        currency: rest.currency,
        customer: rest.customer ?? null,
        description: rest.description ?? null,
        receipt_email: rest.receipt_email ?? null,
        setup_future_usage: rest.setup_future_usage ?? null,
        payment_method_types: rest.payment_method_types ?? ['card'],
        automatic_payment_methods: automatic_payment_methods?.enabled ?? rest.payment_method_types === undefined,
        capture_method: capture_method === 'manual' ? 'manual' : 'automatic',
        multicapture: payment_method_options?.card?.request_multicapture === 'if_available',
        application_fee_amount: rest.application_fee_amount ?? null,
        metadata: mergeMetadata({}, metadata),
      })
      if (confirm) return { id: intent.id, attempt: confirmIntent(draft, intent.id, payment_method) }
      return { id: intent.id, attempt: undefined }
    })
    return answer(call, id, attempt)
  }),
  write('payment_intents/:id', 'payment_intent', (call) => {
    const { metadata, payment_method, ...changes } = call.parse(paymentIntentUpdate)
    const old = call.get('payment_intent', idIn(call), 'intent')
    if (changes.amount !== undefined && !['requires_confirmation', 'requires_payment_method'].includes(old.status))
      throw unexpectedState(
        'payment_intent',
        `This PaymentIntent's amount could not be updated because it has a status of ${old.status}.`,
      )
    const merged = { ...definedOnly(changes), metadata: mergeMetadata(old.metadata, metadata) }
    return call.show(call.run((draft) => draft.patch('payment_intent', old.id, merged)))
  }),
  write('payment_intents/:id/confirm', 'payment_intent', (call) => {
    const params = call.parse(paymentIntentConfirm)
    const { id } = call.get('payment_intent', idIn(call), 'intent')
    return answer(
      call,
      id,
      call.run((draft) => confirmIntent(draft, id, params.payment_method)),
    )
  }),
  write('payment_intents/:id/capture', 'payment_intent', (call) => {
    const params = call.parse(paymentIntentCapture)
    const { id } = call.get('payment_intent', idIn(call), 'intent')
    call.run((draft) => captureIntent(draft, id, params.amount_to_capture, params.final_capture ?? true))
    return call.show(call.get('payment_intent', id))
  }),
  write('payment_intents/:id/cancel', 'payment_intent', (call) => {
    const params = call.parse(paymentIntentCancel)
    const { id } = call.get('payment_intent', idIn(call), 'intent')
    call.run((draft) => cancelIntent(draft, id, params.cancellation_reason ?? null))
    return call.show(call.get('payment_intent', id))
  }),
]

const charges: Endpoint[] = [
  list(
    'charge',
    'charges',
    { customer: optionalText, payment_intent: optionalText, transfer_group: optionalText },
    (charge, wanted) =>
      same(wanted.customer, charge.customer) &&
      same(wanted.payment_intent, charge.payment_intent) &&
      same(wanted.transfer_group, charge.transfer_group),
  ),
  retrieve('charge', 'charges'),
  write('charges', 'charge', (call) => {
    const { metadata, source, ...order } = call.parse(chargeCreate)
    const customer = order.customer === undefined ? undefined : call.get('customer', order.customer, 'customer')
    const payer = { email: order.receipt_email ?? customer?.email ?? null, customer: customer?.id ?? null }
    const charge = call.run((draft) => {
      const method = methodFor(draft, source?.includes('Declined') ? 'pm_card_chargeDeclined' : 'pm_card_visa', payer)
      return chargeDirectly(
        draft,
        {
          amount: order.amount,
          currency: order.currency,
          customer: payer.customer,
          description: order.description ?? null,
          metadata: mergeMetadata({}, metadata),
          receipt_email: order.receipt_email ?? null,
        },
        method,
      )
    })
    if (charge.status === 'failed') throw declined(charge.id)
    return call.show(call.get('charge', charge.id))
  }),
  write('charges/:id', 'charge', (call) => {
    const { metadata, ...changes } = call.parse(chargeUpdate)
    const old = call.get('charge', idIn(call), 'charge')
    return call.show(
      call.run((draft) => {
        draft.patch('charge', old.id, { ...definedOnly(changes), metadata: mergeMetadata(old.metadata, metadata) })
        draft.emit('charge.updated', 'charge', old.id)
        return draft.get('charge', old.id)
      }),
    )
  }),
  read('charges/:id/refunds', 'refund', (call) =>
    call.page(refundsOf(call.view, call.get('charge', idIn(call), 'charge')), call.parse(z.strictObject(pageParams))),
  ),
]

const balance: Endpoint[] = [
  list(
    'balance_transaction',
    'balance_transactions',
    { source: optionalText, type: optionalText, currency: optionalText },
    (entry, wanted) =>
      same(wanted.source, entry.source) && same(wanted.type, entry.type) && same(wanted.currency, entry.currency),
  ),
  retrieve('balance_transaction', 'balance_transactions'),
]

export const paymentRoutes = [...intents, ...charges, ...balance]
