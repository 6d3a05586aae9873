// S13: a charge of the time before intents, alone or for an invoice.
import { newCharge } from '../objects/charge.ts'
import type { Draft } from '../world/draft.ts'
import type { Charge } from '../world/model.ts'
import { attachPaid } from './invoice-payment.ts'

export interface ChargeOrder {
  amount: number
  currency: string
  customer: string | null
  description: string | null
  metadata: Record<string, string>
  receipt_email: string | null
  invoice?: string
}

export function chargeDirectly(draft: Draft, order: ChargeOrder, method: string): Charge {
  const of = {
    ...order,
    application_fee_amount: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    payment_intent: null,
    invoice: order.invoice ?? null,
    destination: null,
    presentment: null,
  }
  const declines = draft.get('payment_method', method).own.behaviour === 'declined'
  const charge = newCharge(draft, of, draft.get('payment_method', method), declines ? 'failed' : 'succeeded')
  draft.put('charge', charge)
  draft.emit(declines ? 'charge.failed' : 'charge.succeeded', 'charge', charge.id)
  if (!declines && order.invoice !== undefined)
    attachPaid(draft, order.invoice, { type: 'charge', charge: charge.id }, charge.amount)
  return charge
}
