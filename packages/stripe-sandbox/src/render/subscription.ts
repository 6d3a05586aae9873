// A subscription in each era: the period is on the items since basil, and also on the subscription before it. Pure.
import type Stripe from 'stripe'
import type { Subscription, SubscriptionItem, Wire } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { firstDiscount } from './discount.ts'
import { subList } from './list.ts'
import { renderPlan, renderPrice } from './price.ts'
import { eraOf, type Version } from './version.ts'

type Item = Omit<Wire<Stripe.SubscriptionItem>, 'plan' | 'price'> & {
  plan: Wire<Stripe.Plan>
  price: Wire<Stripe.Price>
}
type Body = Omit<Wire<Stripe.Subscription>, 'items'>

export function renderSubscription(view: View, record: Subscription, version: Version) {
  const { own, ...stored } = record
  const body: Body = stored
  const items = own.items.flatMap((item) => renderItem(view, record.id, item))
  const newest = { ...body, items: subList(items, `/v1/subscription_items?subscription=${record.id}`) }
  if (eraOf(version) === 'E2') return newest
  const first = own.items[0]
  return {
    ...newest,
    current_period_start: first?.current_period_start ?? record.start_date,
    current_period_end: first?.current_period_end ?? record.start_date,
    discount: firstDiscount(view, record.discounts, version),
    plan: own.items.length === 1 ? (items[0]?.plan ?? null) : null,
    quantity: own.items.length === 1 ? (first?.quantity ?? null) : null,
  }
}

function renderItem(view: View, subscription: string, item: SubscriptionItem): Item[] {
  const price = view.find('price', item.price)
  if (price === undefined) return []
  return [
    {
      ...item,
      object: 'subscription_item',
      billing_thresholds: null,
      current_trial: null,
      discounts: [],
      metadata: {},
      plan: renderPlan(price),
      price: renderPrice(price),
      subscription,
      tax_rates: item.tax_rates.flatMap((id) => view.find('tax_rate', id) ?? []),
    },
  ]
}
