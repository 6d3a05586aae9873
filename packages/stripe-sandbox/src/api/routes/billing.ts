// Invoices with their lines and payments, and subscriptions.
import { z } from 'zod'
import { methodFor } from '../../flows/intent.ts'
import { createInvoice, finalizeInvoice, payInvoice, payOutOfBand, voidInvoice } from '../../flows/invoice.ts'
import { addInvoiceItem } from '../../flows/invoice-item.ts'
import { endSubscription } from '../../flows/renew.ts'
import { declineMessage } from '../../objects/charge.ts'
import { mergeMetadata, text } from '../../params/form.ts'
import {
  invoiceCreate,
  invoiceItemCreate,
  invoicePay,
  invoiceUpdate,
  subscriptionCancel,
  subscriptionUpdate,
} from '../../params/payment.ts'
import { renderInvoiceLine } from '../../render/invoice-line.ts'
import { isBefore } from '../../render/version.ts'
import { invalid, StripeRefusal } from '../../stripe-error.ts'
import { idOf } from '../../world/model.ts'
import type { Call } from '../call.ts'
import { type Endpoint, idIn, list, optionalText, read, remove, retrieve, same, write } from '../endpoint.ts'
import { page, pageParams } from '../pagination.ts'
import { definedOnly } from './catalogue.ts'

const shown = (call: Call, id: string) => call.show(call.get('invoice', id))

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
  write('invoices/:id/finalize', 'invoice', (call) => {
    const { id } = call.get('invoice', idIn(call), 'invoice')
    call.run((draft) => finalizeInvoice(draft, id))
    return shown(call, id)
  }),
  write('invoices/:id/send', 'invoice', (call) => {
    const { id, status } = call.get('invoice', idIn(call), 'invoice')
    call.run((draft) => {
      if (status === 'draft') finalizeInvoice(draft, id)
      draft.emit('invoice.sent', 'invoice', id)
    })
    return shown(call, id)
  }),
  write('invoices/:id/pay', 'invoice', (call) => {
    const params = call.parse(invoicePay)
    const { id } = call.get('invoice', idIn(call), 'invoice')
    if (pay(call, id, params) === 'declined')
      throw new StripeRefusal(402, {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'generic_decline',
        message: declineMessage,
      })
    return shown(call, id)
  }),
  write('invoices/:id/void', 'invoice', (call) => {
    const { id } = call.get('invoice', idIn(call), 'invoice')
    call.run((draft) => voidInvoice(draft, id))
    return shown(call, id)
  }),
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

const subscriptionStatus = z.enum([
  'active',
  'all',
  'canceled',
  'ended',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
])

const subscriptions: Endpoint[] = [
  list(
    'subscription',
    'subscriptions',
    { customer: optionalText, price: text.optional(), status: subscriptionStatus.optional() },
    (subscription, wanted) => {
      const asked = wanted.status ?? 'open'
      const inStatus =
        asked === 'all' ||
        (asked === 'open'
          ? subscription.status !== 'canceled'
          : asked === 'ended'
            ? subscription.status === 'canceled'
            : subscription.status === asked)
      const priced = wanted.price === undefined || subscription.own.items.some((item) => item.price === wanted.price)
      return inStatus && priced && same(wanted.customer, idOf(subscription.customer))
    },
  ),
  retrieve('subscription', 'subscriptions'),
  write('subscriptions/:id', 'subscription', (call) => {
    const { metadata, ...changes } = call.parse(subscriptionUpdate)
    const old = call.get('subscription', idIn(call))
    return call.show(
      call.run((draft) => {
        draft.patch('subscription', old.id, {
          ...definedOnly(changes),
          metadata: mergeMetadata(old.metadata, metadata),
        })
        draft.emit('customer.subscription.updated', 'subscription', old.id)
        return draft.get('subscription', old.id)
      }),
    )
  }),
  remove('subscriptions/:id', 'subscription', (call) => {
    call.parse(subscriptionCancel)
    const { id } = call.get('subscription', idIn(call))
    call.run((draft) => endSubscription(draft, id))
    return call.show(call.get('subscription', id))
  }),
]

export const billingRoutes = [...invoices, ...invoicePayments, ...subscriptions]
