// An invoice in each era: basil took its links to payments and moved its link to the subscription under `parent`. Pure.
import type Stripe from 'stripe'
import type { Invoice, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { firstDiscount } from './discount.ts'
import { renderInvoiceLine } from './invoice-line.ts'
import { chargeOfInvoice, intentOfInvoice } from './invoice-links.ts'
import { subList } from './list.ts'
import { oldTaxes } from './old-taxes.ts'
import { eraOf, type Version } from './version.ts'

type Body = Omit<Wire<Stripe.Invoice>, 'lines' | 'payments'>

export function renderInvoice(view: View, record: Invoice, version: Version) {
  const { own, ...stored } = record
  const lines = own.lines.map((line) => renderInvoiceLine(view, line, version))
  const body: Body = {
    ...stored,
    ...(stored.status === 'draft' ? {} : { hosted_invoice_url: `${view.base}/invoices/${record.id}` }),
  }
  const newest = { ...body, lines: subList(lines, `/v1/invoices/${record.id}/lines`) }
  return eraOf(version) === 'E2' ? newest : { ...newest, ...fieldsBeforeBasil(view, record, version) }
}

function fieldsBeforeBasil(view: View, record: Invoice, version: Version) {
  const intent = intentOfInvoice(view, record)
  const taxes = record.total_taxes ?? []
  return {
    amount_paid: record.amount_paid - (record.amount_paid_off_stripe ?? 0),
    payment_intent: intent,
    charge: chargeOfInvoice(view, record),
    paid: record.status === 'paid',
    paid_out_of_band: record.own.paid_out_of_band,
    application_fee_amount: null,
    transfer_data: null,
    quote: null,
    discount: firstDiscount(view, record.discounts, version),
    tax: taxes.length === 0 ? null : taxes.reduce((sum, tax) => sum + tax.amount, 0),
    total_tax_amounts: oldTaxes(taxes),
    subscription: record.own.subscription,
    subscription_details: { metadata: record.parent?.subscription_details?.metadata ?? null },
  }
}
