// A new subscription with its items. Pure.
import type { Line, Subscription, SubscriptionItem, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'
import { periodEnd } from './period.ts'

export interface SubscriptionInput {
  customer: string
  currency: string
  description: string | null
  metadata: Record<string, string>
  items: SubscriptionItem[]
  discounts: string[]
  trial_days: number
  coupon: string | null
  payment_method: string | null
}

export function newItem(birth: Birth, line: Line, price: Tables['price'], trialDays: number): SubscriptionItem {
  const end = trialDays > 0 ? birth.now + trialDays * 86_400 : periodEnd(birth.now, price.recurring)
  return {
    id: birth.id('si'),
    created: birth.now,
    price: line.price,
    quantity: line.quantity,
    current_period_start: birth.now,
    current_period_end: end,
    tax_rates: line.tax_rates,
  }
}

/** What a new subscription does not have, or not yet. */
const unset = {
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  customer_account: null,
  days_until_due: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  ended_at: null,
  latest_invoice: null,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
} satisfies Partial<Subscription>

export function newSubscription(birth: Birth, input: SubscriptionInput): Subscription {
  const trialEnd = input.trial_days > 0 ? birth.now + input.trial_days * 86_400 : null
  return {
    id: birth.id('sub'),
    object: 'subscription',
    ...unset,
    own: { items: input.items, coupon: input.coupon, payment_method: input.payment_method, pending: [] },
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: trialEnd ?? birth.now,
    billing_mode: { flexible: null, type: 'classic' },
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: birth.now,
    currency: input.currency,
    customer: input.customer,
    description: input.description,
    discounts: input.discounts,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    livemode: birth.livemode,
    metadata: input.metadata,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    start_date: birth.now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: trialEnd === null ? null : birth.now,
  }
}
