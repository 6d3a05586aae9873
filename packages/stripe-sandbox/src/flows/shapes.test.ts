// Each purchase shape as the merchant hears it: the events in Stripe's order, and what the objects say afterwards.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Merchant, monthlyPrice, oneTimePrice, openMerchant, submit } from '../testing/merchant.ts'

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

/** Types of the events since the last one known, oldest first. */
async function told(after?: string): Promise<string[]> {
  const events = await merchant.stripe.events.list({ limit: 100, ...(after ? { ending_before: after } : {}) })
  return events.data.map(({ type }) => type).reverse()
}
const lastEvent = async () => (await merchant.stripe.events.list({ limit: 1 })).data[0]?.id

async function checkout(order: Partial<Stripe.Checkout.SessionCreateParams>, price: Stripe.Price, method = 'card') {
  const { stripe, sandbox } = merchant
  const opened = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'https://shop.example/thanks?s={CHECKOUT_SESSION_ID}',
    metadata: { visit: 'w1' },
    ...order,
  })
  const before = await lastEvent()
  const answer = await submit(sandbox.url, opened.id, { method })
  const session = await stripe.checkout.sessions.retrieve(opened.id, {
    expand: ['payment_intent.latest_charge', 'invoice.payments', 'subscription'],
  })
  return { status: answer.status, session, events: await told(before) }
}

const card = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']
const invoicePaid = ['invoice.updated', 'invoice.paid', 'invoice.payment_succeeded', 'invoice_payment.paid']

describe('Checkout in payment mode', () => {
  it('S1: a card', async () => {
    const { session, events } = await checkout({}, await oneTimePrice(merchant.stripe))
    expect(events).toEqual([...card, 'checkout.session.completed', 'charge.updated'])
    expect(session).toMatchObject({ payment_status: 'paid', amount_total: 4900, invoice: null, customer: null })
    expect(session.payment_intent).toMatchObject({ amount_received: 4900, metadata: {} })
  })

  it('S1b: with an invoice afterwards, paid by the same intent', async () => {
    const { session, events } = await checkout(
      { invoice_creation: { enabled: true } },
      await oneTimePrice(merchant.stripe),
    )
    expect(events).toEqual([
      'customer.created',
      ...card,
      'invoice.created',
      'invoice.finalized',
      ...invoicePaid,
      'checkout.session.completed',
      'charge.updated',
    ])
    expect(session.invoice).toMatchObject({
      status: 'paid',
      amount_paid: 4900,
      payments: { data: [{ amount_paid: 4900 }] },
    })
  })

  it('S9: a coupon over everything leaves no payment', async () => {
    const coupon = await merchant.stripe.coupons.create({ percent_off: 100 })
    const { session, events } = await checkout(
      { discounts: [{ coupon: coupon.id }] },
      await oneTimePrice(merchant.stripe),
    )
    expect(events).toEqual(['checkout.session.completed'])
    expect(session).toMatchObject({ payment_status: 'no_payment_required', amount_total: 0, payment_intent: null })
  })

  it('S15: a card that is only authorised is captured later, for less', async () => {
    const { session, events } = await checkout(
      { payment_intent_data: { capture_method: 'manual' } },
      await oneTimePrice(merchant.stripe, 10_000),
    )
    expect(events).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'checkout.session.completed',
    ])
    expect(session).toMatchObject({
      payment_status: 'unpaid',
      payment_intent: { latest_charge: { captured: false, paid: true } },
    })
    const before = await lastEvent()
    const { id } = session.payment_intent as Stripe.PaymentIntent
    const captured = await merchant.stripe.paymentIntents.capture(id, { amount_to_capture: 7000 })
    expect(captured).toMatchObject({ status: 'succeeded', amount: 10_000, amount_received: 7000 })
    expect(await told(before)).toEqual(['charge.captured', 'payment_intent.succeeded', 'charge.updated'])
  })

  it('S12: setup mode takes nothing', async () => {
    const opened = await merchant.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      success_url: 'https://shop.example',
    })
    await submit(merchant.sandbox.url, opened.id)
    expect(await merchant.stripe.checkout.sessions.retrieve(opened.id)).toMatchObject({
      status: 'complete',
      amount_total: null,
      payment_status: 'no_payment_required',
    })
  })

  it('a declined card can be followed by a good one on the same intent', async () => {
    const price = await oneTimePrice(merchant.stripe)
    const declined = await checkout({}, price, 'declined_card')
    expect(declined.status).toBe(402)
    expect(declined.events).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
    const before = await lastEvent()
    await submit(merchant.sandbox.url, declined.session.id)
    expect(await told(before)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ])
    const intent = (declined.session.payment_intent as Stripe.PaymentIntent).id
    expect((await merchant.stripe.charges.list({ payment_intent: intent })).data.map(({ status }) => status)).toEqual([
      'succeeded',
      'failed',
    ])
  })
})

describe('S10: a bank debit', () => {
  const pending = [
    'payment_intent.created',
    'payment_intent.processing',
    'charge.pending',
    'checkout.session.completed',
  ]
  it.each([
    [
      'succeeded',
      'paid',
      ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.async_payment_succeeded', 'charge.updated'],
    ],
    ['failed', 'unpaid', ['charge.failed', 'payment_intent.payment_failed', 'checkout.session.async_payment_failed']],
  ] as const)('is unpaid at first and %s later', async (outcome, status, events) => {
    const first = await checkout({}, await oneTimePrice(merchant.stripe), 'bank_debit')
    expect(first.events).toEqual(pending)
    expect(first.session).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    const before = await lastEvent()
    merchant.sandbox.control.settle((first.session.payment_intent as Stripe.PaymentIntent).id, outcome)
    expect(await told(before)).toEqual(events)
    expect((await merchant.stripe.checkout.sessions.retrieve(first.session.id)).payment_status).toBe(status)
  })
})

describe('S3: the server confirms an intent itself', () => {
  it('with a good card', async () => {
    const intent = await merchant.stripe.paymentIntents.create({
      amount: 2500,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata: { visit: 'w1' },
    })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2500 })
    expect(await told()).toEqual([...card, 'charge.updated'])
    expect(await merchant.stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      metadata: { visit: 'w1' },
    })
  })

  it('with a declined card, which is an error that leaves a trace', async () => {
    const order = { amount: 2500, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true }
    await expect(merchant.stripe.paymentIntents.create(order)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      statusCode: 402,
    })
    expect(await told()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
  })

  it('and may cancel it', async () => {
    const { id } = await merchant.stripe.paymentIntents.create({ amount: 100, currency: 'usd' })
    expect(await merchant.stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled' })
    await expect(merchant.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })
})

const firstInvoice = ['customer.created', 'customer.subscription.created', 'invoice.created', 'invoice.finalized']

describe('a subscription', () => {
  const subscribed = async (data: Stripe.Checkout.SessionCreateParams.SubscriptionData = {}, method = 'card') =>
    checkout(
      { mode: 'subscription', subscription_data: { metadata: { visit: 'w1' }, ...data } },
      await monthlyPrice(merchant.stripe),
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
    const intent = await merchant.stripe.paymentIntents.retrieve(
      String(invoice.payments?.data[0]?.payment.payment_intent),
    )
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
    await submit(merchant.sandbox.url, first.session.id)
    expect((await merchant.stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)
    expect((await merchant.stripe.invoices.list()).data).toMatchObject([{ status: 'paid', attempt_count: 2 }])
  })

  it('S5: a renewal is a new invoice and a new payment for the next month', async () => {
    const first = await subscribed()
    const before = await lastEvent()
    const period = (first.session.subscription as Stripe.Subscription).items.data[0]?.current_period_end
    merchant.sandbox.control.renew(idOf(first))
    expect(await told(before)).toEqual([
      'invoice.created',
      'invoice.finalized',
      ...card,
      ...invoicePaid,
      'customer.subscription.updated',
      'charge.updated',
    ])
    const [invoice] = (await merchant.stripe.invoices.list({ subscription: idOf(first), limit: 1 })).data
    expect(invoice).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: 1900, period_end: period })
  })

  it('S5f: a renewal that fails is retried on the same invoice and intent', async () => {
    const first = await subscribed()
    const before = await lastEvent()
    const { invoice, kind } = merchant.sandbox.control.renew(idOf(first), 'declined')
    expect(kind).toBe('declined')
    expect((await told(before)).slice(-5)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.updated',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    expect((await merchant.stripe.subscriptions.retrieve(idOf(first))).status).toBe('past_due')
    merchant.sandbox.control.retryInvoice(invoice)
    const { data } = await merchant.stripe.invoicePayments.list({ invoice })
    expect(data).toMatchObject([{ status: 'paid' }])
    const charges = await merchant.stripe.charges.list({ payment_intent: String(data[0]?.payment.payment_intent) })
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    expect((await merchant.stripe.subscriptions.retrieve(idOf(first))).status).toBe('active')
  })

  it('S8: a free trial costs nothing, and its first renewal the full price', async () => {
    const { session, events } = await subscribed({ trial_period_days: 14 })
    expect(events).toEqual([...firstInvoice, 'invoice.paid', 'invoice.payment_succeeded', 'checkout.session.completed'])
    expect(session).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      subscription: { status: 'trialing' },
    })
    const subscription = (session.subscription as Stripe.Subscription).id
    const { invoice } = merchant.sandbox.control.renew(subscription)
    expect(await merchant.stripe.invoices.retrieve(invoice)).toMatchObject({ amount_paid: 1900 })
  })

  it('ends at once, or at the end of its period', async () => {
    const first = await subscribed()
    await merchant.stripe.subscriptions.update(idOf(first), { cancel_at_period_end: true })
    const before = await lastEvent()
    merchant.sandbox.control.renew(idOf(first))
    expect(await told(before)).toEqual(['customer.subscription.deleted'])
    const second = await subscribed()
    expect(await merchant.stripe.subscriptions.cancel(idOf(second))).toMatchObject({ status: 'canceled' })
  })
})

describe('S6: an invoice written by hand', () => {
  const drafted = async () => {
    const customer = await merchant.stripe.customers.create({
      email: 'ada@example.com',
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const invoice = await merchant.stripe.invoices.create({ customer: customer.id, currency: 'eur' })
    await merchant.stripe.invoiceItems.create({
      customer: customer.id,
      invoice: invoice.id,
      amount: 1500,
      currency: 'eur',
      description: 'Work',
    })
    await merchant.stripe.invoiceItems.create({
      customer: customer.id,
      invoice: invoice.id,
      amount: -500,
      currency: 'eur',
      description: 'Friendship',
    })
    return invoice.id
  }

  it('is finalized, sent and paid', async () => {
    const id = await drafted()
    const before = await lastEvent()
    await merchant.stripe.invoices.sendInvoice(id)
    expect(await merchant.stripe.invoices.pay(id)).toMatchObject({
      status: 'paid',
      amount_paid: 1000,
      billing_reason: 'manual',
    })
    expect(await told(before)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'invoice.sent',
      'charge.succeeded',
      'payment_intent.succeeded',
      ...invoicePaid,
      'charge.updated',
    ])
    expect((await merchant.stripe.invoices.listLineItems(id)).data.map(({ amount }) => amount)).toEqual([1500, -500])
  })

  it('S7: or paid elsewhere, which basil counts as paid and acacia does not', async () => {
    const id = await drafted()
    await merchant.stripe.invoices.finalizeInvoice(id)
    expect(await merchant.stripe.invoices.pay(id, { paid_out_of_band: true })).toMatchObject({
      amount_paid: 1000,
      amount_paid_off_stripe: 1000,
    })
    const acacia = merchant.client('sk_test_merchant', '2025-02-24.acacia')
    expect(await acacia.invoices.retrieve(id)).toMatchObject({ amount_paid: 0, paid_out_of_band: true, paid: true })
  })

  it('or voided', async () => {
    const id = await drafted()
    await merchant.stripe.invoices.finalizeInvoice(id)
    expect(await merchant.stripe.invoices.voidInvoice(id)).toMatchObject({ status: 'void' })
    expect((await told()).slice(-2)).toEqual(['payment_intent.canceled', 'invoice.voided'])
  })
})

describe('money back', () => {
  const paid = async () => {
    const { session } = await checkout({}, await oneTimePrice(merchant.stripe))
    return (session.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
  }

  it('in two parts, never more than was paid', async () => {
    const { id } = await paid()
    await merchant.stripe.refunds.create({ charge: id, amount: 1000 })
    const before = await lastEvent()
    await merchant.stripe.refunds.create({ charge: id, amount: 500 })
    expect(await told(before)).toEqual(['refund.created', 'charge.refunded'])
    expect(await merchant.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 1500, refunded: false })
    await expect(merchant.stripe.refunds.create({ charge: id, amount: 4000 })).rejects.toMatchObject({
      param: 'amount',
    })
    await merchant.stripe.refunds.create({ charge: id })
    expect(await merchant.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 4900, refunded: true })
    await expect(merchant.stripe.refunds.create({ charge: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
  })

  it('pending first, then failing', async () => {
    const { id } = await paid()
    const refund = merchant.sandbox.control.refund({ charge: id, amount: 1000, status: 'pending' })
    const before = await lastEvent()
    merchant.sandbox.control.resolveRefund(refund.id, 'failed')
    expect(await told(before)).toEqual(['charge.updated', 'refund.updated', 'charge.refund.updated', 'refund.failed'])
    expect(await merchant.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 0 })
    expect(await merchant.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: expect.any(String),
    })
    expect(() => merchant.sandbox.control.resolveRefund(refund.id, 'succeeded')).toThrow('which is final')
  })

  it('leaves its trace in the balance', async () => {
    const { id } = await paid()
    await merchant.stripe.refunds.create({ charge: id, amount: 1000 })
    const { data } = await merchant.stripe.balanceTransactions.list()
    expect(data.map(({ type, amount, fee, net }) => ({ type, amount, fee, net }))).toEqual([
      { type: 'refund', amount: -1000, fee: 0, net: -1000 },
      { type: 'charge', amount: 4900, fee: 172, net: 4728 },
    ])
  })
})
