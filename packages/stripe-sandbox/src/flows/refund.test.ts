// Money that goes back, and what it leaves in the balance.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oneTimePrice } from '../testing/merchant.ts'
import { openTill, type Till } from '../testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

describe('money back', () => {
  const paid = async () => {
    const { session } = await till.checkout({}, await oneTimePrice(till.stripe))
    return (session.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
  }

  it('in two parts, never more than was paid', async () => {
    const { id } = await paid()
    await till.stripe.refunds.create({ charge: id, amount: 1000 })
    const before = await till.lastEvent()
    await till.stripe.refunds.create({ charge: id, amount: 500 })
    expect(await till.told(before)).toEqual(['refund.created', 'charge.refunded'])
    expect(await till.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 1500, refunded: false })
    await expect(till.stripe.refunds.create({ charge: id, amount: 4000 })).rejects.toMatchObject({
      param: 'amount',
    })
    await till.stripe.refunds.create({ charge: id })
    expect(await till.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 4900, refunded: true })
    await expect(till.stripe.refunds.create({ charge: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
  })

  it('pending first, then failing', async () => {
    const { id } = await paid()
    const refund = till.sandbox.control.refund({ charge: id, amount: 1000, status: 'pending' })
    const before = await till.lastEvent()
    till.sandbox.control.resolveRefund(refund.id, 'failed')
    expect(await till.told(before)).toEqual([
      'charge.updated',
      'refund.updated',
      'charge.refund.updated',
      'refund.failed',
    ])
    expect(await till.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 0 })
    expect(await till.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: expect.any(String),
    })
    expect(() => till.sandbox.control.resolveRefund(refund.id, 'succeeded')).toThrow('which is final')
  })

  it('leaves its trace in the balance', async () => {
    const { id } = await paid()
    await till.stripe.refunds.create({ charge: id, amount: 1000 })
    const { data } = await till.stripe.balanceTransactions.list()
    expect(data.map(({ type, amount, fee, net }) => ({ type, amount, fee, net }))).toEqual([
      { type: 'refund', amount: -1000, fee: 0, net: -1000 },
      { type: 'charge', amount: 4900, fee: 172, net: 4728 },
    ])
  })
})
