// Faults of the API as the official client meets them, and how long they stand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Merchant, openMerchant } from '../testing/merchant.ts'
import { createFaults, type Fault } from './faults.ts'

describe('how often a fault strikes', () => {
  const strikes = (fault: Fault, times: number, random = () => 0.5) => {
    const faults = createFaults(() => 0, random)
    faults.add(fault)
    return Array.from({ length: times }, () => faults.strikeApi('/v1/charges') !== undefined)
  }
  it.each<[string, Fault, boolean[]]>([
    ['without a limit', { kind: 'outage' }, [true, true, true]],
    ['for a count', { kind: 'outage', count: 2 }, [true, true, false]],
    ['by probability', { kind: 'outage', probability: 0.4 }, [false, false, false]],
    ['on its own path', { kind: 'outage', path: '/v1/events' }, [false, false, false]],
  ])('%s', (_name, fault, expected) => {
    expect(strikes(fault, 3)).toEqual(expected)
  })

  it('until its time is over', () => {
    let now = 0
    const faults = createFaults(() => now, Math.random)
    const { id } = faults.add({ kind: 'unavailable', for_ms: 1000 })
    expect(faults.strikeApi('/v1/x')).toBeDefined()
    now = 1000
    expect(faults.strikeApi('/v1/x')).toBeUndefined()
    expect([faults.remove(id), faults.remove(id), faults.list()]).toEqual([true, false, []])
  })
})

describe('over HTTP', () => {
  let merchant: Merchant
  beforeEach(async () => {
    merchant = await openMerchant()
  })
  afterEach(() => merchant.close())

  const control = (path: string, body?: unknown, method = 'POST') =>
    fetch(`${merchant.sandbox.url}/_control${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  it.each([
    ['rate_limit', 1, { type: 'StripeRateLimitError', statusCode: 429 }],
    ['server_error', 1, { type: 'StripeAPIError', statusCode: 500 }],
    ['unavailable', 1, { type: 'StripeAPIError', statusCode: 503 }],
    // The client tries a reset connection once more by itself.
    ['outage', 2, { type: 'StripeConnectionError' }],
  ])('%s is felt and is over', async (kind, count, error) => {
    expect((await control('/faults', { kind, count })).status).toBe(200)
    await expect(merchant.stripe.products.list()).rejects.toMatchObject(error)
    expect((await merchant.stripe.products.list()).data).toEqual([])
  })

  it('an answer lost after the work is found again by its key', async () => {
    merchant.sandbox.control.addFault({ kind: 'outage', when: 'after', count: 1 })
    await merchant.stripe.customers.create({}, { idempotencyKey: 'once' })
    expect(merchant.sandbox.control.faults()).toMatchObject([{ struck: 1 }])
    expect((await merchant.stripe.customers.list()).data).toHaveLength(1)
  })

  it('can be listed and cleared', async () => {
    await control('/faults', { kind: 'outage', probability: 0.5 })
    expect(await (await control('/faults', undefined, 'GET')).json()).toMatchObject([
      { kind: 'outage', probability: 0.5 },
    ])
    await control('/faults', undefined, 'DELETE')
    expect(merchant.sandbox.control.faults()).toEqual([])
  })

  it.each([
    ['/faults', { kind: 'earthquake' }, 400],
    ['/clock', { advance_ms: -1 }, 400],
    ['/subscriptions/sub_gone/renew', {}, 404],
    ['/nothing', {}, 404],
  ])('%s with %o is refused with a sentence', async (path, body, status) => {
    const answer = await control(path, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error: expect.any(String) })
  })

  it('drives a whole subscription without the typed client', async () => {
    const price = await merchant.stripe.prices.create({
      currency: 'eur',
      unit_amount: 100,
      recurring: { interval: 'week' },
      product_data: { name: 'Weekly' },
    })
    const session = await merchant.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'https://shop.example/ok',
    })
    expect(await (await control(`/checkout/sessions/${session.id}/pay`)).json()).toEqual({ kind: 'complete' })
    const [subscription] = (await merchant.stripe.subscriptions.list()).data
    await control('/clock', { advance_ms: 7 * 86_400_000 })
    const renewal = await control(`/subscriptions/${subscription?.id}/renew`, { outcome: 'declined' })
    const renewed = (await renewal.json()) as { invoice: string }
    expect(renewed).toMatchObject({ kind: 'declined' })
    expect(await (await control(`/invoices/${renewed.invoice}/retry`, {})).json()).toMatchObject({ kind: 'paid' })
    await control('/reset')
    expect((await merchant.stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
  })
})
