// Parameters of Checkout Sessions and Payment Links. What the sandbox cannot act on is refused, never silently dropped. Pure.
import { z } from 'zod'
import { priceData } from './catalogue.ts'
import { currency, flag, integer, metadata, text, url } from './form.ts'

const lineItem = z.strictObject({
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: integer.optional(),
  adjustable_quantity: z.strictObject({ enabled: flag }).optional(),
  tax_rates: z.array(text).max(5).optional(),
})

const intentData = z.strictObject({
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
})

const subscriptionData = z.strictObject({
  description: text.optional(),
  metadata: metadata.optional(),
  trial_period_days: integer.optional(),
})

const invoiceCreation = z.strictObject({
  enabled: flag,
  invoice_data: z
    .strictObject({ description: text.optional(), footer: text.optional(), metadata: metadata.optional() })
    .optional(),
})

/** No tax registration exists in the sandbox, so automatic tax is accepted and comes to nothing, as at Stripe. */
const automaticTax = z.strictObject({ enabled: flag })
const onlyEnabled = z.strictObject({ enabled: flag })

const asked = {
  allow_promotion_codes: flag.optional(),
  automatic_tax: automaticTax.optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  invoice_creation: invoiceCreation.optional(),
  metadata: metadata.optional(),
  payment_intent_data: intentData.optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  payment_method_types: z.array(text).optional(),
  phone_number_collection: onlyEnabled.optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  subscription_data: subscriptionData.optional(),
  tax_id_collection: onlyEnabled.optional(),
}

const shippingOption = z.strictObject({
  shipping_rate: text.optional(),
  shipping_rate_data: z
    .strictObject({
      display_name: text,
      type: z.enum(['fixed_amount']).optional(),
      fixed_amount: z.strictObject({ amount: integer, currency }),
    })
    .optional(),
})

export const sessionCreate = z.strictObject({
  ...asked,
  mode: z.enum(['payment', 'setup', 'subscription']).optional(),
  line_items: z.array(lineItem).max(100).optional(),
  success_url: url.optional(),
  cancel_url: url.optional(),
  client_reference_id: z.string().max(200).optional(),
  currency: text.optional(),
  customer: text.optional(),
  customer_email: z.email().optional(),
  discounts: z
    .array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() }))
    .max(1)
    .optional(),
  expires_at: integer.optional(),
  locale: text.optional(),
  setup_intent_data: z.strictObject({ metadata: metadata.optional() }).optional(),
  shipping_options: z.array(shippingOption).max(5).optional(),
  ui_mode: z.enum(['hosted', 'hosted_page']).optional(),
})

export const sessionUpdate = z.strictObject({ metadata: metadata.optional() })

const afterCompletion = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('redirect'), redirect: z.strictObject({ url }) }),
  z.strictObject({
    type: z.literal('hosted_confirmation'),
    hosted_confirmation: z.strictObject({ custom_message: text.optional() }).optional(),
  }),
])

export const paymentLinkCreate = z.strictObject({
  ...asked,
  after_completion: afterCompletion.optional(),
  currency: text.optional(),
  inactive_message: text.optional(),
  line_items: z.array(lineItem).min(1).max(20),
})

export const paymentLinkUpdate = z.strictObject({
  active: flag.optional(),
  after_completion: afterCompletion.optional(),
  allow_promotion_codes: flag.optional(),
  inactive_message: text.optional(),
  metadata: metadata.optional(),
})

export type LineItemParam = z.infer<typeof lineItem>
export type SessionCreate = z.infer<typeof sessionCreate>
export type PaymentLinkCreate = z.infer<typeof paymentLinkCreate>
export type AfterCompletionParam = z.infer<typeof afterCompletion>
