// A new Payment Link. Pure.
import type { AfterCompletionParam, PaymentLinkCreate } from '../params/checkout.ts'
import { mergeMetadata } from '../params/form.ts'
import type { Line, PaymentLink } from '../world/model.ts'
import type { Birth } from './birth.ts'
import { handoverOf } from './handover.ts'

type Asked = PaymentLinkCreate & { lines: Line[]; currency: string; subscription: boolean }

export function newPaymentLink(birth: Birth, params: Asked): PaymentLink {
  const handover = handoverOf(params)
  return {
    id: birth.id('plink'),
    object: 'payment_link',
    own: { slug: (birth.livemode ? '' : 'test_') + birth.id('slug').slice(-18), lines: params.lines, handover },
    active: true,
    after_completion: afterCompletionOf(params.after_completion),
    allow_promotion_codes: params.allow_promotion_codes ?? false,
    application: null,
    application_fee_amount: null,
    application_fee_percent: null,
    automatic_tax: { enabled: params.automatic_tax?.enabled ?? false, liability: null },
    billing_address_collection: params.billing_address_collection ?? 'auto',
    consent_collection: null,
    currency: params.currency,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer_creation: params.customer_creation ?? 'if_required',
    inactive_message: params.inactive_message ?? null,
    invoice_creation: invoiceCreationOf(params),
    livemode: birth.livemode,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata),
    on_behalf_of: null,
    payment_intent_data: intentDataOf(params, handover.intent.metadata),
    payment_method_collection: params.payment_method_collection ?? (params.subscription ? 'always' : 'if_required'),
    payment_method_options: null,
    payment_method_types: params.payment_method_types ?? null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    restrictions: null,
    shipping_address_collection: null,
    shipping_options: [],
    submit_type: params.submit_type ?? 'auto',
    subscription_data: subscriptionDataOf(params, handover.subscription),
    tax_id_collection: { enabled: params.tax_id_collection?.enabled ?? false, required: 'never' },
    transfer_data: null,
  }
}

export const afterCompletionOf = (wanted: AfterCompletionParam | undefined): PaymentLink['after_completion'] =>
  wanted?.type === 'redirect'
    ? { type: 'redirect', redirect: { url: wanted.redirect.url } }
    : {
        type: 'hosted_confirmation',
        hosted_confirmation: { custom_message: wanted?.hosted_confirmation?.custom_message ?? null },
      }

function invoiceCreationOf(params: Asked): PaymentLink['invoice_creation'] {
  if (params.subscription) return null
  return {
    enabled: params.invoice_creation?.enabled ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: params.invoice_creation?.invoice_data?.description ?? null,
      footer: params.invoice_creation?.invoice_data?.footer ?? null,
      issuer: null,
      metadata: mergeMetadata({}, params.invoice_creation?.invoice_data?.metadata),
      rendering_options: null,
    },
  }
}

function intentDataOf(params: Asked, metadata: Record<string, string>): PaymentLink['payment_intent_data'] {
  const data = params.payment_intent_data
  if (data === undefined) return null
  return {
    capture_method: data.capture_method ?? null,
    description: data.description ?? null,
    metadata,
    setup_future_usage: data.setup_future_usage ?? null,
    statement_descriptor: data.statement_descriptor ?? null,
    statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
    transfer_group: null,
  }
}

function subscriptionDataOf(
  params: Asked,
  data: PaymentLink['own']['handover']['subscription'],
): PaymentLink['subscription_data'] {
  if (!params.subscription) return null
  return {
    description: data.description,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    metadata: data.metadata,
    trial_period_days: data.trial_days || null,
    trial_settings: null,
  }
}
