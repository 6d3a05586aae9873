// Which events tell the ledger something: what an endpoint should send (STRIPE.md "Subscribe to").
import type Stripe from 'stripe'

export const wantedEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.partially_funded',
  'payment_intent.canceled',
  'charge.succeeded',
  'charge.failed',
  'charge.captured',
  'charge.updated',
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.updated',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'invoice.overpaid',
  'invoice_payment.paid',
  'credit_note.created',
  'credit_note.updated',
  'credit_note.voided',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.created',
  'customer.updated',
  'customer.deleted',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[]

/** What an endpoint that sends these does not send. `*` is everything that Stripe sends by default. */
export const missingEvents = (enabled: readonly string[]): string[] =>
  enabled.includes('*') ? [] : wantedEvents.filter((type) => !enabled.includes(type))

/**
 * Without one of each group a kind of money is not told at all; the rest is told twice on purpose.
 * `charge.refunded` tells the sum, `refund.created` each: either is enough.
 */
const groups: readonly { events: readonly string[]; cost: string }[] = [
  {
    events: ['payment_intent.succeeded', 'charge.succeeded', 'checkout.session.completed', 'invoice.paid'],
    cost: 'no payment is told',
  },
  {
    events: ['payment_intent.succeeded', 'charge.succeeded', 'invoice.paid', 'invoice.payment_succeeded'],
    cost: 'renewals are not told',
  },
  { events: ['refund.created', 'charge.refunded'], cost: 'refunds are not told' },
  { events: ['charge.dispute.funds_withdrawn', 'charge.dispute.closed'], cost: 'chargebacks are not told' },
]

/** What an owner loses with an endpoint that sends only these. */
export const costOfMissing = (enabled: readonly string[]): string[] =>
  enabled.includes('*')
    ? []
    : groups.filter(({ events }) => !events.some((type) => enabled.includes(type))).map(({ cost }) => cost)
