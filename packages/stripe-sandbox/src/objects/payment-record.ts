// A payment that the merchant took elsewhere and reported to Stripe. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export function newPaymentRecord(
  birth: Birth,
  of: { amount: number; currency: string; customer: string | null; metadata: Record<string, string> },
): Tables['payment_record'] {
  const none = { currency: of.currency, value: 0 }
  const all = { currency: of.currency, value: of.amount }
  return {
    id: birth.id('prec'),
    object: 'payment_record',
    amount: all,
    amount_authorized: none,
    amount_canceled: none,
    amount_failed: none,
    amount_guaranteed: all,
    amount_refunded: none,
    amount_requested: all,
    application: null,
    created: birth.now,
    customer_details: { customer: of.customer, email: null, name: null, phone: null },
    customer_presence: 'off_session',
    description: null,
    latest_payment_attempt_record: null,
    livemode: birth.livemode,
    metadata: of.metadata,
    payment_method_details: null,
    processor_details: { type: 'custom', custom: { payment_reference: null } },
    reported_by: 'self',
    shipping_details: null,
  }
}
