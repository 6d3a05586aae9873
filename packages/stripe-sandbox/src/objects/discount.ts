// A discount: that a coupon applies to a subscription, an invoice or a customer. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export interface DiscountInput {
  coupon: string
  customer: string | null
  subscription?: string | null
  invoice?: string | null
  checkout_session?: string | null
  promotion_code?: string | null
}

export const newDiscount = (birth: Birth, input: DiscountInput): Tables['discount'] => ({
  id: birth.id('di'),
  object: 'discount',
  checkout_session: input.checkout_session ?? null,
  customer: input.customer,
  customer_account: null,
  end: null,
  invoice: input.invoice ?? null,
  invoice_item: null,
  promotion_code: input.promotion_code ?? null,
  source: { coupon: input.coupon, type: 'coupon' },
  start: birth.now,
  subscription: input.subscription ?? null,
  subscription_item: null,
})
