// A new charge, of a PaymentIntent or of the time before them. Pure.
import { idOf, type PaymentIntent, type PaymentMethod, type Presentment, type Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'
import { presentmentOf } from './payment-intent.ts'

export type ChargeOutcome = 'authorised' | 'failed' | 'pending' | 'succeeded'

/** What no charge of the sandbox has. */
const neverSet = {
  application: null,
  application_fee: null,
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  on_behalf_of: null,
  receipt_number: null,
  receipt_url: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  transfer_group: null,
} satisfies Partial<Tables['charge']>

/** What a charge takes over from the intent, or from its own request. */
export type Chargeable = Pick<
  PaymentIntent,
  | 'amount'
  | 'application_fee_amount'
  | 'currency'
  | 'customer'
  | 'description'
  | 'metadata'
  | 'receipt_email'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
> & {
  payment_intent: string | null
  invoice: string | null
  destination: string | null
  presentment: Presentment | null
}

export const chargeableIntent = (intent: PaymentIntent): Chargeable => ({
  ...intent,
  payment_intent: intent.id,
  invoice: intent.own.invoice,
  destination: idOf(intent.transfer_data?.destination),
  presentment: intent.own.presentment,
})

export function newCharge(
  birth: Birth,
  of: Chargeable,
  method: PaymentMethod,
  outcome: ChargeOutcome,
): Tables['charge'] {
  const captured = outcome === 'succeeded'
  return {
    id: birth.id(method.type === 'card' ? 'ch' : 'py'),
    object: 'charge',
    ...neverSet,
    ...paidWith(method),
    own: { refunds: [], invoice: of.invoice, dispute: null, presentment: of.presentment, posted: 0 },
    amount: of.amount,
    amount_captured: captured ? of.amount : 0,
    amount_refunded: 0,
    application_fee_amount: of.application_fee_amount,
    balance_transaction: null,
    calculated_statement_descriptor: 'SANDBOX',
    captured: captured || outcome === 'pending',
    created: birth.now,
    currency: of.currency,
    customer: of.customer,
    description: of.description,
    failure_code: outcome === 'failed' ? 'card_declined' : null,
    failure_message: outcome === 'failed' ? declineMessage : null,
    livemode: birth.livemode,
    metadata: of.metadata,
    outcome: outcomeOf(outcome),
    paid: outcome === 'succeeded' || outcome === 'authorised',
    payment_intent: of.payment_intent,
    receipt_email: of.receipt_email,
    refunded: false,
    statement_descriptor: of.statement_descriptor,
    statement_descriptor_suffix: of.statement_descriptor_suffix,
    status: outcome === 'authorised' ? 'succeeded' : outcome,
    transfer_data: of.destination === null ? null : { amount: null, destination: of.destination },
    ...(of.presentment === null ? {} : { presentment_details: presentmentOf(of.presentment) }),
  }
}

export const declineMessage = 'Your card was declined.'

function outcomeOf(outcome: ChargeOutcome): Tables['charge']['outcome'] {
  const failed = outcome === 'failed'
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: failed ? '01' : null,
    network_status: failed ? 'declined_by_network' : 'approved_by_network',
    reason: failed ? 'generic_decline' : null,
    risk_level: 'normal',
    seller_message: failed ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: failed ? 'issuer_declined' : 'authorized',
  }
}

const paidWith = (method: PaymentMethod) => ({
  billing_details: method.billing_details,
  payment_method: method.id,
  payment_method_details: paymentMethodDetails(method),
})

function paymentMethodDetails(method: PaymentMethod): Tables['charge']['payment_method_details'] {
  if (method.card === undefined) return { type: method.type }
  const { brand, country, exp_month, exp_year, fingerprint, funding, last4 } = method.card
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      electronic_commerce_indicator: null,
      brand,
      checks: method.card.checks,
      country,
      exp_month,
      exp_year,
      fingerprint: fingerprint ?? null,
      funding,
      installments: null,
      last4,
      mandate: null,
      network: 'visa',
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}
