// New coupons and promotion codes, and what a coupon takes off an amount. Pure.
import type { CouponCreate, PromotionCodeCreate } from '../params/catalogue.ts'
import { mergeMetadata } from '../params/form.ts'
import { invalid } from '../stripe-error.ts'
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export function newCoupon(birth: Birth, params: CouponCreate): Tables['coupon'] {
  if ((params.amount_off === undefined) === (params.percent_off === undefined))
    throw invalid('Must provide percent_off or amount_off but not both when creating a coupon.')
  if (params.amount_off !== undefined && params.currency === undefined)
    throw invalid('Missing required param: currency.', 'currency', 'parameter_missing')
  return {
    id: params.id ?? birth.id('coupon').slice(-8),
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: birth.now,
    currency: params.currency ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: birth.livemode,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  }
}

export function newPromotionCode(birth: Birth, params: PromotionCodeCreate): Tables['promotion_code'] {
  const coupon = params.promotion?.coupon ?? params.coupon
  if (coupon === undefined) throw invalid('Missing required param: promotion.', 'promotion', 'parameter_missing')
  return {
    id: birth.id('promo'),
    object: 'promotion_code',
    active: params.active ?? true,
    code: params.code ?? birth.id('code').slice(-8).toUpperCase(),
    created: birth.now,
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: birth.livemode,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    promotion: { type: 'coupon', coupon },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  }
}

/** Never more than the amount itself. */
export function discountOf(coupon: Tables['coupon'] | undefined, amount: number, currency: string): number {
  if (coupon === undefined) return 0
  if (coupon.percent_off !== null) return Math.round((amount * coupon.percent_off) / 100)
  return coupon.currency === currency ? Math.min(coupon.amount_off ?? 0, amount) : 0
}
