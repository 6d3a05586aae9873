// S10: days later a delayed payment succeeds or fails, for its session and its invoice too.
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import type { Charge, PaymentIntent } from '../world/model.ts'
import { failIntent, succeedIntent } from './charge.ts'
import { markPaid } from './invoice-payment.ts'
import { invoiceForPurchase } from './purchase-invoice.ts'

export function settleDelayed(draft: Draft, id: string, outcome: 'failed' | 'succeeded'): void {
  const intent = draft.get('payment_intent', id, 'intent')
  const charge = draft.find('charge', intent.latest_charge)
  if (intent.status !== 'processing' || charge === undefined)
    throw unexpectedState(
      'payment_intent',
      `This PaymentIntent is ${intent.status}; only one that is processing can settle.`,
    )
  if (outcome === 'succeeded') succeeds(draft, intent, charge)
  else fails(draft, intent, charge)
}

function succeeds(draft: Draft, intent: PaymentIntent, charge: Charge): void {
  draft.patch('charge', charge.id, { status: 'succeeded', paid: true, captured: true, amount_captured: charge.amount })
  succeedIntent(draft, intent.id, charge.amount)
  draft.emit('charge.succeeded', 'charge', charge.id)
  draft.emit('payment_intent.succeeded', 'payment_intent', intent.id)
  const session = draft.find('checkout.session', intent.own.session)
  if (intent.own.invoice !== null) markPaid(draft, intent.own.invoice)
  else if (session?.invoice_creation?.enabled) invoiceForPurchase(draft, session.id)
  if (session === undefined) return
  draft.patch('checkout.session', session.id, { payment_status: 'paid' })
  draft.emit('checkout.session.async_payment_succeeded', 'checkout.session', session.id)
}

function fails(draft: Draft, intent: PaymentIntent, charge: Charge): void {
  draft.patch('charge', charge.id, {
    status: 'failed',
    paid: false,
    captured: false,
    failure_code: 'payment_method_not_available',
    failure_message: 'The bank refused the debit.',
  })
  failIntent(draft, intent.id, charge.id)
  draft.emit('charge.failed', 'charge', charge.id)
  draft.emit('payment_intent.payment_failed', 'payment_intent', intent.id)
  if (intent.own.invoice !== null) draft.emit('invoice.payment_failed', 'invoice', intent.own.invoice)
  if (intent.own.session !== null)
    draft.emit('checkout.session.async_payment_failed', 'checkout.session', intent.own.session)
}
