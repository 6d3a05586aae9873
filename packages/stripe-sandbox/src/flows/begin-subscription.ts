// A subscription and its first invoice, whether a checkout asked for it or the merchant's server.
import { newDiscount } from '../objects/discount.ts'
import { lineOfItem, lineOfPurchase } from '../objects/invoice-line.ts'
import { newItem, newSubscription } from '../objects/subscription.ts'
import type { Draft } from '../world/draft.ts'
import { type InvoiceLine, idOf, type Line, type Subscription } from '../world/model.ts'
import { createInvoice, type Finalizing, finalizeInvoice } from './invoice.ts'
import { isRecurring, productName } from './lines.ts'
import { ratesOf } from './tax.ts'

export interface Beginning {
  customer: string
  /** Where the address is known only from the checkout. */
  email: string | null
  currency: string
  description: string | null
  metadata: Record<string, string>
  lines: Line[]
  trial_days: number
  coupon: string | null
  promotion_code: string | null
  method: string | null
  /** The checkout that asked for it. */
  session: string | null
}

export function beginSubscription(draft: Draft, of: Beginning): Subscription {
  const discount = discountFor(draft, of)
  const subscription = draft.put('subscription', newFrom(draft, of, discount))
  if (discount !== null) draft.patch('discount', discount, { subscription: subscription.id })
  draft.emit('customer.subscription.created', 'subscription', subscription.id)
  const invoice = createInvoice(draft, {
    billing_reason: 'subscription_create',
    collection_method: 'charge_automatically',
    customer: draft.find('customer', of.customer),
    email: of.email,
    currency: subscription.currency,
    description: null,
    due_date: null,
    lines: firstLines(draft, of.lines, subscription),
    metadata: {},
    period: { start: draft.now, end: draft.now },
    subscription: { id: subscription.id, metadata: subscription.metadata },
  })
  const from: Finalizing = of.session === null ? {} : { order_reference: of.session, session: of.session }
  finalizeInvoice(draft, invoice.id, from)
  return draft.patch('subscription', subscription.id, { latest_invoice: invoice.id })
}

const discountFor = (draft: Draft, { coupon, customer, session, promotion_code }: Beginning): string | null =>
  coupon === null
    ? null
    : draft.put('discount', newDiscount(draft, { coupon, customer, checkout_session: session, promotion_code })).id

const newFrom = (draft: Draft, of: Beginning, discount: string | null): Subscription =>
  newSubscription(draft, {
    customer: of.customer,
    currency: of.currency,
    description: of.description,
    metadata: of.metadata,
    items: of.lines
      .filter((line) => isRecurring(draft, line))
      .map((line) => newItem(draft, line, draft.get('price', line.price), of.trial_days)),
    discounts: discount === null ? [] : [discount],
    trial_days: of.trial_days,
    coupon: draft.find('coupon', of.coupon)?.duration === 'once' ? null : of.coupon,
    payment_method: of.method,
  })

function firstLines(draft: Draft, lines: readonly Line[], subscription: Subscription): InvoiceLine[] {
  const discount_id = idOf(subscription.discounts[0])
  const trial = subscription.trial_end !== null
  return lines.map((line) => {
    const tax_rates = ratesOf(draft, line.tax_rates)
    const item = subscription.own.items.find((one) => one.price === line.price)
    if (item === undefined) return lineOfPurchase(draft, line, discount_id, tax_rates)
    const price = draft.get('price', line.price)
    const off = { discount: line.amount_discount, discount_id, trial, tax_rates }
    return lineOfItem(draft, subscription, item, price, productName(draft, price), off)
  })
}
