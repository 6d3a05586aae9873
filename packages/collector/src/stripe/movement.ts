// What money an object of Stripe's says has moved. Read apart from the ledger's own reading, which it is held against.
import type { ReconcileKind } from '@farthing/contract'
import { amountIn, at, idIn, isObject, listIn, textIn, timeIn } from './normalise/read.ts'

export interface Movement {
  /** The id to show, and to look for at Stripe. */
  id: string
  kind: ReconcileKind
  /** Signed minor units; 0 when nothing moved after all. */
  amount: number
  currency: string
  at: number
  /** Ids under which the ledger may know the payment. */
  names: string[]
  /** Entries under which the ledger may have booked it, best first. */
  entryIds: string[]
}

/** Every kind of object that reconcile reads. What moved nothing, and cannot be in the ledger either, is left out. */
export function movementsOf(object: unknown): Movement[] {
  if (!isObject(object)) return []
  if (object.object === 'charge') return chargeMovements(object)
  if (object.object === 'payment_intent') return intentMovement(object)
  if (object.object === 'refund') return refundMovement(object)
  return object.object === 'dispute' ? disputeMovement(object) : []
}

type Fields = Record<string, unknown>

const about = (object: Fields) => ({
  currency: textIn(object.currency) ?? '',
  at: timeIn(object.created) ?? 0,
})

/** The connected account's copy of a platform's charge is the same money (STRIPE.md S14). */
function chargeMovements(charge: Fields): Movement[] {
  if (charge.source_transfer) return []
  const intent = idIn(charge.payment_intent)
  const id = intent ?? textIn(charge.id) ?? ''
  const names = [intent, textIn(charge.id), idIn(charge.invoice)].filter((name) => name !== null)
  const captured = charge.status === 'succeeded' && charge.paid === true && charge.captured === true
  const base = { ...about(charge), id, names }
  const money = capturedAmount(charge)
  if (captured) return [{ ...base, kind: 'charge', amount: money, entryIds: ['charge:*'] }]
  if (charge.status !== 'failed' || !charge.failure_balance_transaction) return []
  // A bank debit that was taken back: it came and went.
  const reversal = [`reversal:${textIn(charge.id)}`]
  return [
    { ...base, kind: 'charge', amount: money, entryIds: ['charge:*'] },
    { ...base, id: textIn(charge.id) ?? id, kind: 'reversal', amount: -money, entryIds: reversal },
  ]
}

/** Charges of old versions have no `amount_captured`: captured, they were captured whole. */
const capturedAmount = (charge: Fields): number =>
  amountIn(charge.amount_captured === undefined ? charge.amount : charge.amount_captured)

/** With multicapture the money taken so far stands on an intent that still requires capture. */
function intentMovement(intent: Fields): Movement[] {
  const counts = intent.status === 'succeeded' || intent.status === 'requires_capture'
  const amount = counts ? amountIn(intent.amount_received) : 0
  const id = textIn(intent.id) ?? ''
  const names = [id, idIn(intent.latest_charge)].filter((name) => name !== null)
  return amount === 0 ? [] : [{ ...about(intent), id, kind: 'charge', amount, names, entryIds: ['charge:*'] }]
}

/** Stripe takes the money at creation, and gives it back when the refund fails. */
function refundMovement(refund: Fields): Movement[] {
  const id = textIn(refund.id) ?? ''
  const charge = idIn(refund.charge)
  const gone = refund.status === 'failed' || refund.status === 'canceled'
  // An authorisation that lapsed or was let go: no money had come, so none goes back.
  const lapsed = refund.reason === 'expired_uncaptured_charge' || at(refund.charge, 'captured') === false
  return [
    {
      ...about(refund),
      id,
      kind: 'refund',
      amount: gone || lapsed ? 0 : -amountIn(refund.amount),
      names: [charge, idIn(refund.payment_intent)].filter((name) => name !== null),
      entryIds: [`refund:${id}`, ...(gone || charge === null ? [] : [`refund:${charge}:unlisted`])],
    },
  ]
}

/** An inquiry moves nothing; money goes when the bank withdraws it and is back when the dispute is won. */
function disputeMovement(dispute: Fields): Movement[] {
  const id = textIn(dispute.id) ?? ''
  const status = String(dispute.status)
  const withdrawn = status === 'lost' || listIn(dispute.balance_transactions).length > 0
  const back = status === 'won' || status === 'prevented' || status.startsWith('warning_')
  return [
    {
      ...about(dispute),
      id,
      kind: 'dispute',
      amount: withdrawn && !back ? -amountIn(dispute.amount) : 0,
      names: [idIn(dispute.charge), idIn(dispute.payment_intent)].filter((name) => name !== null),
      entryIds: [`dispute:${id}`],
    },
  ]
}

/** Names of a payment in what its PaymentIntent was made for: an invoice, a checkout. */
export const namesIn = (object: unknown): string[] =>
  [textIn(at(object, 'id')), idIn(at(object, 'invoice')), idIn(at(object, 'payment_intent'))].filter(
    (name) => name !== null,
  )
