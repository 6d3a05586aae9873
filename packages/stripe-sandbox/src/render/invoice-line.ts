// An invoice line: `pricing` and `parent` since basil, beside `price`, `plan`, `type` and their kin before it. Pure.
import type Stripe from 'stripe'
import type { InvoiceLine, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { oldTaxes } from './old-taxes.ts'
import { renderPlan, renderPrice } from './price.ts'
import { eraOf, isBefore, type Version } from './version.ts'

export function renderInvoiceLine(view: View, line: InvoiceLine, version: Version) {
  const { price: priceId, unit_amount, ...body } = line
  const price = view.find('price', priceId)
  const pricing: Wire<Stripe.InvoiceLineItem>['pricing'] = {
    type: 'price_details',
    // The package types a decimal where the wire has its text.
    unit_amount_decimal: String(unit_amount) as unknown as Stripe.Decimal,
    ...(price === undefined ? {} : { price_details: { price: price.id, product: price.product } }),
  }
  const newest = { ...body, pricing } satisfies Wire<Stripe.InvoiceLineItem>
  if (eraOf(version) === 'E2') return isBefore(version, '2025-09-30') ? withoutSubtotal(newest) : newest
  const item = line.parent?.subscription_item_details
  return {
    ...withoutSubtotal(newest),
    amount_excluding_tax: line.amount - inclusiveTax(line),
    price: price === undefined ? null : renderPrice(price),
    plan: price?.recurring ? renderPlan(price) : null,
    type: item ? 'subscription' : 'invoiceitem',
    proration: item?.proration ?? line.parent?.invoice_item_details?.proration ?? false,
    proration_details: { credited_items: null },
    subscription_item: item?.subscription_item ?? undefined,
    invoice_item: line.parent?.invoice_item_details?.invoice_item ?? undefined,
    tax_amounts: oldTaxes(line.taxes ?? []),
    tax_rates: (line.taxes ?? []).flatMap((tax) => view.find('tax_rate', tax.tax_rate_details?.tax_rate) ?? []),
  }
}

const inclusiveTax = ({ taxes }: InvoiceLine) =>
  (taxes ?? []).reduce((sum, tax) => sum + (tax.tax_behavior === 'inclusive' ? tax.amount : 0), 0)

function withoutSubtotal(line: Wire<Stripe.InvoiceLineItem>) {
  const { subtotal: _later, quantity_decimal: _laterStill, ...rest } = line
  return rest
}
