// A line of an invoice, from a subscription item or an invoice item. Pure.
import type { InvoiceLine, Line, SubscriptionItem, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'
import { taxesOn } from './tax.ts'

export type LineSource =
  | { kind: 'item'; invoice_item: string }
  | { kind: 'proration'; invoice_item: string; subscription: string; period: InvoiceLine['period'] }
  | { kind: 'subscription'; subscription: string; item: SubscriptionItem; metadata: Record<string, string> }

interface Content {
  amount: number
  discount: number
  discount_id: string | null
  description: string | null
  currency: string
  quantity: number
  price: string | null
  unit_amount: number
  tax_rates: ReadonlyArray<Tables['tax_rate']>
}

export function newInvoiceLine(birth: Birth, content: Content, source: LineSource): InvoiceLine {
  const { discount, discount_id } = content
  const discounted = discount > 0 && discount_id !== null
  return {
    id: birth.id('il'),
    object: 'line_item',
    price: content.price,
    unit_amount: content.unit_amount,
    amount: content.amount,
    currency: content.currency,
    description: content.description,
    discount_amounts: discounted ? [{ amount: discount, discount: discount_id }] : [],
    discountable: true,
    discounts: discounted ? [discount_id] : [],
    invoice: null,
    livemode: birth.livemode,
    metadata: source.kind === 'subscription' ? source.metadata : {},
    parent: parentOf(source),
    period: periodOf(birth, source),
    pretax_credit_amounts: [],
    quantity: content.quantity,
    quantity_decimal: String(content.quantity),
    subscription: source.kind === 'item' ? null : source.subscription,
    subtotal: content.amount,
    taxes: taxesOn(content.amount - discount, content.tax_rates),
  }
}

const parentOf = (source: LineSource): InvoiceLine['parent'] =>
  source.kind !== 'subscription'
    ? {
        type: 'invoice_item_details',
        invoice_item_details: {
          invoice_item: source.invoice_item,
          proration: source.kind === 'proration',
          proration_details: { credited_items: null },
          subscription: source.kind === 'proration' ? source.subscription : null,
        },
        subscription_item_details: null,
      }
    : {
        type: 'subscription_item_details',
        invoice_item_details: null,
        subscription_item_details: {
          invoice_item: null,
          proration: false,
          proration_details: { credited_items: null },
          subscription: source.subscription,
          subscription_item: source.item.id,
        },
      }

function periodOf(birth: Birth, source: LineSource): InvoiceLine['period'] {
  if (source.kind === 'proration') return source.period
  return source.kind === 'item'
    ? { start: birth.now, end: birth.now }
    : { start: source.item.current_period_start, end: source.item.current_period_end }
}

/** The line of a one-off Checkout purchase on its after-sale invoice. */
export const lineOfPurchase = (
  birth: Birth,
  line: Line,
  discount_id: string | null,
  tax_rates: ReadonlyArray<Tables['tax_rate']>,
): InvoiceLine =>
  newInvoiceLine(
    birth,
    {
      amount: line.amount_subtotal,
      discount: line.amount_discount,
      discount_id,
      description: line.description,
      currency: line.currency,
      quantity: line.quantity,
      price: line.price,
      unit_amount: Math.round(line.amount_subtotal / Math.max(1, line.quantity)),
      tax_rates,
    },
    { kind: 'item', invoice_item: birth.id('ii') },
  )

export function lineOfItem(
  birth: Birth,
  subscription: Tables['subscription'],
  item: SubscriptionItem,
  price: Tables['price'],
  product: string,
  off: { discount: number; discount_id: string | null; trial: boolean; tax_rates: ReadonlyArray<Tables['tax_rate']> },
): InvoiceLine {
  const unit = off.trial ? 0 : (price.unit_amount ?? 0)
  return newInvoiceLine(
    birth,
    {
      amount: unit * item.quantity,
      discount: off.trial ? 0 : off.discount,
      discount_id: off.discount_id,
      description: off.trial ? `Trial period for ${product}` : `${item.quantity} × ${product}`,
      currency: price.currency,
      quantity: item.quantity,
      price: price.id,
      unit_amount: unit,
      tax_rates: off.tax_rates,
    },
    { kind: 'subscription', subscription: subscription.id, item, metadata: subscription.metadata },
  )
}
