// Every list that a backfill reads: by range of creation, page by page, newest first.
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Merchant, openMerchant } from '../testing/merchant.ts'

let merchant: Merchant
let between: number
const start = Date.UTC(2026, 0, 1)
const day = 86_400

beforeAll(async () => {
  merchant = await openMerchant({ now: () => start })
  const { control } = merchant.sandbox
  const buy = () => {
    control.scenario('S4')
    control.scenario('credit_note_refund')
    control.scenario('dispute_open')
  }
  buy()
  control.advanceClock(2 * day * 1000)
  between = Math.floor(start / 1000) + day
  buy()
  control.scenario('canceled_now')
})
afterAll(() => merchant.close())

type Row = { id: string; created: number }
type Range = { created: Stripe.RangeQueryParam; limit: number }
/** All rows by the client's own paging. */
type List = (stripe: Stripe, range: Range) => Promise<Row[]>
const all = async (pages: AsyncIterable<Row>): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const row of pages) rows.push(row)
  return rows
}

const lists: Array<[string, List]> = [
  ['checkout sessions', (stripe, range) => all(stripe.checkout.sessions.list({ ...range, status: 'complete' }))],
  ['payment intents', (stripe, range) => all(stripe.paymentIntents.list(range))],
  ['charges', (stripe, range) => all(stripe.charges.list(range))],
  ['invoices', (stripe, range) => all(stripe.invoices.list(range))],
  ['invoice payments', (stripe, range) => all(stripe.invoicePayments.list(range))],
  ['refunds', (stripe, range) => all(stripe.refunds.list(range))],
  ['credit notes', (stripe, range) => all(stripe.creditNotes.list(range))],
  ['disputes', (stripe, range) => all(stripe.disputes.list(range))],
  ['subscriptions', (stripe, range) => all(stripe.subscriptions.list({ ...range, status: 'all' }))],
  ['customers', (stripe, range) => all(stripe.customers.list(range))],
  ['balance transactions', (stripe, range) => all(stripe.balanceTransactions.list(range))],
  ['events', (stripe, range) => all(stripe.events.list(range))],
]

describe('the list of', () => {
  it.each(lists)('%s is cut by the time of creation', async (_name, list) => {
    const { stripe } = merchant
    const whole = await list(stripe, { created: { gte: 0 }, limit: 2 })
    const early = await list(stripe, { created: { lt: between }, limit: 1 })
    const late = await list(stripe, { created: { gte: between }, limit: 100 })
    expect(early.length).toBeGreaterThan(0)
    expect(late.length).toBeGreaterThanOrEqual(early.length)
    expect([...late, ...early].map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    expect(late.every(({ created }) => created > between)).toBe(true)
  })

  it('subscriptions leaves out what has ended, unless asked', async () => {
    const { stripe } = merchant
    expect((await stripe.subscriptions.list()).data).toHaveLength(2)
    expect((await stripe.subscriptions.list({ status: 'canceled' })).data).toHaveLength(1)
  })
})

describe('a restricted key', () => {
  it('makes, changes and deletes endpoints with one permission, and reads nothing else', async () => {
    merchant.sandbox.control.setKey('rk_test_hooks', { permissions: ['rak_webhook_write'] })
    const client = merchant.client('rk_test_hooks')
    const { id, secret } = await client.webhookEndpoints.create({
      url: 'https://shop.example/hook',
      enabled_events: ['invoice.paid'],
    })
    expect(secret).toMatch(/^whsec_/)
    expect(await client.webhookEndpoints.update(id, { enabled_events: ['*'] })).toMatchObject({ enabled_events: ['*'] })
    expect(await client.webhookEndpoints.del(id)).toEqual({ id, object: 'webhook_endpoint', deleted: true })
    for (const [list, needed] of [
      [() => client.creditNotes.list(), 'rak_credit_note_read'],
      [() => client.disputes.list(), 'rak_dispute_read'],
      [() => client.invoicePayments.list(), 'rak_invoice_read'],
    ] as const)
      await expect(list()).rejects.toThrow(`Having the '${needed}' permission`)
  })
})
