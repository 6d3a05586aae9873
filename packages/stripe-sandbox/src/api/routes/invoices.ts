// Invoices with their lines, the payments of them, and payment records.
import { z } from 'zod'
import { methodFor } from '../../flows/intent.ts'
import { createInvoice, finalizeInvoice, payInvoice } from '../../flows/invoice.ts'
import { addInvoiceItem } from '../../flows/invoice-item.ts'
import { attachPaid, markUncollectible, payOutOfBand, voidInvoice } from '../../flows/invoice-payment.ts'
import { declineMessage } from '../../objects/charge.ts'
import { newPaymentRecord } from '../../objects/payment-record.ts'
import { attachPayment, paymentRecordReport } from '../../params/billing.ts'
import { mergeMetadata } from '../../params/form.ts'
import { invoiceCreate, invoiceItemCreate, invoicePay, invoiceUpdate } from '../../params/payment.ts'
import { renderInvoiceLine } from '../../render/invoice-line.ts'
import { isBefore } from '../../render/version.ts'
import { invalid, StripeRefusal } from '../../stripe-error.ts'
import { idOf } from '../../world/model.ts'
import type { Call } from '../call.ts'
import { type Endpoint, idIn, list, optionalText, read, retrieve, same, write } from '../endpoint.ts'
import { page, pageParams } from '../pagination.ts'
import { definedOnly } from './catalogue.ts'

const shown = (call: Call, id: string) => call.show(call.get('invoice', id))

/** `POST /v1/invoices/:id/<verb>`, which answers the invoice as it then is. */
const act = (verb: string, flow: (call: Call, id: string) => void): Endpoint =>
  write(`invoices/:id/${verb}`, 'invoice', (call) => {
    const { id } = call.get('invoice', idIn(call), 'invoice')
    flow(call, id)
    return shown(call, id)
  })

const invoiceFilters = {
  customer: optionalText,
  subscription: optionalText,
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
  collection_method: optionalText,
}

const invoices: Endpoint[] = [
  list(
    'invoice',
    'invoices',
    invoiceFilters,
    (invoice, wanted) =>
      same(wanted.customer, invoice.customer) &&
      same(wanted.subscription, invoice.own.subscription) &&
      same(wanted.status, invoice.status) &&
      same(wanted.collection_method, invoice.collection_method),
  ),
  retrieve('invoice', 'invoices'),
  write('invoices', 'invoice', (call) => {
    const params = call.parse(invoiceCreate)
    const customer = call.get('customer', params.customer, 'customer')
    return call.show(
      call.run((draft) =>
        createInvoice(draft, {
          billing_reason: 'manual',
          collection_method: params.collection_method ?? 'charge_automatically',
          customer,
          email: customer.email,
          currency: params.currency ?? customer.currency ?? 'usd',
          description: params.description ?? null,
          due_date: params.days_until_due === undefined ? null : draft.now + params.days_until_due * 86_400,
          lines: [],
          metadata: mergeMetadata({}, params.metadata),
          period: { start: draft.now, end: draft.now },
          subscription: null,
        }),
      ),
    )
  }),
  write('invoices/:id', 'invoice', (call) => {
    const { metadata, ...changes } = call.parse(invoiceUpdate)
    const old = call.get('invoice', idIn(call))
    call.run((draft) => {
      draft.patch('invoice', old.id, { ...definedOnly(changes), metadata: mergeMetadata(old.metadata ?? {}, metadata) })
      draft.emit('invoice.updated', 'invoice', old.id)
    })
    return shown(call, old.id)
  }),
  read('invoices/:id/lines', 'invoice', (call) => {
    const invoice = call.get('invoice', idIn(call), 'invoice')
    const lines = invoice.own.lines.map((line) => renderInvoiceLine(call.view, line, call.version))
    return { ...page(lines, call.parse(z.strictObject(pageParams)), `/v1/invoices/${invoice.id}/lines`) }
  }),
  act('finalize', (call, id) => call.run((draft) => finalizeInvoice(draft, id))),
  act('send', (call, id) =>
    call.run((draft) => {
      if (draft.get('invoice', id).status === 'draft') finalizeInvoice(draft, id)
      draft.emit('invoice.sent', 'invoice', id)
    }),
  ),
  act('pay', (call, id) => {
    if (pay(call, id, call.parse(invoicePay)) !== 'declined') return
    throw new StripeRefusal(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: declineMessage,
    })
  }),
  act('void', (call, id) => call.run((draft) => voidInvoice(draft, id))),
  act('mark_uncollectible', (call, id) => call.run((draft) => markUncollectible(draft, id))),
  act('attach_payment', attach),
  write('invoiceitems', 'invoice', (call) => {
    const params = call.parse(invoiceItemCreate)
    return call.run((draft) => addInvoiceItem(draft, params))
  }),
]

function pay(call: Call, id: string, params: z.infer<typeof invoicePay>): string {
  return call.run((draft) => {
    if (draft.get('invoice', id).status === 'draft') finalizeInvoice(draft, id)
    if (draft.get('invoice', id).status === 'paid') return 'nothing_due'
    if (params.paid_out_of_band) {
      payOutOfBand(draft, id)
      return 'out_of_band'
    }
    const customer = draft.find('customer', draft.get('invoice', id).customer)
    const token = params.payment_method ?? customer?.invoice_settings.default_payment_method ?? null
    if (token === null)
      throw invalid(
        'There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method.',
      )
    const payer = { email: customer?.email ?? null, customer: customer?.id ?? null }
    return payInvoice(draft, id, methodFor(draft, idOf(token) ?? '', payer)).kind
  })
}

/** Stripe takes an unpaid intent too and waits for it; the sandbox takes only money that is there. */
function attach(call: Call, id: string): void {
  const params = call.parse(attachPayment)
  call.run((draft) => {
    if (params.payment_record !== undefined) {
      const record = draft.get('payment_record', params.payment_record, 'payment_record')
      attachPaid(draft, id, { type: 'payment_record', payment_record: record.id }, record.amount_guaranteed.value)
      return
    }
    const intent = draft.get('payment_intent', params.payment_intent ?? '', 'payment_intent')
    if (intent.status !== 'succeeded') throw invalid('The PaymentIntent must have succeeded.', 'payment_intent')
    draft.patch('payment_intent', intent.id, { own: { ...intent.own, invoice: intent.own.invoice ?? id } })
    attachPaid(draft, id, { type: 'payment_intent', payment_intent: intent.id }, intent.amount_received)
  })
}

const paymentFilter = z.strictObject({
  type: z.enum(['charge', 'payment_intent', 'payment_record']),
  payment_intent: optionalText,
  payment_record: optionalText,
})

/** Invoice payments came with basil; to an older version the address is unknown. */
const sinceBasil = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  handle: (call) => {
    if (isBefore(call.version, '2025-03-31'))
      throw new StripeRefusal(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (GET: ${endpoint.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      })
    return endpoint.handle(call)
  },
})

const invoicePayments: Endpoint[] = [
  list(
    'invoice_payment',
    'invoice_payments',
    { invoice: optionalText, payment: paymentFilter.optional(), status: optionalText },
    (payment, wanted) =>
      same(wanted.invoice, payment.invoice) &&
      same(wanted.status, payment.status) &&
      same(wanted.payment?.type, payment.payment.type) &&
      same(wanted.payment?.payment_intent, idOf(payment.payment.payment_intent)) &&
      same(wanted.payment?.payment_record, idOf(payment.payment.payment_record)),
  ),
  retrieve('invoice_payment', 'invoice_payments'),
].map(sinceBasil)

const records: Endpoint[] = [
  list('payment_record', 'payment_records', {}, () => true),
  retrieve('payment_record', 'payment_records'),
  write('payment_records/report_payment', 'payment_record', (call) => {
    const { amount_requested, customer_details, metadata } = call.parse(paymentRecordReport)
    const record = {
      amount: amount_requested.value,
      currency: amount_requested.currency,
      customer: customer_details?.customer ?? null,
      metadata: mergeMetadata({}, metadata),
    }
    return call.show(call.run((draft) => draft.put('payment_record', newPaymentRecord(draft, record))))
  }),
]

export const invoiceRoutes = [...invoices, ...invoicePayments, ...records]
