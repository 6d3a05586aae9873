// Parameters of subscriptions, credit notes, disputes, rates and payment records. Pure.
import { z } from 'zod'
import { currency, decimal, flag, integer, metadata, text } from './form.ts'

const amount = integer.refine((value) => value > 0, 'must be at least 1')

const newItem = z.strictObject({
  price: text,
  quantity: integer.optional(),
  tax_rates: z.array(text).max(5).optional(),
})

export const subscriptionCreate = z.strictObject({
  customer: text,
  items: z.array(newItem).min(1).max(20),
  collection_method: z.enum(['charge_automatically']).optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  discounts: z
    .array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() }))
    .max(1)
    .optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_behavior: z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
  trial_period_days: integer.optional(),
})

const changedItem = z.strictObject({
  id: text.optional(),
  price: text.optional(),
  quantity: integer.optional(),
  deleted: flag.optional(),
})

export const subscriptionUpdate = z.strictObject({
  cancel_at_period_end: flag.optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  items: z.array(changedItem).min(1).max(20).optional(),
  metadata: metadata.optional(),
  proration_behavior: z.enum(['always_invoice', 'create_prorations', 'none']).optional(),
  proration_date: integer.optional(),
})

export const creditNoteCreate = z.strictObject({
  invoice: text,
  amount: amount.optional(),
  credit_amount: amount.optional(),
  memo: text.optional(),
  metadata: metadata.optional(),
  out_of_band_amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']).optional(),
  refund_amount: amount.optional(),
  refunds: z.array(z.strictObject({ refund: text, amount_refunded: amount.optional() })).optional(),
})
export const creditNoteUpdate = z.strictObject({ memo: text.optional(), metadata: metadata.optional() })

export const disputeUpdate = z.strictObject({ metadata: metadata.optional(), submit: flag.optional() })

export const taxRateCreate = z.strictObject({ display_name: text, inclusive: flag, percentage: decimal })

export const shippingRateCreate = z.strictObject({
  display_name: text,
  type: z.enum(['fixed_amount']).optional(),
  fixed_amount: z.strictObject({ amount: integer, currency }),
})

export const attachPayment = z.strictObject({ payment_intent: text.optional(), payment_record: text.optional() })

export const paymentRecordReport = z.strictObject({
  amount_requested: z.strictObject({ currency, value: amount }),
  customer_details: z.strictObject({ customer: text.optional(), email: text.optional() }).optional(),
  description: text.optional(),
  guaranteed: z.strictObject({ guaranteed_at: integer }).optional(),
  initiated_at: integer,
  metadata: metadata.optional(),
  outcome: z.enum(['guaranteed']).optional(),
  payment_method_details: z.strictObject({
    type: z.enum(['custom']),
    custom: z.strictObject({ display_name: text.optional() }).optional(),
  }),
})

export const chargeCreate = z.strictObject({
  amount,
  currency,
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  source: text.optional(),
})

export const fundCash = z.strictObject({ amount, currency, reference: text.optional() })
