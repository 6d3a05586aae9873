// Parameters of PaymentIntents, refunds, invoices and subscriptions. Pure.
import { z } from 'zod'
import { currency, flag, integer, metadata, text } from './form.ts'

const amount = integer.refine((value) => value > 0, 'must be at least 1')

const confirmation = {
  payment_method: text.optional(),
  receipt_email: text.optional(),
  return_url: text.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  off_session: flag.optional(),
}

export const paymentIntentCreate = z.strictObject({
  ...confirmation,
  amount,
  currency,
  automatic_payment_methods: z.strictObject({ enabled: flag, allow_redirects: text.optional() }).optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  confirm: flag.optional(),
  application_fee_amount: amount.optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method_options: z
    .strictObject({
      card: z.strictObject({ request_multicapture: z.enum(['if_available', 'never']).optional() }).optional(),
    })
    .optional(),
  payment_method_types: z.array(text).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
})

export const paymentIntentUpdate = z.strictObject({
  amount: amount.optional(),
  currency: currency.optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
  receipt_email: text.optional(),
})

export const paymentIntentConfirm = z.strictObject(confirmation)
export const paymentIntentCapture = z.strictObject({
  amount_to_capture: amount.optional(),
  final_capture: flag.optional(),
  metadata: metadata.optional(),
})
export const paymentIntentCancel = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
})

export const chargeUpdate = z.strictObject({ description: text.optional(), metadata: metadata.optional() })

export const refundCreate = z.strictObject({
  amount: amount.optional(),
  charge: text.optional(),
  payment_intent: text.optional(),
  metadata: metadata.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
})
export const refundUpdate = z.strictObject({ metadata: metadata.optional() })

export const invoiceCreate = z.strictObject({
  customer: text,
  auto_advance: flag.optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  currency: currency.optional(),
  days_until_due: integer.optional(),
  description: text.optional(),
  footer: text.optional(),
  metadata: metadata.optional(),
  pending_invoice_items_behavior: z.enum(['exclude', 'include']).optional(),
})
export const invoiceUpdate = z.strictObject({ description: text.optional(), metadata: metadata.optional() })
export const invoicePay = z.strictObject({
  paid_out_of_band: flag.optional(),
  payment_method: text.optional(),
  off_session: flag.optional(),
})
export const invoiceItemCreate = z.strictObject({
  customer: text,
  invoice: text.optional(),
  amount: integer.optional(),
  currency: currency.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  price: text.optional(),
  pricing: z.strictObject({ price: text }).optional(),
  quantity: integer.optional(),
  tax_rates: z.array(text).max(5).optional(),
})

export const subscriptionCancel = z.strictObject({ invoice_now: flag.optional(), prorate: flag.optional() })

export type InvoiceItemCreate = z.infer<typeof invoiceItemCreate>
