// Checkout in payment and setup mode as the merchant hears it: the events in Stripe's order, and what the objects say afterwards.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oneTimePrice, submit } from '../testing/merchant.ts'
import { card, invoicePaid, openTill, type Till } from '../testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

describe('Checkout in payment mode', () => {
  it('S1: a card', async () => {
    const { session, events } = await till.checkout({}, await oneTimePrice(till.stripe))
    expect(events).toEqual([...card, 'checkout.session.completed', 'charge.updated'])
    expect(session).toMatchObject({ payment_status: 'paid', amount_total: 4900, invoice: null, customer: null })
    expect(session.payment_intent).toMatchObject({ amount_received: 4900, metadata: {} })
  })

  it('S1b: with an invoice afterwards, paid by the same intent', async () => {
    const { session, events } = await till.checkout(
      { invoice_creation: { enabled: true } },
      await oneTimePrice(till.stripe),
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
    const coupon = await till.stripe.coupons.create({ percent_off: 100 })
    const { session, events } = await till.checkout(
      { discounts: [{ coupon: coupon.id }] },
      await oneTimePrice(till.stripe),
    )
    expect(events).toEqual(['checkout.session.completed'])
    expect(session).toMatchObject({ payment_status: 'no_payment_required', amount_total: 0, payment_intent: null })
  })

  it('S15: a card that is only authorised is captured later, for less', async () => {
    const { session, events } = await till.checkout(
      { payment_intent_data: { capture_method: 'manual' } },
      await oneTimePrice(till.stripe, 10_000),
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
    const before = await till.lastEvent()
    const { id } = session.payment_intent as Stripe.PaymentIntent
    const captured = await till.stripe.paymentIntents.capture(id, { amount_to_capture: 7000 })
    expect(captured).toMatchObject({ status: 'succeeded', amount: 10_000, amount_received: 7000 })
    expect(await till.told(before)).toEqual(['charge.captured', 'payment_intent.succeeded', 'charge.updated'])
  })

  it('S12: setup mode takes nothing', async () => {
    const opened = await till.stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      success_url: 'https://shop.example',
    })
    await submit(till.sandbox.url, opened.id)
    expect(await till.stripe.checkout.sessions.retrieve(opened.id)).toMatchObject({
      status: 'complete',
      amount_total: null,
      payment_status: 'no_payment_required',
    })
  })

  it('a declined card can be followed by a good one on the same intent', async () => {
    const price = await oneTimePrice(till.stripe)
    const declined = await till.checkout({}, price, 'declined_card')
    expect(declined.status).toBe(402)
    expect(declined.events).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
    const before = await till.lastEvent()
    await submit(till.sandbox.url, declined.session.id)
    expect(await till.told(before)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ])
    const intent = (declined.session.payment_intent as Stripe.PaymentIntent).id
    expect((await till.stripe.charges.list({ payment_intent: intent })).data.map(({ status }) => status)).toEqual([
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
    const first = await till.checkout({}, await oneTimePrice(till.stripe), 'bank_debit')
    expect(first.events).toEqual(pending)
    expect(first.session).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    const before = await till.lastEvent()
    till.sandbox.control.settle((first.session.payment_intent as Stripe.PaymentIntent).id, outcome)
    expect(await till.told(before)).toEqual(events)
    expect((await till.stripe.checkout.sessions.retrieve(first.session.id)).payment_status).toBe(status)
  })
})
