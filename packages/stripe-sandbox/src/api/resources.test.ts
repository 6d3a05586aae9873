// The resources as the official client sees them: made, read, changed, listed, expanded and refused as at Stripe.
import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { follow, type Merchant, monthlyPrice, oneTimePrice, openMerchant, submit } from '../testing/merchant.ts'

let merchant: Merchant
let stripe: Stripe
beforeEach(async () => {
  merchant = await openMerchant({ now: () => clock })
  stripe = merchant.stripe
})
afterEach(() => merchant.close())

let clock = 1_790_000_000_000

async function buyOnce(order: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  const price = await oneTimePrice(stripe)
  const { id } = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'https://shop.example/ok',
    ...order,
  })
  await submit(merchant.sandbox.url, id)
  return stripe.checkout.sessions.retrieve(id)
}

describe('products and prices', () => {
  it('are made, changed, found and deleted', async () => {
    const product = await stripe.products.create({
      name: 'Mug',
      default_price_data: { currency: 'EUR', unit_amount: 900 },
    })
    const price = await stripe.prices.retrieve(String(product.default_price))
    expect(price).toMatchObject({ unit_amount: 900, currency: 'eur', type: 'one_time', product: product.id })
    expect(price.unit_amount_decimal?.toString()).toBe('900')
    await stripe.products.update(product.id, { description: 'Blue', metadata: { a: '1', b: '2' } })
    expect(await stripe.products.update(product.id, { metadata: { a: '' } })).toMatchObject({
      description: 'Blue',
      metadata: { b: '2' },
    })
    expect((await stripe.prices.list({ product: product.id })).data).toHaveLength(1)
    await expect(stripe.products.del(product.id)).rejects.toThrow('user-created prices')
    const lone = await stripe.products.create({ name: 'Lone' })
    expect(await stripe.products.del(lone.id)).toMatchObject({ deleted: true })
    await expect(stripe.products.retrieve(lone.id)).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' })
  })
})

describe('customers', () => {
  it('are found by email and remembered as deleted', async () => {
    const { id } = await stripe.customers.create({ email: 'ada@example.com', metadata: { customid: '7' } })
    await stripe.customers.create({ email: 'bob@example.com' })
    expect((await stripe.customers.list({ email: 'ada@example.com' })).data.map((one) => one.id)).toEqual([id])
    await stripe.customers.del(id)
    expect(await stripe.customers.retrieve(id)).toEqual(expect.objectContaining({ id, deleted: true }))
  })
})

describe('sessions', () => {
  it('are found by what they led to', async () => {
    const session = await buyOnce()
    await buyOnce()
    const intent = String(session.payment_intent)
    expect((await stripe.checkout.sessions.list({ payment_intent: intent })).data.map(({ id }) => id)).toEqual([
      session.id,
    ])
    expect((await stripe.checkout.sessions.list({ status: 'complete' })).data).toHaveLength(2)
    expect((await stripe.checkout.sessions.list({ status: 'open' })).data).toHaveLength(0)
    const byMail = { customer_details: { email: 'ada@example.com' } }
    expect((await stripe.checkout.sessions.list(byMail)).data).toHaveLength(2)
  })

  it('make products and prices on the spot', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price_data: { currency: 'jpy', unit_amount: 500, product_data: { name: 'Stamp' } }, quantity: 3 }],
      success_url: 'https://shop.example/ok',
      client_reference_id: 'view_1',
    })
    expect(session).toMatchObject({
      amount_total: 1500,
      currency: 'jpy',
      client_reference_id: 'view_1',
      status: 'open',
    })
    expect(session.url).toBe(`${merchant.sandbox.url}/checkout/${session.id}`)
    const lines = await stripe.checkout.sessions.listLineItems(session.id)
    expect(lines.data).toMatchObject([{ description: 'Stamp', quantity: 3, amount_total: 1500 }])
  })

  it('expire by order and by the clock', async () => {
    const price = await oneTimePrice(stripe)
    const order: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      line_items: [{ price: price.id }],
      success_url: 'https://shop.example/ok',
    }
    const one = await stripe.checkout.sessions.create(order)
    expect(await stripe.checkout.sessions.expire(one.id)).toMatchObject({ status: 'expired', url: null })
    const two = await stripe.checkout.sessions.create(order)
    expect(merchant.sandbox.control.advanceClock(25 * 3_600_000).expired).toEqual([two.id])
    expect((await stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(2)
    expect((await submit(merchant.sandbox.url, two.id)).status).toBe(410)
  })

  it.each([
    ['no line', { line_items: [] }, 'line_items'],
    ['no address to return to', { success_url: '' }, 'success_url'],
    ['an unknown parameter', { frobnicate: 'yes' }, 'frobnicate'],
    ['a price that is not there', { line_items: [{ price: 'price_gone' }] }, 'line_items[0][price]'],
    ['half a quantity', { line_items: [{ price: 'price_x', quantity: 1.5 }] }, 'line_items[0][quantity]'],
  ])('are refused with %s', async (_name, wrong, param) => {
    const price = await oneTimePrice(stripe)
    const order = {
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'https://shop.example/ok',
      ...wrong,
    }
    await expect(stripe.checkout.sessions.create(order as Stripe.Checkout.SessionCreateParams)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      param,
    })
  })

  it('do not mix a recurring price with payment mode', async () => {
    const price = await monthlyPrice(stripe)
    await expect(buyOnce({ line_items: [{ price: price.id, quantity: 1 }] })).rejects.toThrow('recurring price')
  })
})

describe('Payment Links', () => {
  it.each([
    ['v_abc-123', 'v_abc-123'],
    ['v_1.2', null],
    ['a|b', null],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), null],
  ])('keep or silently drop the reference %s', async (reference, kept) => {
    const price = await oneTimePrice(stripe)
    const link = await stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 1 }] })
    const id = await follow(`${link.url}?client_reference_id=${encodeURIComponent(reference)}`)
    expect((await stripe.checkout.sessions.retrieve(id)).client_reference_id).toBe(kept)
  })

  it('take a promotion code and an address from the link', async () => {
    const price = await oneTimePrice(stripe)
    const coupon = await stripe.coupons.create({ amount_off: 900, currency: 'eur' })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'NINE' })
    const link = await stripe.paymentLinks.create({
      line_items: [{ price: price.id, quantity: 1 }],
      allow_promotion_codes: true,
    })
    const id = await follow(`${link.url}?prefilled_promo_code=nine&prefilled_email=eve@example.com`)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      amount_total: 4000,
      customer_email: 'eve@example.com',
      total_details: { amount_discount: 900 },
    })
    await submit(merchant.sandbox.url, id)
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1)
    expect((await stripe.checkout.sessions.list({ payment_link: link.id })).data).toHaveLength(1)
  })

  it('can be switched off', async () => {
    const price = await oneTimePrice(stripe)
    const link = await stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 1 }] })
    await stripe.paymentLinks.update(link.id, { active: false })
    const page = await fetch(link.url, { redirect: 'manual' })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('no longer active')])
    expect((await fetch(`${merchant.sandbox.url}/pay/nothing`)).status).toBe(404)
  })
})

describe('lists', () => {
  it('are newest first and turn pages both ways', async () => {
    const made: string[] = []
    for (let at = 0; at < 7; at += 1) made.unshift((await stripe.customers.create({ name: String(at) })).id)
    const ids = (list: Stripe.ApiList<Stripe.Customer>) => list.data.map(({ id }) => id)
    const first = await stripe.customers.list({ limit: 3 })
    expect([ids(first), first.has_more]).toEqual([made.slice(0, 3), true])
    const rest = await stripe.customers.list({ limit: 10, starting_after: made[2] ?? '' })
    expect([ids(rest), rest.has_more]).toEqual([made.slice(3), false])
    const back = await stripe.customers.list({ limit: 2, ending_before: made[4] ?? '' })
    expect([ids(back), back.has_more]).toEqual([made.slice(2, 4), true])
    const every: string[] = []
    for await (const customer of stripe.customers.list({ limit: 2 })) every.push(customer.id)
    expect(every).toEqual(made)
    await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' })
  })

  it('filter by the time of creation', async () => {
    const old = await stripe.customers.create({})
    clock += 3_600_000
    const young = await stripe.customers.create({})
    const found = async (created: Stripe.RangeQueryParam) =>
      (await stripe.customers.list({ created })).data.map(({ id }) => id)
    expect(await found({ gte: young.created })).toEqual([young.id])
    expect(await found({ lt: young.created })).toEqual([old.id])
    expect(await found({ gt: young.created })).toEqual([])
  })

  it('filter events by type, and forget them after thirty days', async () => {
    await buyOnce()
    const types = ['charge.succeeded', 'checkout.session.completed']
    expect((await stripe.events.list({ types })).data.map(({ type }) => type)).toEqual(types.toReversed())
    expect((await stripe.events.list({ type: 'payment_intent.*' })).data).toHaveLength(2)
    await expect(stripe.events.list({ types: Array.from({ length: 21 }, () => 'a') })).rejects.toMatchObject({
      param: 'types',
    })
    merchant.sandbox.control.advanceClock(31 * 86_400_000)
    expect((await stripe.events.list()).data).toHaveLength(0)
  })
})

describe('expansion', () => {
  it('reaches through ids, lists and lists that are left out', async () => {
    const session = await buyOnce()
    const expanded = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['line_items.data.price.product', 'payment_intent.latest_charge.balance_transaction'],
    })
    expect(expanded).toMatchObject({
      line_items: { data: [{ price: { product: { name: 'Farthing mug' } } }] },
      payment_intent: { latest_charge: { balance_transaction: { net: 4728 } } },
    })
    const list = await stripe.checkout.sessions.list({ expand: ['data.payment_intent'] })
    expect(list.data[0]?.payment_intent).toMatchObject({ object: 'payment_intent' })
    const charges = await stripe.charges.list({ expand: ['data.refunds'] })
    expect(charges.data[0]?.refunds).toMatchObject({ object: 'list', data: [] })
  })

  it('refuses what cannot be expanded', async () => {
    const { id } = await buyOnce()
    const refused = (expand: string[]) => stripe.checkout.sessions.retrieve(id, { expand })
    await expect(refused(['nonsense'])).rejects.toThrow('This property cannot be expanded (nonsense).')
    await expect(refused(['status'])).rejects.toThrow('cannot be expanded')
    await expect(refused(['a.b.c.d.e'])).rejects.toThrow('more than 4 levels')
  })
})

describe('the account', () => {
  it('is one and the same', async () => {
    const account = await stripe.accounts.retrieveCurrent()
    expect(account.id).toMatch(/^acct_/)
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ id: account.id })
  })
})
