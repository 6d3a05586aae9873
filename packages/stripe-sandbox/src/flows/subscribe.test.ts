// Subscriptions from their first invoice to their end, renewals, retries and trials between.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { monthlyPrice, submit } from '../testing/merchant.ts'
import { card, invoicePaid, openTill, type Till } from '../testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

const firstInvoice = ['customer.created', 'customer.subscription.created', 'invoice.created', 'invoice.finalized']

describe('a subscription', () => {
  const subscribed = async (data: Stripe.Checkout.SessionCreateParams.SubscriptionData = {}, method = 'card') =>
    till.checkout(
      { mode: 'subscription', subscription_data: { metadata: { visit: 'w1' }, ...data } },
      await monthlyPrice(till.stripe),
      method,
    )
  const idOf = ({ session }: { session: Stripe.Checkout.Session }) => (session.subscription as Stripe.Subscription).id

  it('S4: the first invoice', async () => {
    const { session, events } = await subscribed()
    expect(events).toEqual([
      ...firstInvoice,
      ...card,
      ...invoicePaid,
      'customer.subscription.updated',
      'checkout.session.completed',
      'charge.updated',
    ])
    expect(session).toMatchObject({
      payment_intent: null,
      payment_status: 'paid',
      subscription: { status: 'active', metadata: { visit: 'w1' } },
    })
    const invoice = session.invoice as Stripe.Invoice
    expect(invoice).toMatchObject({
      billing_reason: 'subscription_create',
      parent: { subscription_details: { metadata: { visit: 'w1' } } },
    })
    const intent = await till.stripe.paymentIntents.retrieve(String(invoice.payments?.data[0]?.payment.payment_intent))
    expect(intent).toMatchObject({
      metadata: {},
      description: 'Subscription creation',
      payment_details: { order_reference: session.id },
    })
  })

  it('S4 after a declined card goes on with the same subscription', async () => {
    const first = await subscribed({}, 'declined_card')
    expect(first.status).toBe(402)
    expect(first.session).toMatchObject({ status: 'open', subscription: null })
    await submit(till.sandbox.url, first.session.id)
    expect((await till.stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)
    expect((await till.stripe.invoices.list()).data).toMatchObject([{ status: 'paid', attempt_count: 2 }])
  })

  it('S5: a renewal is a new invoice and a new payment for the next month', async () => {
    const first = await subscribed()
    const before = await till.lastEvent()
    const period = (first.session.subscription as Stripe.Subscription).items.data[0]?.current_period_end
    till.sandbox.control.renew(idOf(first))
    expect(await till.told(before)).toEqual([
      'invoice.created',
      'invoice.finalized',
      ...card,
      ...invoicePaid,
      'customer.subscription.updated',
      'charge.updated',
    ])
    const [invoice] = (await till.stripe.invoices.list({ subscription: idOf(first), limit: 1 })).data
    expect(invoice).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: 1900, period_end: period })
  })

  it('S5f: a renewal that fails is retried on the same invoice and intent', async () => {
    const first = await subscribed()
    const before = await till.lastEvent()
    const { invoice, kind } = till.sandbox.control.renew(idOf(first), 'declined')
    expect(kind).toBe('declined')
    expect((await till.told(before)).slice(-5)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.updated',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    expect((await till.stripe.subscriptions.retrieve(idOf(first))).status).toBe('past_due')
    till.sandbox.control.retryInvoice(invoice)
    const { data } = await till.stripe.invoicePayments.list({ invoice })
    expect(data).toMatchObject([{ status: 'paid' }])
    const charges = await till.stripe.charges.list({ payment_intent: String(data[0]?.payment.payment_intent) })
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    expect((await till.stripe.subscriptions.retrieve(idOf(first))).status).toBe('active')
  })

  it('S8: a free trial costs nothing, and its first renewal the full price', async () => {
    const { session, events } = await subscribed({ trial_period_days: 14 })
    expect(events).toEqual([
      ...firstInvoice,
      'invoice.paid',
      'invoice.payment_succeeded',
      'setup_intent.created',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ])
    expect(session).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      subscription: { status: 'trialing' },
    })
    const subscription = (session.subscription as Stripe.Subscription).id
    const { invoice } = till.sandbox.control.renew(subscription)
    expect(await till.stripe.invoices.retrieve(invoice)).toMatchObject({ amount_paid: 1900 })
  })

  it('ends at once, or at the end of its period', async () => {
    const first = await subscribed()
    await till.stripe.subscriptions.update(idOf(first), { cancel_at_period_end: true })
    const before = await till.lastEvent()
    till.sandbox.control.renew(idOf(first))
    expect(await till.told(before)).toEqual(['customer.subscription.deleted'])
    const second = await subscribed()
    expect(await till.stripe.subscriptions.cancel(idOf(second))).toMatchObject({ status: 'canceled' })
  })
})
