// An invoice in each era: basil took its links to payments and moved its link to the subscription under `parent`. Pure.
import type Stripe from 'stripe'
import type { Invoice, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { renderInvoiceLine } from './invoice-line.ts'
import { intentOfInvoice } from './invoice-links.ts'
import { subList } from './list.ts'
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
  return eraOf(version) === 'E2' ? newest : { ...newest, ...fieldsBeforeBasil(view, record) }
}

function fieldsBeforeBasil(view: View, record: Invoice) {
  const intent = intentOfInvoice(view, record)
  const charge = view.find('payment_intent', intent)?.latest_charge ?? null
  const taxes = record.total_taxes ?? []
  return {
    amount_paid: record.own.paid_out_of_band ? 0 : record.amount_paid,
    payment_intent: intent,
    charge,
    paid: record.status === 'paid',
    paid_out_of_band: record.own.paid_out_of_band,
    application_fee_amount: null,
    transfer_data: null,
    quote: null,
    discount: null,
    tax: taxes.length === 0 ? null : taxes.reduce((sum, tax) => sum + tax.amount, 0),
    total_tax_amounts: taxes.map((tax) => ({
      amount: tax.amount,
      inclusive: tax.tax_behavior === 'inclusive',
      taxable_amount: tax.taxable_amount,
      tax_rate: tax.tax_rate_details?.tax_rate ?? null,
    })),
    subscription: record.own.subscription,
    subscription_details: { metadata: record.parent?.subscription_details?.metadata ?? null },
  }
}
