// Stripe objects for tables, in the shapes of the eras of STRIPE.md 1.1. Written from its tables, not recorded.
import { at } from './told.ts'

type Fields = Record<string, unknown>
const common = { currency: 'eur', livemode: false, customer: 'cus_1', created: at(0) }

export const intent = (id: string, amount: number, fields: Fields = {}) => ({
  object: 'payment_intent',
  id,
  status: 'succeeded',
  amount,
  amount_received: amount,
  metadata: {},
  ...common,
  ...fields,
})

export const charge = (id: string, amount: number, fields: Fields = {}) => ({
  object: 'charge',
  id,
  status: 'succeeded',
  paid: true,
  captured: true,
  amount,
  amount_captured: amount,
  amount_refunded: 0,
  payment_intent: id.replace('ch_', 'pi_'),
  ...common,
  ...fields,
})

export const session = (id: string, amount: number | null, fields: Fields = {}) => ({
  object: 'checkout.session',
  id,
  mode: 'payment',
  status: 'complete',
  payment_status: 'paid',
  amount_total: amount,
  payment_intent: null,
  expires_at: at(86_400),
  ...common,
  ...fields,
})

/** Since basil: nothing in it leads to the money. */
export const invoice = (id: string, amount: number, fields: Fields = {}) => ({
  object: 'invoice',
  id,
  status: 'paid',
  total: amount,
  amount_due: amount,
  amount_paid: amount,
  status_transitions: { finalized_at: at(0), paid_at: at(10) },
  starting_balance: 0,
  ending_balance: 0,
  ...common,
  ...fields,
})

export const invoicePayment = (
  id: string,
  invoiceId: string,
  intentId: string,
  amount: number,
  fields: Fields = {},
) => ({
  object: 'invoice_payment',
  id,
  invoice: invoiceId,
  status: 'paid',
  amount_paid: amount,
  amount_requested: amount,
  payment: { type: 'payment_intent', payment_intent: intentId },
  ...common,
  ...fields,
})

export const refund = (id: string, amount: number, fields: Fields = {}) => ({
  object: 'refund',
  id,
  status: 'succeeded',
  amount,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  currency: 'eur',
  created: at(100),
  ...fields,
})

export const dispute = (id: string, amount: number, fields: Fields = {}) => ({
  object: 'dispute',
  id,
  status: 'needs_response',
  amount,
  charge: 'ch_1',
  payment_intent: 'pi_1',
  balance_transactions: [{ object: 'balance_transaction', id: 'txn_1', amount: -amount }],
  currency: 'eur',
  created: at(200),
  ...fields,
})

export const creditNote = (id: string, invoiceId: string, fields: Fields = {}) => ({
  object: 'credit_note',
  id,
  invoice: invoiceId,
  status: 'issued',
  type: 'post_payment',
  customer_balance_transaction: null,
  out_of_band_amount: null,
  refunds: [],
  ...common,
  created: at(300),
  ...fields,
})
