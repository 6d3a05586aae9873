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
  }
}

export function newSubscription(birth: Birth, input: SubscriptionInput): Subscription {
  const trialEnd = input.trial_days > 0 ? birth.now + input.trial_days * 86_400 : null
  return {
    id: birth.id('sub'),
    object: 'subscription',
    own: { items: input.items, coupon: input.coupon, payment_method: input.payment_method },
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: trialEnd ?? birth.now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: birth.now,
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: input.description,
    discounts: input.discounts,
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    latest_invoice: null,
    livemode: birth.livemode,
    managed_payments: null,
    metadata: input.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: birth.now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: trialEnd === null ? null : birth.now,
  }
}
