// Asks Stripe about single objects: what the lists leave open is rarely much, and never more than the run allows.
import type { Call } from './client.ts'
import { movementsOf, namesIn } from './movement.ts'
import { at, idIn, isObject, listIn } from './normalise/read.ts'
import type { BookedEntry } from './reconcile-store.ts'
import { type Asking, askPatiently } from './stripe-pages.ts'

interface Asker {
  asking: Asking
  lookups: { left: number }
}

/** Objects, whether one or a list was asked for. Empty when there are none, or no question is left. */
async function ask({ asking, lookups }: Asker, call: Call): Promise<unknown[]> {
  if (lookups.left <= 0) return []
  lookups.left -= 1
  const answer = await askPatiently(asking, call)
  if (answer.kind !== 'found') return []
  return at(answer.object, 'object') === 'list' ? listIn(answer.object) : [answer.object]
}

/** The invoice and the checkout that a PaymentIntent pays for. */
export async function namesAtStripe(asker: Asker, intentId: string): Promise<string[]> {
  if (!intentId.startsWith('pi_')) return []
  const paid = await ask(asker, {
    path: '/v1/invoice_payments',
    params: { payment: { type: 'payment_intent', payment_intent: intentId } },
  })
  const sessions = await ask(asker, { path: '/v1/checkout/sessions', params: { payment_intent: intentId } })
  const first = await Promise.all(paid.map((payment) => checkoutsBehind(asker, idIn(at(payment, 'invoice')))))
  return [...paid, ...sessions, ...first.flat()].flatMap(namesIn)
}

/** Before 2022 a subscription's checkout did not tell its invoice: they are found by the subscription that both began. */
async function checkoutsBehind(asker: Asker, invoiceId: string | null): Promise<unknown[]> {
  if (invoiceId === null) return []
  const [invoice] = await ask(asker, { path: `/v1/invoices/${invoiceId}` })
  const subscription = idIn(at(invoice, 'parent', 'subscription_details', 'subscription'))
  if (subscription === null || at(invoice, 'billing_reason') !== 'subscription_create') return []
  return ask(asker, { path: '/v1/checkout/sessions', params: { subscription } })
}

/** What Stripe says of an entry that no list brought: null when it knows nothing of it. */
export async function atStripe(asker: Asker, list: string, entry: BookedEntry): Promise<number | null> {
  const call = callFor(list, entry)
  const objects = call === null ? [] : (await ask(asker, call)).filter(isObject)
  if (objects.length === 0) return null
  const movements = objects.flatMap(movementsOf).filter(({ kind }) => kind === entry.kind)
  return movements.reduce((sum, { amount }) => sum + amount, 0)
}

function callFor(list: string, { kind, id, stripeId }: BookedEntry): Call | null {
  const [, about = '', unlisted] = id.split(':')
  if (kind === 'refund')
    return unlisted ? { path: '/v1/refunds', params: { charge: about, limit: 100 } } : { path: `/v1/refunds/${about}` }
  if (kind === 'dispute') return { path: `/v1/disputes/${about}` }
  if (kind === 'reversal') return { path: `/v1/charges/${about}` }
  if (/^(ch|py)_/.test(stripeId)) return { path: `/v1/charges/${stripeId}` }
  if (!stripeId.startsWith('pi_')) return null
  return list === 'charges'
    ? { path: '/v1/charges', params: { payment_intent: stripeId, limit: 100 } }
    : { path: `/v1/payment_intents/${stripeId}` }
}
