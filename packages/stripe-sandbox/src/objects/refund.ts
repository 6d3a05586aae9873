// A new refund of a charge. Pure.
import type { Tables } from '../world/model.ts'
import type { Birth } from './birth.ts'

export interface RefundInput {
  amount: number
  status: 'pending' | 'succeeded'
  reason: Tables['refund']['reason']
  metadata: Record<string, string>
}

export function newRefund(birth: Birth, charge: Tables['charge'], input: RefundInput): Tables['refund'] {
  const card = charge.payment_method_details?.type === 'card'
  return {
    id: birth.id(card ? 're' : 'pyr'),
    object: 'refund',
    amount: input.amount,
    balance_transaction: null,
    charge: charge.id,
    created: birth.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(card
      ? {
          destination_details: {
            type: 'card',
            card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
          },
        }
      : {}),
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: input.status,
    transfer_reversal: null,
  }
}
