// Parameters of products, prices, customers, coupons, promotion codes and webhook endpoints. Pure.
import { z } from 'zod'
import { currency, decimal, flag, integer, metadata, text, url } from './form.ts'

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: integer.optional(),
  usage_type: z.enum(['licensed']).optional(),
})

export const priceData = z.strictObject({
  currency,
  product: text.optional(),
  product_data: z
    .strictObject({
      name: text,
      description: text.optional(),
      images: z.array(text).optional(),
      metadata: metadata.optional(),
      tax_code: text.optional(),
    })
    .optional(),
  recurring: recurring.optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  unit_amount: integer,
})

export const productCreate = z.strictObject({
  id: text.optional(),
  name: text,
  active: flag.optional(),
  description: text.optional(),
  images: z.array(text).optional(),
  metadata: metadata.optional(),
  url: text.optional(),
  shippable: flag.optional(),
  statement_descriptor: text.optional(),
  unit_label: text.optional(),
  default_price_data: priceData.omit({ product: true, product_data: true }).optional(),
})

export const productUpdate = productCreate
  .omit({ id: true, default_price_data: true })
  .extend({ default_price: text })
  .partial()

export const priceCreate = priceData.extend({
  active: flag.optional(),
  lookup_key: text.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  billing_scheme: z.enum(['per_unit']).optional(),
})

export const priceUpdate = z.strictObject({
  active: flag.optional(),
  lookup_key: text.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
})

export const customerCreate = z.strictObject({
  email: text.optional(),
  name: text.optional(),
  description: text.optional(),
  phone: text.optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
  invoice_settings: z.strictObject({ default_payment_method: text.optional() }).optional(),
  preferred_locales: z.array(text).optional(),
})

export const customerUpdate = customerCreate.omit({ payment_method: true })

export const couponCreate = z.strictObject({
  id: text.optional(),
  amount_off: integer.optional(),
  currency: currency.optional(),
  percent_off: decimal.refine((value) => value > 0 && value <= 100, 'must be more than 0 and at most 100').optional(),
  duration: z.enum(['forever', 'once', 'repeating']).optional(),
  duration_in_months: integer.optional(),
  max_redemptions: integer.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
})

export const couponUpdate = z.strictObject({ metadata: metadata.optional(), name: text.optional() })

export const promotionCodeCreate = z.strictObject({
  active: flag.optional(),
  code: text.optional(),
  /** The name before 2025-09-30.clover. */
  coupon: text.optional(),
  promotion: z.strictObject({ type: z.enum(['coupon']), coupon: text }).optional(),
  customer: text.optional(),
  expires_at: integer.optional(),
  max_redemptions: integer.optional(),
  metadata: metadata.optional(),
})

export const promotionCodeUpdate = z.strictObject({ active: flag.optional(), metadata: metadata.optional() })

export const webhookEndpointCreate = z.strictObject({
  url,
  enabled_events: z.array(text).min(1),
  api_version: text.optional(),
  connect: flag.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
})

export const webhookEndpointUpdate = z.strictObject({
  url: url.optional(),
  enabled_events: z.array(text).min(1).optional(),
  disabled: flag.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
})

export type ProductCreate = z.infer<typeof productCreate>
export type PriceCreate = z.infer<typeof priceCreate>
export type PriceData = z.infer<typeof priceData>
export type CustomerCreate = z.infer<typeof customerCreate>
export type CouponCreate = z.infer<typeof couponCreate>
export type PromotionCodeCreate = z.infer<typeof promotionCodeCreate>
export type WebhookEndpointCreate = z.infer<typeof webhookEndpointCreate>
