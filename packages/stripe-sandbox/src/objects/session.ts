// A new Checkout Session, open and unpaid. Pure.
import type { Handover, Line, Presentment, Session } from '../world/model.ts'
import type { Birth } from './birth.ts'
import { sumsOf } from './line.ts'
import { presentmentOf } from './payment-intent.ts'
import { type Shipping, shippingCostOf } from './shipping.ts'

export interface SessionInput {
  mode: 'payment' | 'setup' | 'subscription'
  lines: Line[]
  handover: Handover
  currency: string | null
  metadata: Record<string, string>
  success_url: string | null
  cancel_url: string | null
  client_reference_id: string | null
  customer: string | null
  customer_email: string | null
  customer_creation: 'always' | 'if_required'
  discounts: Array<{ coupon: string | null; promotion_code: string | null }>
  allow_promotion_codes: boolean | null
  billing_address_collection: Session['billing_address_collection']
  expires_at: number
  invoice_creation: boolean
  locale: string | null
  payment_link: string | null
  payment_method_collection: 'always' | 'if_required'
  payment_method_types: string[]
  phone_number_collection: boolean
  redirect_query: string
  submit_type: string | null
  automatic_tax: boolean
  shipping?: Shipping | null
  presentment?: Presentment | null
}

export function newSession(birth: Birth, input: SessionInput): Session {
  const sums = sumsOf(input.lines)
  const shipping = input.shipping?.amount ?? 0
  const total = sums.total + shipping
  const empty = input.mode === 'setup'
  return {
    ...restOfSession(input),
    id: birth.id('cs'),
    object: 'checkout.session',
    own: {
      lines: input.lines,
      handover: input.handover,
      redirect_query: input.redirect_query,
      subscription: null,
      presentment: input.presentment ?? null,
    },
    amount_subtotal: empty ? null : sums.subtotal,
    amount_total: empty ? null : total,
    created: birth.now,
    currency: input.currency,
    livemode: birth.livemode,
    payment_status: empty || total === 0 ? 'no_payment_required' : 'unpaid',
    status: 'open',
    total_details: empty ? null : { amount_discount: sums.discount, amount_shipping: shipping, amount_tax: sums.tax },
    ...(input.presentment ? { presentment_details: presentmentOf(input.presentment) } : {}),
  }
}

type Changing =
  | 'amount_subtotal'
  | 'amount_total'
  | 'created'
  | 'currency'
  | 'id'
  | 'livemode'
  | 'object'
  | 'own'
  | 'payment_status'
  | 'status'
  | 'total_details'

/** What a new session does not have, or not yet. */
const unset = {
  after_expiration: null,
  allowed_payment_method_types: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer_account: null,
  customer_details: null,
  integration_identifier: null,
  invoice: null,
  managed_payments: null,
  origin_context: null,
  payment_intent: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  subscription: null,
  wallet_options: null,
} satisfies Partial<Session>

const restOfSession = (input: SessionInput): Omit<Session, Changing> => ({
  ...unset,
  adaptive_pricing: { enabled: input.presentment != null },
  allow_promotion_codes: input.allow_promotion_codes,
  automatic_tax: { enabled: input.automatic_tax, liability: null, provider: null, status: null },
  billing_address_collection: input.billing_address_collection,
  cancel_url: input.cancel_url,
  client_reference_id: input.client_reference_id,
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer: input.customer,
  customer_creation: input.mode === 'payment' && input.customer === null ? input.customer_creation : null,
  customer_email: input.customer_email,
  discounts: input.discounts,
  expires_at: input.expires_at,
  invoice_creation: invoiceCreationOf(input),
  locale: input.locale,
  metadata: input.metadata,
  mode: input.mode,
  payment_link: input.payment_link,
  payment_method_collection: input.payment_method_collection,
  payment_method_options: {},
  payment_method_types: input.payment_method_types,
  phone_number_collection: { enabled: input.phone_number_collection },
  shipping_cost: shippingCostOf(input.shipping ?? null),
  shipping_options: input.shipping
    ? [{ shipping_amount: input.shipping.amount, shipping_rate: input.shipping.rate }]
    : [],
  submit_type: input.submit_type,
  success_url: input.success_url,
  ui_mode: 'hosted_page',
})

const invoiceCreationOf = (input: SessionInput): Session['invoice_creation'] =>
  input.mode !== 'payment'
    ? null
    : {
        enabled: input.invoice_creation,
        invoice_data: {
          account_tax_ids: null,
          custom_fields: null,
          description: input.handover.invoice.description,
          footer: null,
          issuer: null,
          metadata: input.handover.invoice.metadata,
          rendering_options: null,
        },
      }
