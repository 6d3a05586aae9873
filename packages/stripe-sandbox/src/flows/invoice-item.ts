// S6: a line that the merchant puts on a draft invoice by hand.

import { sumsOfInvoice } from '../objects/invoice.ts'
import { newInvoiceLine } from '../objects/invoice-line.ts'
import { mergeMetadata } from '../params/form.ts'
import type { InvoiceItemCreate } from '../params/payment.ts'
import { invalid } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { productName } from './lines.ts'

export function addInvoiceItem(draft: Draft, params: InvoiceItemCreate) {
  if (params.invoice === undefined)
    throw invalid(
      'The sandbox adds invoice items to a draft invoice only: pass `invoice`.',
      'invoice',
      'parameter_missing',
    )
  const invoice = draft.get('invoice', params.invoice, 'invoice')
  if (invoice.status !== 'draft') throw invalid('Invoice items can only be added to a draft invoice.', 'invoice')
  const price = draft.find('price', params.pricing?.price ?? params.price)
  const quantity = params.quantity ?? 1
  const unit = price?.unit_amount ?? params.amount
  if (unit === undefined || unit === null)
    throw invalid('Missing required param: amount.', 'amount', 'parameter_missing')
  const amount = price === undefined ? unit : unit * quantity
  const id = draft.id('ii')
  const line = newInvoiceLine(
    draft,
    {
      amount,
      discount: 0,
      discount_id: null,
      description: params.description ?? (price === undefined ? null : productName(draft, price)),
      currency: params.currency ?? price?.currency ?? invoice.currency,
      quantity,
      price: price?.id ?? null,
      unit_amount: unit,
    },
    { kind: 'item', invoice_item: id },
  )
  const metadata = mergeMetadata({}, params.metadata)
  const lines = [...invoice.own.lines, { ...line, invoice: invoice.id, metadata }]
  draft.patch('invoice', invoice.id, {
    ...sumsOfInvoice(lines),
    currency: line.currency,
    own: { ...invoice.own, lines },
  })
  return {
    id,
    object: 'invoiceitem',
    amount,
    currency: line.currency,
    customer: params.customer,
    date: draft.now,
    description: line.description,
    invoice: invoice.id,
    livemode: draft.livemode,
    metadata,
    quantity,
  }
}
