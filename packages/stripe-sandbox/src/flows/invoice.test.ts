// Invoices that the merchant writes by hand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invoicePaid, openTill, type Till } from '../testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

describe('S6: an invoice written by hand', () => {
  const drafted = async () => {
    const customer = await till.stripe.customers.create({
      email: 'ada@example.com',
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const invoice = await till.stripe.invoices.create({ customer: customer.id, currency: 'eur' })
    await till.stripe.invoiceItems.create({
      customer: customer.id,
      invoice: invoice.id,
      amount: 1500,
      currency: 'eur',
      description: 'Work',
    })
    await till.stripe.invoiceItems.create({
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
    const before = await till.lastEvent()
    await till.stripe.invoices.sendInvoice(id)
    expect(await till.stripe.invoices.pay(id)).toMatchObject({
      status: 'paid',
      amount_paid: 1000,
      billing_reason: 'manual',
    })
    expect(await till.told(before)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'invoice.sent',
      'charge.succeeded',
      'payment_intent.succeeded',
      ...invoicePaid,
      'charge.updated',
    ])
    expect((await till.stripe.invoices.listLineItems(id)).data.map(({ amount }) => amount)).toEqual([1500, -500])
  })

  it('S7: or paid elsewhere, which basil counts as paid and acacia does not', async () => {
    const id = await drafted()
    await till.stripe.invoices.finalizeInvoice(id)
    expect(await till.stripe.invoices.pay(id, { paid_out_of_band: true })).toMatchObject({
      amount_paid: 1000,
      amount_paid_off_stripe: 1000,
    })
    const acacia = till.client('sk_test_merchant', '2025-02-24.acacia')
    expect(await acacia.invoices.retrieve(id)).toMatchObject({ amount_paid: 0, paid_out_of_band: true, paid: true })
  })

  it('or voided', async () => {
    const id = await drafted()
    await till.stripe.invoices.finalizeInvoice(id)
    expect(await till.stripe.invoices.voidInvoice(id)).toMatchObject({ status: 'void' })
    expect((await till.told()).slice(-2)).toEqual(['payment_intent.canceled', 'invoice.voided'])
  })
})
