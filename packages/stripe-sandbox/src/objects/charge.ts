// A new charge of a PaymentIntent, and the balance transaction it leaves. Pure.
import type { PaymentMethod, Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export type ChargeOutcome = 'authorised' | 'failed' | 'pending' | 'succeeded'

/** What no charge of the sandbox has. */
const neverSet = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
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
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Tables['charge']>

export function newCharge(
  birth: Birth,
  intent: Tables['payment_intent'],
  method: PaymentMethod,
  outcome: ChargeOutcome,
): Tables['charge'] {
  const captured = outcome === 'succeeded'
  return {
    id: birth.id(method.type === 'card' ? 'ch' : 'py'),
    object: 'charge',
    ...neverSet,
    own: { refunds: [] },
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'SANDBOX',
    captured: captured || outcome === 'pending',
    created: birth.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: outcome === 'failed' ? 'card_declined' : null,
    failure_message: outcome === 'failed' ? declineMessage : null,
    livemode: birth.livemode,
    metadata: intent.metadata,
    outcome: outcomeOf(outcome),
    paid: outcome === 'succeeded' || outcome === 'authorised',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: paymentMethodDetails(method),
    receipt_email: intent.receipt_email,
    refunded: false,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: outcome === 'authorised' ? 'succeeded' : outcome,
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
