// What a Checkout Session says. Its amount counts only once it is paid: bank debits complete it days before.
import type { Fact, Reference, State } from '../../ledger/fact.ts'
import type { Reading } from './index.ts'
import { sessionLines } from './lines.ts'
import { amountIn, at, idIn, knownIds, listIn, type StripeObject, textIn, timeIn } from './read.ts'
import { emailsIn, referencesIn } from './references.ts'

export function checkoutSession(session: StripeObject): Reading {
  const paid = session.payment_status === 'paid' && session.mode !== 'setup'
  return {
    links: knownIds(session.payment_intent, session.invoice),
    state: stateOf(session, paid),
    currency: textIn(session.currency),
    amount: amountIn(session.amount_total),
    paid: paid ? amountIn(session.amount_total) : 0,
    createdAt: timeIn(session.created),
    expiresAt: timeIn(session.expires_at),
    customer: idIn(session.customer),
    subscription: idIn(session.subscription),
    description: productsOf(session),
    lines: sessionLines(session),
    converted: convertedTotal(session),
    references: [
      ...referencesIn(session.metadata, 'checkout_metadata'),
      ...clientReference(session),
      ...emailsIn(session),
    ],
  }
}

/** Adaptive Pricing before basil: https://docs.stripe.com/payments/checkout/adaptive-pricing */
function convertedTotal(session: StripeObject): Fact['converted'] {
  const currency = textIn(at(session, 'currency_conversion', 'source_currency'))
  return currency ? { currency, amount: amountIn(at(session, 'currency_conversion', 'amount_total')) } : null
}

/** Complete and unpaid: the money is on its way. `no_payment_required` and setup never bring any. */
function stateOf(session: StripeObject, paid: boolean): State {
  if (paid) return 'succeeded'
  if (session.status === 'complete' && session.payment_status === 'unpaid' && session.mode !== 'setup')
    return 'processing'
  return 'open'
}

function clientReference(session: StripeObject): Reference[] {
  const value = textIn(session.client_reference_id)
  return value ? [{ kind: 'client_reference_id', key: 'viewId', value }] : []
}

/** Line items are there only when they were asked for. */
function productsOf(session: StripeObject): string | null {
  const names = listIn(session.line_items).map((line) => textIn(at(line, 'description')))
  return names.filter((name) => name !== null).join(', ') || null
}
