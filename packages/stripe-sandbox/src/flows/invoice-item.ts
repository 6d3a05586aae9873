// S6: a line that the merchant puts on a draft invoice by hand.

import { sumsOfInvoice } from '../objects/invoice.ts'
import { newInvoiceLine } from '../objects/invoice-line.ts'
import { mergeMetadata } from '../params/form.ts'
import type { InvoiceItemCreate } from '../params/payment.ts'
import { invalid } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Invoice, InvoiceLine } from '../world/model.ts'
import { productName } from './lines.ts'
import { ratesOf } from './tax.ts'

export function addInvoiceItem(draft: Draft, params: InvoiceItemCreate) {
  const id = draft.id('ii')
  const invoice = draftInvoice(draft, params.invoice)
  const metadata = mergeMetadata({}, params.metadata)
  const line = { ...lineFor(draft, invoice, params, id), invoice: invoice.id, metadata }
  const lines = [...invoice.own.lines, line]
  draft.patch('invoice', invoice.id, {
    ...sumsOfInvoice(lines),
    currency: line.currency,
    own: { ...invoice.own, lines },
  })
  return {
    id,
    object: 'invoiceitem',
    amount: line.amount,
    currency: line.currency,
    customer: params.customer,
    date: draft.now,
    description: line.description,
    invoice: invoice.id,
    livemode: draft.livemode,
    metadata,
    quantity: line.quantity,
  }
}

function draftInvoice(draft: Draft, id: string | undefined): Invoice {
  if (id === undefined)
    throw invalid(
      'The sandbox adds invoice items to a draft invoice only: pass `invoice`.',
      'invoice',
      'parameter_missing',
    )
  const invoice = draft.get('invoice', id, 'invoice')
  if (invoice.status !== 'draft') throw invalid('Invoice items can only be added to a draft invoice.', 'invoice')
  return invoice
}

function lineFor(draft: Draft, invoice: Invoice, params: InvoiceItemCreate, item: string): InvoiceLine {
  const priceId = params.pricing?.price ?? params.price
  const price = priceId === undefined ? undefined : draft.get('price', priceId, 'pricing[price]')
  const quantity = params.quantity ?? 1
  const unit = price?.unit_amount ?? params.amount
  if (unit === undefined) throw invalid('Missing required param: amount.', 'amount', 'parameter_missing')
  const content = {
    amount: price === undefined ? unit : unit * quantity,
    discount: 0,
    discount_id: null,
    description: params.description ?? (price === undefined ? null : productName(draft, price)),
    currency: params.currency ?? price?.currency ?? invoice.currency,
    quantity,
    price: price?.id ?? null,
    unit_amount: unit,
    tax_rates: ratesOf(draft, params.tax_rates ?? []),
  }
  return newInvoiceLine(draft, content, { kind: 'item', invoice_item: item })
}
