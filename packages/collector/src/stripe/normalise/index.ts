// From any Stripe object to facts: by presence of fields, never by version; objects inside it say their own.
import type { Mode } from '@farthing/contract'
import { blank, type Door, type Fact, type FactKind } from '../../ledger/fact.ts'
import { checkoutSession } from './checkout.ts'
import { creditNote } from './credit-note.ts'
import { customer } from './customer.ts'
import { dispute } from './dispute.ts'
import { invoice, invoicePayment } from './invoice.ts'
import { charge, paymentIntent } from './payment.ts'
import { isObject, isStripeObject, type StripeObject } from './read.ts'
import { refund } from './refund.ts'
import { subscription } from './subscription.ts'

/** What one family's file reads; the rest is the same for all. */
export type Reading = Partial<Omit<Fact, 'id' | 'kind' | 'mode' | 'via' | 'doors'>>

/** How an object came to us. */
export interface Seen {
  mode: Mode
  via: string
  door: Door
  /** `created` of the event that carried it, in milliseconds; null when it was fetched. */
  eventAt: number | null
  /** The event's type: two disputes that look alike may mean money gone and money back. */
  eventType: string | null
}

const families: Record<string, { kind: FactKind; read: (object: StripeObject, seen: Seen) => Reading }> = {
  'checkout.session': { kind: 'checkout_session', read: checkoutSession },
  payment_intent: { kind: 'payment_intent', read: paymentIntent },
  charge: { kind: 'charge', read: charge },
  invoice: { kind: 'invoice', read: invoice },
  invoice_payment: { kind: 'invoice_payment', read: invoicePayment },
  refund: { kind: 'refund', read: refund },
  dispute: { kind: 'dispute', read: dispute },
  credit_note: { kind: 'credit_note', read: creditNote },
  subscription: { kind: 'subscription', read: subscription },
  customer: { kind: 'customer', read: customer },
}

export const normalise = (object: unknown, seen: Seen): Fact[] =>
  objectsIn(object).flatMap((inner) => {
    const family = families[inner.object]
    return family ? [toFact(family.kind, inner, family.read(inner, seen), seen)] : []
  })

function toFact(kind: FactKind, object: StripeObject, reading: Reading, seen: Seen): Fact {
  const fact = { ...blank(kind, object.id, seen.mode), ...reading, via: [seen.via], doors: [seen.door] }
  const wentBack = fact.refunded > 0 || (kind === 'charge' && fact.state === 'void')
  return {
    ...fact,
    // Balances below zero are the customer's, not ours: money received is never negative.
    paid: Math.max(0, fact.paid),
    shownAt: fact.paid > 0 ? seen.eventAt : null,
    refundShownAt: wentBack ? seen.eventAt : null,
  }
}

/** The object itself and every object expanded inside it. `upcoming` invoices have no id and are not among them. */
function objectsIn(value: unknown): StripeObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (!isObject(value)) return []
  const inside = Object.values(value).flatMap(objectsIn)
  return isStripeObject(value) ? [value, ...inside] : inside
}
