// What a dispute says. Money goes when the bank withdraws it, and is back when it is won; an inquiry moves none (STRIPE.md 1.6).
import type { State } from '../../ledger/fact.ts'
import type { Reading, Seen } from './index.ts'
import { amountIn, knownIds, listIn, type StripeObject, textIn, timeIn } from './read.ts'

export const dispute = (object: StripeObject, { eventType }: Seen): Reading => ({
  links: knownIds(object.charge, object.payment_intent),
  state: stateOf(object, eventType),
  currency: textIn(object.currency),
  amount: amountIn(object.amount),
  createdAt: timeIn(object.created),
})

function stateOf(object: StripeObject, eventType: string | null): State {
  const status = String(object.status)
  if (status === 'won' || status === 'prevented' || eventType === 'charge.dispute.funds_reinstated') return 'void'
  const withdrawn = listIn(object.balance_transactions).length > 0 || status === 'lost'
  if (withdrawn || eventType === 'charge.dispute.funds_withdrawn') return 'succeeded'
  return 'open'
}
