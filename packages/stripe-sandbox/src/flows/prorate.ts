// A subscription changes within its period: what is left of the old price is given back, and of the new one charged.
import { newInvoiceLine } from '../objects/invoice-line.ts'
import { invalid, unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { type InvoiceLine, idOf, type Subscription, type SubscriptionItem } from '../world/model.ts'
import { methodFor } from './intent.ts'
import { createInvoice, finalizeInvoice, payInvoice } from './invoice.ts'
import { productName } from './lines.ts'
import { ratesOf } from './tax.ts'

export interface ItemChange {
  /** Of the subscription's item; without it a new item is added. */
  id?: string | undefined
  price?: string | undefined
  quantity?: number | undefined
  deleted?: boolean | undefined
}

export interface ItemsChange {
  items: readonly ItemChange[]
  behavior: 'always_invoice' | 'create_prorations' | 'none'
  /** Unix seconds; default now. */
  at?: number | undefined
}

export function changeItems(draft: Draft, id: string, change: ItemsChange): void {
  const subscription = draft.get('subscription', id)
  if (!['active', 'past_due', 'trialing'].includes(subscription.status))
    throw unexpectedState('subscription', `A ${subscription.status} subscription cannot be changed.`)
  const items = change.items.reduce((all, one) => changed(draft, all, one), subscription.own.items)
  if (items.length === 0) throw invalid('A subscription must have at least one active item.', 'items')
  // During a trial nothing has been paid that could be given back.
  const free = change.behavior === 'none' || subscription.status === 'trialing'
  const lines = free ? [] : prorations(draft, subscription, items, change.at ?? draft.now)
  const pending =
    change.behavior === 'create_prorations' ? [...subscription.own.pending, ...lines] : subscription.own.pending
  draft.patch('subscription', id, { own: { ...subscription.own, items, pending } })
  if (change.behavior === 'always_invoice' && lines.length > 0) invoiceNow(draft, id, lines)
  draft.emit('customer.subscription.updated', 'subscription', id)
}

function changed(draft: Draft, items: readonly SubscriptionItem[], change: ItemChange): SubscriptionItem[] {
  if (change.price !== undefined) draft.get('price', change.price, 'items[price]')
  if (change.id === undefined) return [...items, added(draft, items, change)]
  if (!items.some(({ id }) => id === change.id)) throw invalid(`No such subscription item: '${change.id}'`, 'items[id]')
  if (change.deleted) return items.filter(({ id }) => id !== change.id)
  return items.map((item) =>
    item.id === change.id
      ? { ...item, price: change.price ?? item.price, quantity: change.quantity ?? item.quantity }
      : item,
  )
}

function added(draft: Draft, [first]: readonly SubscriptionItem[], change: ItemChange): SubscriptionItem {
  if (change.price === undefined || first === undefined) throw invalid('Missing required param: items[price].', 'items')
  return { ...first, id: draft.id('si'), created: draft.now, price: change.price, quantity: change.quantity ?? 1 }
}

function prorations(
  draft: Draft,
  subscription: Subscription,
  after: readonly SubscriptionItem[],
  at: number,
): InvoiceLine[] {
  const same = (a: SubscriptionItem) => (b: SubscriptionItem) =>
    a.id === b.id && a.price === b.price && a.quantity === b.quantity
  const gone = subscription.own.items.filter((item) => !after.some(same(item)))
  const come = after.filter((item) => !subscription.own.items.some(same(item)))
  return [
    ...gone.map((item) => proration(draft, subscription, item, at, -1)),
    ...come.map((item) => proration(draft, subscription, item, at, 1)),
  ]
}

function proration(
  draft: Draft,
  subscription: Subscription,
  item: SubscriptionItem,
  at: number,
  sign: -1 | 1,
): InvoiceLine {
  const { current_period_start: start, current_period_end: end } = item
  const price = draft.get('price', item.price)
  const left = Math.max(0, Math.min(1, (end - at) / (end - start)))
  const product = productName(draft, price)
  const content = {
    amount: sign * Math.round((price.unit_amount ?? 0) * item.quantity * left),
    discount: 0,
    discount_id: null,
    description: `${sign < 0 ? 'Unused' : 'Remaining'} time on ${item.quantity} × ${product}`,
    currency: price.currency,
    quantity: item.quantity,
    price: price.id,
    unit_amount: price.unit_amount ?? 0,
    tax_rates: ratesOf(draft, item.tax_rates),
  }
  const period = { start: Math.max(at, start), end }
  return newInvoiceLine(draft, content, {
    kind: 'proration',
    invoice_item: draft.id('ii'),
    subscription: subscription.id,
    period,
  })
}

function invoiceNow(draft: Draft, id: string, lines: InvoiceLine[]): void {
  const subscription = draft.get('subscription', id)
  const customer = draft.find('customer', idOf(subscription.customer))
  const invoice = createInvoice(draft, {
    billing_reason: 'subscription_update',
    collection_method: 'charge_automatically',
    customer,
    email: null,
    currency: subscription.currency,
    description: null,
    due_date: null,
    lines,
    metadata: {},
    period: { start: draft.now, end: draft.now },
    subscription: { id, metadata: subscription.metadata },
  })
  draft.patch('subscription', id, { latest_invoice: invoice.id })
  finalizeInvoice(draft, invoice.id)
  if (draft.get('invoice', invoice.id).status !== 'open') return
  const payer = { email: customer?.email ?? null, customer: customer?.id ?? null }
  payInvoice(draft, invoice.id, methodFor(draft, subscription.own.payment_method ?? 'pm_card_visa', payer))
}
