// Payments that the merchant's server makes itself.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { card, openTill, type Till } from '../testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

describe('S3: the server confirms an intent itself', () => {
  it('with a good card', async () => {
    const intent = await till.stripe.paymentIntents.create({
      amount: 2500,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata: { visit: 'w1' },
    })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2500 })
    expect(await till.told()).toEqual([...card, 'charge.updated'])
    expect(await till.stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      metadata: { visit: 'w1' },
    })
  })

  it('with a declined card, which is an error that leaves a trace', async () => {
    const order = { amount: 2500, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true }
    await expect(till.stripe.paymentIntents.create(order)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      statusCode: 402,
    })
    expect(await till.told()).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'])
  })

  it('and may cancel it', async () => {
    const { id } = await till.stripe.paymentIntents.create({ amount: 100, currency: 'usd' })
    expect(await till.stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled' })
    await expect(till.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })
})
