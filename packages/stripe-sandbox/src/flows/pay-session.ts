// The buyer presses Pay on a hosted page: which purchase it is, and what the session becomes.

import { declineMessage } from '../objects/charge.ts'
import { newCustomer } from '../objects/customer.ts'
import { billingDetailsOf } from '../objects/payment-method.ts'
import { unexpectedState } from '../stripe-error.ts'
import type { Draft } from '../world/draft.ts'
import { idOf, type Session } from '../world/model.ts'
import { attemptCharge } from './charge.ts'
import { redeem } from './discount.ts'
import { methodFor } from './intent.ts'
import { attachIntent } from './open-session.ts'
import { invoiceForPurchase } from './purchase-invoice.ts'
import { setUp } from './setup.ts'
import { subscribe } from './subscribe.ts'

export interface Payer {
  email: string
  method: 'bank_debit' | 'card' | 'declined_card'
}

export type Paid = { kind: 'complete' } | { kind: 'declined'; message: string }

const tokens = {
  bank_debit: 'pm_sepaDebit',
  card: 'pm_card_visa',
  declined_card: 'pm_card_chargeDeclined',
} as const

export function paySession(draft: Draft, id: string, payer: Payer): Paid {
  const session = draft.get('checkout.session', id, 'session')
  if (session.status !== 'open')
    throw unexpectedState(
      'checkout_session',
      `This Checkout Session is ${session.status ?? 'closed'} and can no longer be paid.`,
    )
  if (session.mode === 'setup') return keepMethod(draft, session, payer)
  const customer = customerFor(draft, session, payer)
  const method = methodFor(draft, tokens[payer.method], { email: payer.email, customer })
  return session.mode === 'subscription' ? payFirstInvoice(draft, id, payer, method) : payOnce(draft, id, payer, method)
}

/** S1, S1b, S9, S10, S15. */
function payOnce(draft: Draft, id: string, payer: Payer, method: string): Paid {
  const intent = attachIntent(draft, id)
  if (intent === null) return complete(draft, id, payer, 'no_payment_required')
  const { customer } = draft.get('checkout.session', id)
  draft.patch('payment_intent', intent, { customer })
  const attempt = attemptCharge(draft, intent, method)
  if (attempt.kind === 'declined') return { kind: 'declined', message: declineMessage }
  if (attempt.kind === 'paid' && draft.get('checkout.session', id).invoice_creation?.enabled)
    invoiceForPurchase(draft, id)
  return complete(draft, id, payer, attempt.kind === 'paid' ? 'paid' : 'unpaid')
}

/** S4, S8: the subscription and its first invoice. */
function payFirstInvoice(draft: Draft, id: string, payer: Payer, method: string): Paid {
  const started = subscribe(draft, id, method)
  if (started.kind === 'declined') return { kind: 'declined', message: declineMessage }
  const { subscription, invoice } = started
  draft.patch('checkout.session', id, { subscription, invoice })
  return complete(draft, id, payer, started.kind)
}

/** S12. */
function keepMethod(draft: Draft, session: Session, payer: Payer): Paid {
  const { customer } = session
  const { metadata } = session.own.handover.setup
  const method = methodFor(draft, tokens[payer.method], { email: payer.email, customer })
  if (draft.get('payment_method', method).own.behaviour === 'declined')
    return { kind: 'declined', message: declineMessage }
  draft.patch('checkout.session', session.id, { setup_intent: setUp(draft, { customer, metadata, method }) })
  return complete(draft, session.id, payer, 'no_payment_required')
}

function customerFor(draft: Draft, session: Session, payer: Payer): string | null {
  if (session.customer !== null) return session.customer
  if (session.mode === 'payment' && session.customer_creation !== 'always') return null
  const customer = draft.put('customer', newCustomer(draft, { email: payer.email }))
  draft.patch('checkout.session', session.id, { customer: customer.id })
  draft.emit('customer.created', 'customer', customer.id)
  return customer.id
}

function complete(draft: Draft, id: string, payer: Payer, status: 'no_payment_required' | 'paid' | 'unpaid'): Paid {
  const session = draft.get('checkout.session', id)
  const customer = draft.find('customer', idOf(session.customer))
  redeem(draft, session)
  draft.patch('checkout.session', id, {
    status: 'complete',
    payment_status: status,
    customer_details: {
      address: billingDetailsOf({ email: null, customer: null }).address,
      business_name: null,
      email: customer?.email ?? payer.email,
      individual_name: null,
      name: customer?.name ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
  })
  draft.emit('checkout.session.completed', 'checkout.session', id)
  return { kind: 'complete' }
}
