// A new dispute: an inquiry asks, a chargeback takes the money at once. Pure.
import type { Charge, Dispute } from '../world/model.ts'
import type { Birth } from './birth.ts'

const noEvidence: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}

const answerDays = 9

export const newDispute = (
  birth: Birth,
  charge: Charge,
  of: { amount: number; kind: 'chargeback' | 'inquiry'; reason: string },
): Dispute => ({
  id: birth.id('dp'),
  object: 'dispute',
  own: { entries: [] },
  amount: of.amount,
  charge: charge.id,
  created: birth.now,
  currency: charge.currency,
  enhanced_eligibility_types: [],
  evidence: noEvidence,
  evidence_details: {
    due_by: birth.now + answerDays * 86_400,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: of.kind === 'inquiry',
  livemode: birth.livemode,
  metadata: {},
  network_reason_code: '10.4',
  payment_intent: charge.payment_intent,
  payment_method_details: {
    type: 'card',
    card: { brand: 'visa', case_type: of.kind, network: 'visa', network_reason_code: '10.4' },
  },
  reason: of.reason,
  status: of.kind === 'inquiry' ? 'warning_needs_response' : 'needs_response',
})
