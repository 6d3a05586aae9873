// Captures in parts, bank transfers, legacy charges, shipping, tax, settlement currency and connected accounts over HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Merchant, oneTimePrice, openMerchant, submit } from '../testing/merchant.ts'

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant({ settlementCurrency: 'usd' })
})
afterEach(() => merchant.close())

const order = { amount: 10_000, currency: 'eur', payment_method: 'pm_card_visa', confirm: true } as const

describe('an authorisation', () => {
  it('is captured several times where that was asked for', async () => {
    const { paymentIntents, charges } = merchant.stripe
    const { id } = await paymentIntents.create({
      ...order,
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    })
    expect(await paymentIntents.capture(id, { amount_to_capture: 3000, final_capture: false })).toMatchObject({
      status: 'requires_capture',
      amount_received: 3000,
      amount_capturable: 7000,
    })
    const done = await paymentIntents.capture(id, { amount_to_capture: 4000 })
    expect(done).toMatchObject({ status: 'succeeded', amount_received: 7000 })
    expect(await charges.retrieve(String(done.latest_charge))).toMatchObject({ captured: true, amount_captured: 7000 })
  })

  it('is captured once otherwise', async () => {
    const { id } = await merchant.stripe.paymentIntents.create({ ...order, capture_method: 'manual' })
    const partly = merchant.stripe.paymentIntents.capture(id, { amount_to_capture: 3000, final_capture: false })
    await expect(partly).rejects.toMatchObject({ param: 'final_capture' })
  })
})

it('a bank transfer counts when all of it is there', async () => {
  const { stripe } = merchant
  const { id: customer } = await stripe.customers.create({ email: 'ada@example.com' })
  const { id } = await stripe.paymentIntents.create({ ...order, customer, payment_method: 'pm_bankTransfer' })
  const fund = (amount: number) => stripe.testHelpers.customers.fundCashBalance(customer, { amount, currency: 'eur' })
  await fund(6000)
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'requires_action',
    amount_received: 0,
    next_action: { display_bank_transfer_instructions: { amount_remaining: 4000 } },
  })
  await fund(4500)
  expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount_received: 10_000 })
})

it('a charge of the old kind has no intent', async () => {
  const charge = await merchant.stripe.charges.create({ amount: 900, currency: 'eur', source: 'tok_visa' })
  expect(charge).toMatchObject({ payment_intent: null, amount_captured: 900 })
  await merchant.stripe.refunds.create({ charge: charge.id })
  const refused = merchant.stripe.charges.create({ amount: 900, currency: 'eur', source: 'tok_chargeDeclined' })
  await expect(refused).rejects.toMatchObject({ type: 'StripeCardError' })
})

it('the account settles in its own currency, and says at which rate', async () => {
  const { latest_charge } = await merchant.stripe.paymentIntents.create({
    ...order,
    expand: ['latest_charge.balance_transaction'],
  })
  expect(latest_charge).toMatchObject({
    currency: 'eur',
    balance_transaction: { currency: 'usd', amount: 11_000, exchange_rate: 1.1, fee: 349, net: 10_651 },
  })
})

it('Checkout adds tax and shipping up', async () => {
  const { stripe, sandbox } = merchant
  const price = await oneTimePrice(stripe, 1000)
  const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false })
  const { id } = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 2, tax_rates: [vat.id] }],
    shipping_options: [
      {
        shipping_rate_data: {
          display_name: 'Post',
          type: 'fixed_amount',
          fixed_amount: { amount: 300, currency: 'eur' },
        },
      },
    ],
    invoice_creation: { enabled: true },
    success_url: 'https://shop.example/ok',
  })
  await submit(sandbox.url, id)
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['line_items', 'payment_intent', 'invoice'] })
  expect(session).toMatchObject({
    amount_subtotal: 2000,
    amount_total: 2700,
    total_details: { amount_tax: 400, amount_shipping: 300 },
    shipping_cost: { amount_total: 300 },
    line_items: { data: [{ amount_total: 2400, amount_tax: 400 }] },
    payment_intent: { amount_received: 2700 },
    invoice: { amount_paid: 2700, total: 2700, amount_shipping: 300, total_taxes: [{ amount: 400 }] },
  })
})

describe('a connected account', () => {
  it('is read with its own header, and apart from the platform', async () => {
    const { sandbox, stripe } = merchant
    const made = sandbox.control.scenario('S14d', { amount: 2000, fee: 100 })
    const [charge = ''] = made.charge
    const fee = await stripe.applicationFees.retrieve(made.application_fee[0] ?? '')
    expect(fee).toMatchObject({ amount: 100, charge })
    const stripeAccount = String(fee.account)
    expect((await stripe.charges.list()).data).toEqual([])
    expect((await stripe.charges.list({}, { stripeAccount })).data).toMatchObject([{ id: charge, amount: 2000 }])
    expect((await stripe.accounts.retrieveCurrent({}, { stripeAccount })).id).toBe(stripeAccount)
    await stripe.refunds.create({ charge }, { stripeAccount })
    const { data } = await stripe.events.list({ type: 'charge.refunded' }, { stripeAccount })
    expect(data).toMatchObject([{ account: stripeAccount, data: { object: { id: charge } } }])
    await expect(stripe.charges.list({}, { stripeAccount: 'acct_unknown' })).rejects.toMatchObject({ statusCode: 403 })
  })

  it('has a copy of a destination charge', async () => {
    const { charge, transfer } = merchant.sandbox.control.scenario('S14', { amount: 3000 })
    const [own = '', copy = ''] = charge
    const { transfer_data } = await merchant.stripe.charges.retrieve(own)
    const stripeAccount = String(transfer_data?.destination)
    expect(await merchant.stripe.charges.retrieve(copy, {}, { stripeAccount })).toMatchObject({
      amount: 3000,
      source_transfer: transfer[0],
      payment_intent: null,
    })
    expect((await merchant.stripe.charges.list()).data.map(({ id }) => id)).toEqual([own])
  })
})
