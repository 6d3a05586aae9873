// How a price, and the plan that still accompanies it in subscriptions, is shown. Pure.
import type Stripe from 'stripe'
import type { Tables, Wire } from '../world/model.ts'

export const renderPrice = (price: Tables['price']) => ({ ...price }) satisfies Wire<Stripe.Price>

export function renderPlan(price: Tables['price']) {
  const recurring = price.recurring
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: recurring?.interval ?? 'month',
    interval_count: recurring?.interval_count ?? 1,
    livemode: price.livemode,
    metadata: price.metadata,
    meter: recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: null,
    trial_period_days: recurring?.trial_period_days ?? null,
    usage_type: recurring?.usage_type ?? 'licensed',
  } satisfies Wire<Stripe.Plan>
}
