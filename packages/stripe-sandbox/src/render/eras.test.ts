// One purchase of each kind, read in every era: which links each version shows, as the merchant's own client gets them.
import Stripe from 'stripe'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Merchant, monthlyPrice, oneTimePrice, openMerchant, submit } from '../testing/merchant.ts'
import { eraOf, newestVersion, parseVersion, testedVersions } from './version.ts'

interface Bought {
  session: string
  intent: string
  charge: string
  invoice: string
  subscription: string
  code: string
}

let merchant: Merchant
let bought: Bought

async function buy({ stripe, sandbox }: Merchant): Promise<Bought> {
  const price = await monthlyPrice(stripe)
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } })
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'https://shop.example/ok',
    subscription_data: { metadata: { visit: 'w1' } },
  })
  await submit(sandbox.url, session.id)
  const done = await stripe.checkout.sessions.retrieve(session.id)
  const [payment] = (await stripe.invoicePayments.list({ invoice: String(done.invoice) })).data
  const intent = String(payment?.payment.payment_intent)
  const charge = String((await stripe.paymentIntents.retrieve(intent)).latest_charge)
  await stripe.refunds.create({ charge, amount: 100 })
  return {
    session: session.id,
    intent,
    charge,
    invoice: String(done.invoice),
    subscription: String(done.subscription),
    code: code.id,
  }
}

beforeAll(async () => {
  merchant = await openMerchant()
  bought = await buy(merchant)
})
afterAll(() => merchant.close())

/** The plain body, as an older integration without our package would read it. */
async function body(path: string, version: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${merchant.sandbox.url}/v1/${path}`, {
    headers: { Authorization: 'Bearer sk_test_merchant', 'Stripe-Version': version },
  })
  expect(answer.headers.get('stripe-version')).toBe(version)
  return (await answer.json()) as Record<string, unknown>
}

const paths = {
  'payment_intents/': 'intent',
  'charges/': 'charge',
  'invoices/': 'invoice',
  'subscriptions/': 'subscription',
  'checkout/sessions/': 'session',
  'promotion_codes/': 'code',
} as const

/** Field, and the versions that show it: 1 or 0 for each of the five, oldest first. */
const table: Array<[keyof typeof paths, string, string]> = [
  ['payment_intents/', 'charges', '10000'],
  ['payment_intents/', 'latest_charge', '01111'],
  ['payment_intents/', 'invoice', '11100'],
  ['payment_intents/', 'payment_details', '11111'],
  ['charges/', 'refunds', '10000'],
  ['charges/', 'invoice', '11100'],
  ['charges/', 'payment_intent', '11111'],
  ['invoices/', 'payment_intent', '11100'],
  ['invoices/', 'charge', '11100'],
  ['invoices/', 'paid', '11100'],
  ['invoices/', 'subscription', '11100'],
  ['invoices/', 'subscription_details', '11100'],
  ['invoices/', 'total_tax_amounts', '11100'],
  ['invoices/', 'parent', '11111'],
  ['invoices/', 'payments', '00000'],
  ['subscriptions/', 'current_period_end', '11100'],
  ['checkout/sessions/', 'invoice', '01111'],
  ['checkout/sessions/', 'payment_intent', '11111'],
  ['promotion_codes/', 'coupon', '11110'],
]

describe('the newest version', () => {
  it('is the one that the package pins', () => {
    expect(newestVersion).toBe(Stripe.API_VERSION)
  })
})

describe.each(testedVersions.map((version, at) => [version, at] as const))('in %s', (version, at) => {
  it.each(table)('%s shows %s as %s says', async (path, field, shown) => {
    const object = await body(`${path}${bought[paths[path]]}`, version)
    expect(field in object).toBe(shown[at] === '1')
  })

  it('an invoice line names its price in the form of its era', async () => {
    const invoice = await body(`invoices/${bought.invoice}`, version)
    const [line] = (invoice.lines as { data: Record<string, unknown>[] }).data
    expect(line).toHaveProperty('pricing.price_details.price')
    for (const old of ['price', 'plan', 'type', 'proration', 'tax_amounts'])
      expect(old in (line ?? {})).toBe(eraOf(parseVersion(version)) !== 'E2')
  })

  it('links the invoice to its payment in the way of its era', async () => {
    const invoice = await body(`invoices/${bought.invoice}`, version)
    if (eraOf(parseVersion(version)) === 'E2') {
      const query = `payment[type]=payment_intent&payment[payment_intent]=${bought.intent}`
      expect((await body(`invoice_payments?${query}`, version)).data).toMatchObject([
        { invoice: bought.invoice, status: 'paid' },
      ])
    } else {
      expect(invoice).toMatchObject({ payment_intent: bought.intent, charge: bought.charge, paid: true })
      expect((await body('invoice_payments', version)).error).toMatchObject({ type: 'invalid_request_error' })
    }
  })
})

describe('what every version agrees on', () => {
  it('a subscription checkout has no payment intent of its own', async () => {
    for (const version of testedVersions)
      expect((await body(`checkout/sessions/${bought.session}`, version)).payment_intent).toBeNull()
  })
  it('a charge that pays an invoice says so in its receipt address', async () => {
    expect((await body(`charges/${bought.charge}`, newestVersion)).receipt_url).toContain('/receipts/invoices/')
  })
  it('an impossible version is refused', async () => {
    const refused = merchant.client('sk_test_merchant', 'yesterday').balanceTransactions.list()
    await expect(refused).rejects.toMatchObject({ statusCode: 400, message: 'Invalid Stripe API version: yesterday' })
  })
  it('until 2022-08-01 a payment session has its intent from the start', async () => {
    const price = await oneTimePrice(merchant.stripe)
    const order: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'https://shop.example/ok',
    }
    const old = await merchant.client('sk_test_merchant', '2020-08-27').checkout.sessions.create(order)
    expect(old.payment_intent).toMatch(/^pi_/)
    expect((await merchant.stripe.checkout.sessions.create(order)).payment_intent).toBeNull()
  })
})
