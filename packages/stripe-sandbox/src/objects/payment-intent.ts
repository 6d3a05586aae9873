// A new PaymentIntent, waiting for a payment method. Pure.
import type { Presentment, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export interface IntentInput {
  amount: number
  currency: string
  customer?: string | null
  description?: string | null
  metadata?: Record<string, string>
  receipt_email?: string | null
  capture_method?: 'automatic' | 'manual'
  payment_method_types?: string[]
  automatic_payment_methods?: boolean
  setup_future_usage?: 'off_session' | 'on_session' | null
  /** `in_…` of the invoice or `cs_…` of the Checkout Session that asked for this payment. */
  order_reference?: string | undefined
  presentment?: Presentment | null
  application_fee_amount?: number | null
  /** The connected account that gets the money. */
  destination?: string | null
  multicapture?: boolean
  invoice?: string
  session?: string
}

/** What a new intent does not have, or not yet. */
const unset = {
  allowed_payment_method_types: null,
  application: null,
  canceled_at: null,
  cancellation_reason: null,
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_group: null,
} satisfies Partial<Tables['payment_intent']>

export function newPaymentIntent(birth: Birth, input: IntentInput): Tables['payment_intent'] {
  const id = birth.id('pi')
  return {
    id,
    object: 'payment_intent',
    ...unset,
    own: {
      invoice: input.invoice ?? null,
      session: input.session ?? null,
      charges: [],
      presentment: input.presentment ?? null,
      multicapture: input.multicapture ?? false,
    },
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application_fee_amount: input.application_fee_amount ?? null,
    automatic_payment_methods: input.automatic_payment_methods ? { allow_redirects: 'always', enabled: true } : null,
    capture_method: input.capture_method ?? 'automatic',
    client_secret: `${id}_secret_${birth.id('secret').slice(-24)}`,
    confirmation_method: 'automatic',
    created: birth.now,
    currency: input.currency,
    customer: input.customer ?? null,
    description: input.description ?? null,
    livemode: birth.livemode,
    metadata: input.metadata ?? {},
    ...(input.order_reference === undefined
      ? {}
      : { payment_details: { customer_reference: null, order_reference: input.order_reference } }),
    payment_method_options: {},
    payment_method_types: input.payment_method_types ?? ['card'],
    receipt_email: input.receipt_email ?? null,
    setup_future_usage: input.setup_future_usage ?? null,
    status: 'requires_payment_method',
    transfer_data: input.destination ? { destination: input.destination } : null,
    ...(input.presentment ? { presentment_details: presentmentOf(input.presentment) } : {}),
  }
}

export const presentmentOf = ({ amount, currency }: Presentment) => ({
  presentment_amount: amount,
  presentment_currency: currency,
})
