// The sets of events that setup guides of the field tell people to choose: each by itself gives right totals.
import { type ScenarioName, sandboxInProcess, testedVersions } from '@farthing/stripe-sandbox'
import { describe, expect, it } from 'vitest'
import { ledgerOf } from './testing/told.ts'

const guides: Record<string, string[]> = {
  'both events of one subscription payment': ['invoice.payment_succeeded', 'payment_intent.succeeded'],
  'checkout, payment and refund': ['checkout.session.completed', 'payment_intent.succeeded', 'charge.refunded'],
  'nine events': [
    'checkout.session.completed',
    'payment_intent.succeeded',
    'payment_intent.partially_funded',
    'customer.subscription.updated',
    'invoice.paid',
    'invoice.updated',
    'charge.refunded',
    'charge.failed',
    'charge.succeeded',
  ],
}

/** Net of what is bought, in full; the second number where refunds are not among the events. */
const purchases: [ScenarioName, object, number, number][] = [
  ['S1', {}, 4900, 4900],
  ['S1b', {}, 4900, 4900],
  ['S2', {}, 4900, 4900],
  ['S3', {}, 4900, 4900],
  ['S4', {}, 4900, 4900],
  ['S5', { cycles: 2, pace_s: 60 }, 14_700, 14_700],
  ['S10', { outcome: 'succeeded' }, 4900, 4900],
  ['refund', {}, 0, 4900],
]

/**
 * Since basil nothing in an invoice's webhook leads to its PaymentIntent. Of a checkout that makes an invoice, heard without its
 * session, its charge and its `invoice_payment.paid`, only Stripe's API knows (ask-questions.test.ts).
 */
const needsAKey = (types: string[], version: string, name: ScenarioName) =>
  name === 'S1b' && version >= '2025-03-31' && !types.includes('checkout.session.completed')

describe.each(Object.entries(guides))('%s', (_, types) => {
  describe.each(testedVersions)('in the shapes of %s', (version) => {
    it.each(purchases.filter(([name]) => !needsAKey(types, version, name)))(
      '%s %j',
      (name, options, net, withoutRefunds) => {
        const box = sandboxInProcess({ versions: [version] })
        box.scenario(name, options)
        const heard = box.events(version).filter(({ type }) => types.includes(type))
        const ledger = ledgerOf(heard.map(({ type, created, data }) => ({ type, at: created, object: data.object })))
        const total = ledger.reduce((sum, payment) => sum + payment.net, 0)
        expect(total).toBe(types.includes('charge.refunded') ? net : withoutRefunds)
      },
    )
  })
})
