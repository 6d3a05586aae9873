// Subscriptions, invoices, credit notes and disputes as a merchant's server drives them with the official package.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { monthlyPrice } from '../testing/merchant.ts'
import { openTill, type Till } from '../testing/till.ts'

let till: Till
beforeEach(async () => {
  till = await openTill()
})
afterEach(() => till.close())

const customer = () => till.stripe.customers.create({ email: 'ada@example.com', invoice_settings: card })
const card = { default_payment_method: 'pm_card_visa' }

async function openInvoice(amount: number, more: Partial<Stripe.InvoiceItemCreateParams> = {}) {
  const { id } = await customer()
  const invoice = await till.stripe.invoices.create({ customer: id, currency: 'eur' })
  await till.stripe.invoiceItems.create({ customer: id, invoice: invoice.id, amount, currency: 'eur', ...more })
  return till.stripe.invoices.finalizeInvoice(invoice.id)
}

describe('a subscription by the API', () => {
  it('begins paid, is changed in mid-period, and ends', async () => {
    const { stripe } = till
    const [small, big] = [await monthlyPrice(stripe, 1000), await monthlyPrice(stripe, 3000)]
    const begun = await stripe.subscriptions.create({
      customer: (await customer()).id,
      items: [{ price: small.id }],
      metadata: { visit: 'w1' },
      expand: ['latest_invoice.payments'],
    })
    expect(begun).toMatchObject({
      status: 'active',
      latest_invoice: { amount_paid: 1000, payments: { data: [{ status: 'paid' }] } },
    })
    const [item] = begun.items.data
    const start = item?.current_period_start ?? 0
    const half = Math.round((start + (item?.current_period_end ?? 0)) / 2)
    const changed = await stripe.subscriptions.update(begun.id, {
      items: [{ id: item?.id ?? '', price: big.id }],
      proration_behavior: 'always_invoice',
      proration_date: half,
      expand: ['latest_invoice'],
    })
    expect(changed.latest_invoice).toMatchObject({ amount_paid: 1000, billing_reason: 'subscription_update' })
    expect(changed.items.data).toMatchObject([{ price: { unit_amount: 3000 } }])
    expect(await stripe.subscriptions.cancel(begun.id)).toMatchObject({
      status: 'canceled',
      ended_at: expect.any(Number),
    })
    expect((await stripe.subscriptions.list({ status: 'all', created: { gte: start } })).data).toHaveLength(1)
  })

  it('carries a change to the next invoice unless told otherwise', async () => {
    const price = await monthlyPrice(till.stripe, 1000)
    const { id } = await customer()
    const begun = await till.stripe.subscriptions.create({ customer: id, items: [{ price: price.id }] })
    const item = begun.items.data[0]?.id ?? ''
    const at = begun.items.data[0]?.current_period_start ?? 0
    await till.stripe.subscriptions.update(begun.id, { items: [{ id: item, quantity: 3 }], proration_date: at })
    const { invoice } = till.sandbox.control.renew(begun.id)
    const { data } = await till.stripe.invoices.listLineItems(invoice)
    expect(data.map(({ amount }) => amount)).toEqual([-1000, 3000, 3000])
    expect(await till.stripe.invoices.retrieve(invoice)).toMatchObject({ amount_paid: 5000 })
  })

  it('shows its discount whole when asked, in the way of each version', async () => {
    const { subscription } = till.sandbox.control.scenario('S4', { percent_off: 10 })
    const read = async (client: Stripe) =>
      (await client.subscriptions.retrieve(subscription[0] ?? '', { expand: ['discounts'] })).discounts
    expect(await read(till.stripe)).toMatchObject([{ object: 'discount', source: { type: 'coupon' } }])
    expect(await read(till.client('sk_test_merchant', '2025-03-31.basil'))).toMatchObject([
      { coupon: { percent_off: 10 } },
    ])
  })

  it('needs a card, and a recurring price', async () => {
    const price = await monthlyPrice(till.stripe)
    const { id } = await till.stripe.customers.create({})
    const order = { customer: id, items: [{ price: price.id }] }
    await expect(till.stripe.subscriptions.create(order)).rejects.toMatchObject({ param: 'default_payment_method' })
  })
})

describe('an invoice', () => {
  it('is paid by several payments that are attached to it', async () => {
    const { stripe } = till
    const { id, customer: payer } = await openInvoice(5000)
    for (const amount of [2000, 3000]) {
      const intent = await stripe.paymentIntents.create({
        amount,
        currency: 'eur',
        customer: String(payer),
        payment_method: 'pm_card_visa',
        confirm: true,
      })
      await stripe.invoices.attachPayment(id, { payment_intent: intent.id })
    }
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', amount_paid: 5000, amount_remaining: 0 })
    const { data } = await stripe.invoicePayments.list({ invoice: id, status: 'paid' })
    expect(data.map(({ amount_paid }) => amount_paid)).toEqual([3000, 2000])
  })

  it('is paid by a payment record, which is not Stripe’s money', async () => {
    const { id } = await openInvoice(5000)
    const record = await till.stripe.paymentRecords.reportPayment({
      amount_requested: { currency: 'eur', value: 5000 },
      initiated_at: 1_760_000_000,
      payment_method_details: { type: 'custom', custom: { display_name: 'Cheque' } },
      outcome: 'guaranteed',
      guaranteed: { guaranteed_at: 1_760_000_000 },
    })
    expect(await till.stripe.invoices.attachPayment(id, { payment_record: record.id })).toMatchObject({
      status: 'paid',
      amount_paid: 5000,
      amount_paid_off_stripe: 5000,
    })
    const { data } = await till.stripe.invoicePayments.list({ invoice: id, payment: { type: 'payment_record' } })
    expect(data).toMatchObject([{ status: 'paid', payment: { payment_record: record.id } }])
  })

  it('may carry tax rates, or be given up', async () => {
    const vat = await till.stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false })
    const { id } = await openInvoice(1000, { tax_rates: [vat.id] })
    expect(await till.stripe.invoices.markUncollectible(id)).toMatchObject({
      status: 'uncollectible',
      total: 1190,
      total_taxes: [{ amount: 190, tax_rate_details: { tax_rate: vat.id } }],
    })
  })
})

describe('a credit note', () => {
  const paid = async () => {
    const { id } = await openInvoice(3000)
    return till.stripe.invoices.pay(id)
  }

  it('after payment says where every cent goes, and can be void', async () => {
    const invoice = await paid()
    const { creditNotes } = till.stripe
    await expect(creditNotes.create({ invoice: invoice.id, amount: 500 })).rejects.toThrow('must equal')
    const note = await creditNotes.create({
      invoice: invoice.id,
      credit_amount: 500,
      expand: ['customer_balance_transaction'],
    })
    expect(note).toMatchObject({
      type: 'post_payment',
      customer_balance_transaction: { amount: -500, type: 'credit_note' },
    })
    expect(await till.stripe.customers.retrieve(String(invoice.customer))).toMatchObject({ balance: -500 })
    expect(await creditNotes.voidCreditNote(note.id)).toMatchObject({ status: 'void' })
    expect(await till.stripe.customers.retrieve(String(invoice.customer))).toMatchObject({ balance: 0 })
    const { data } = await till.stripe.customers.listBalanceTransactions(String(invoice.customer))
    expect(data.map(({ amount }) => amount)).toEqual([500, -500])
  })

  it('refunds through the invoice’s payment', async () => {
    const invoice = await paid()
    const note = await till.stripe.creditNotes.create({
      invoice: invoice.id,
      refund_amount: 1000,
      expand: ['refunds.refund'],
    })
    expect(note.refunds).toMatchObject([{ amount_refunded: 1000, refund: { amount: 1000, status: 'succeeded' } }])
    expect((await till.stripe.creditNotes.listLineItems(note.id)).data).toMatchObject([{ amount: 1000 }])
    expect((await till.stripe.creditNotes.list({ invoice: invoice.id, created: { gte: 1 } })).data).toHaveLength(1)
    await expect(till.stripe.creditNotes.voidCreditNote(note.id)).rejects.toThrow('cannot be voided')
  })

  it('before payment lowers what is due', async () => {
    const { id } = await openInvoice(3000)
    expect(await till.stripe.creditNotes.create({ invoice: id, amount: 1000 })).toMatchObject({
      type: 'pre_payment',
      pre_payment_amount: 1000,
    })
    expect(await till.stripe.invoices.pay(id)).toMatchObject({ amount_paid: 2000, total: 3000 })
  })
})

describe('a dispute', () => {
  it('is found, answered and given up', async () => {
    const made = till.sandbox.control.scenario('dispute_open', { amount: 2000 })
    const id = made.dispute[0] ?? ''
    expect((await till.stripe.disputes.list({ charge: made.charge[0] ?? '' })).data).toMatchObject([
      { id, status: 'needs_response', balance_transactions: [{ amount: -2000, fee: 1500 }] },
    ])
    expect(await till.stripe.disputes.update(id, { submit: true })).toMatchObject({ status: 'under_review' })
    expect(await till.stripe.disputes.close(id)).toMatchObject({ status: 'lost' })
    await expect(till.stripe.disputes.close(id)).rejects.toThrow('final')
  })
})
