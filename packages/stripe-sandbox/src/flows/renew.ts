// S5 and S5f: the next cycle of a subscription, its invoice, and the try to have it paid.

import { discountOf } from '../objects/coupon.ts'
import { type InvoiceInput, newInvoice } from '../objects/invoice.ts'
import { lineOfItem } from '../objects/invoice-line.ts'
import { split } from '../objects/line.ts'
import { periodEnd } from '../objects/period.ts'
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { type InvoiceLine, idOf, type Subscription } from '../world/model.ts'
import { endSubscription } from './end-subscription.ts'
import { methodFor } from './intent.ts'
import { createInvoice, finalizeInvoice, payInvoice } from './invoice.ts'
import { productName } from './lines.ts'
import { ratesOf } from './tax.ts'

export type RenewalOutcome = 'declined' | 'paid' | 'processing'

const tokens = { declined: 'pm_card_chargeDeclined', processing: 'pm_sepaDebit' } as const

export interface Renewal {
  invoice: string
  kind: 'authorised' | 'awaiting' | 'declined' | 'nothing_due' | 'paid' | 'processing'
}

export function renew(draft: Draft, id: string, outcome: RenewalOutcome): Renewal {
  const old = draft.get('subscription', id)
  if (!['active', 'past_due', 'trialing'].includes(old.status))
    throw unexpectedState('subscription', `This subscription is ${old.status} and cannot be renewed.`)
  if (old.cancel_at_period_end) {
    endSubscription(draft, id)
    return { invoice: idOf(old.latest_invoice) ?? '', kind: 'nothing_due' }
  }
  const subscription = nextPeriod(draft, old)
  const invoice = createInvoice(draft, cycleInvoice(draft, old, subscription))
  draft.patch('subscription', id, { latest_invoice: invoice.id, own: { ...subscription.own, pending: [] } })
  finalizeInvoice(draft, invoice.id)
  const kind =
    draft.get('invoice', invoice.id).status === 'open'
      ? tryToPay(draft, subscription, invoice.id, outcome)
      : 'nothing_due'
  draft.patch('subscription', id, { status: kind === 'declined' ? 'past_due' : 'active' })
  draft.emit('customer.subscription.updated', 'subscription', id)
  return { invoice: invoice.id, kind }
}

/** What the next cycle will cost, told some days before; nothing is kept of it. */
export function foretellRenewal(draft: Draft, id: string): void {
  const subscription = draft.get('subscription', id)
  draft.foretell('invoice.upcoming', newInvoice(draft, cycleInvoice(draft, subscription, subscription)))
}

function cycleInvoice(draft: Draft, old: Subscription, subscription: Subscription): InvoiceInput {
  return {
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    customer: draft.find('customer', idOf(old.customer)),
    email: null,
    currency: old.currency,
    description: null,
    due_date: null,
    lines: [...subscription.own.pending, ...cycleLines(draft, subscription)],
    metadata: {},
    period: periodBefore(old),
    subscription: { id: old.id, metadata: old.metadata },
  }
}

/** Dunning: the same invoice and intent again, with a good or a bad method. */
export function retryInvoice(draft: Draft, invoice: string, outcome: RenewalOutcome): Renewal {
  const subscription = draft.get('subscription', draft.get('invoice', invoice).own.subscription ?? '', 'subscription')
  const kind = tryToPay(draft, subscription, invoice, outcome)
  if (kind === 'paid') {
    draft.patch('subscription', subscription.id, { status: 'active' })
    draft.emit('customer.subscription.updated', 'subscription', subscription.id)
  }
  return { invoice, kind }
}

function tryToPay(draft: Draft, subscription: Subscription, invoice: string, outcome: RenewalOutcome) {
  const customer = draft.find('customer', idOf(subscription.customer))
  const payer = { email: customer?.email ?? null, customer: customer?.id ?? null }
  const own = subscription.own.payment_method ?? 'pm_card_visa'
  const method = methodFor(draft, outcome === 'paid' ? own : tokens[outcome], payer)
  // A renewal that shall be paid is paid at once, whatever delayed method the first payment used.
  const behaves = outcome === 'paid' && draft.get('payment_method', method).own.behaviour !== 'succeeds'
  return payInvoice(draft, invoice, behaves ? methodFor(draft, 'pm_card_visa', payer) : method).kind
}

const periodBefore = ({ own, start_date }: Subscription) => ({
  start: own.items[0]?.current_period_start ?? start_date,
  end: own.items[0]?.current_period_end ?? start_date,
})

function nextPeriod(draft: Draft, subscription: Subscription): Subscription {
  const items = subscription.own.items.map((item) => ({
    ...item,
    current_period_start: item.current_period_end,
    current_period_end: periodEnd(item.current_period_end, draft.get('price', item.price).recurring),
  }))
  return draft.patch('subscription', subscription.id, { own: { ...subscription.own, items } })
}

function cycleLines(draft: Draft, subscription: Subscription): InvoiceLine[] {
  const coupon = draft.find('coupon', subscription.own.coupon)
  const priced = subscription.own.items.map((item) => ({ item, price: draft.get('price', item.price) }))
  const amounts = priced.map(({ item, price }) => (price.unit_amount ?? 0) * item.quantity)
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  const parts = split(discountOf(coupon, total, subscription.currency), amounts)
  const discount_id = idOf(subscription.discounts[0])
  return priced.map(({ item, price }, at) =>
    lineOfItem(draft, subscription, item, price, productName(draft, price), {
      discount: parts[at] ?? 0,
      discount_id,
      trial: false,
      tax_rates: ratesOf(draft, item.tax_rates),
    }),
  )
}
