// What a shop's page does with a PaymentIntent: by Stripe.js with a card, and by way of a bank.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Merchant, openMerchant } from '../testing/merchant.ts'

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

const SHOP = 'https://shop.example/thanks?order=7'

async function intent(): Promise<{ id: string; secret: string }> {
  const made = await merchant.stripe.paymentIntents.create({ amount: 2400, currency: 'eur' })
  return { id: made.id, secret: made.client_secret ?? '' }
}

const post = (path: string, form: Record<string, string>) =>
  fetch(merchant.sandbox.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

const statusOf = async (id: string) => (await merchant.stripe.paymentIntents.retrieve(id)).status

it('gives a script that any page may load, and that says where it came from', async () => {
  const answer = await fetch(`${merchant.sandbox.url}/v3`)
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  const script = await answer.text()
  expect(script).toContain(JSON.stringify(merchant.sandbox.url))
  expect(() => new Function(script)).not.toThrow()
})

it('lets a card pay, and a declined card be followed by another', async () => {
  const { id, secret } = await intent()
  const declined = await post('/js/confirm', { client_secret: secret, way: 'declined_card' })
  expect(declined.status).toBe(402)
  expect(await declined.json()).toMatchObject({ error: { type: 'card_error', code: 'card_declined' } })
  const paid = await post('/js/confirm', { client_secret: secret, way: 'card' })
  expect(paid.headers.get('access-control-allow-origin')).toBe('*')
  expect(await paid.json()).toEqual({ paymentIntent: { id, status: 'succeeded' } })
  const again = await post('/js/confirm', { client_secret: secret, way: 'card' })
  expect(await again.json()).toMatchObject({ error: { code: 'payment_intent_unexpected_state' } })
})

it.each([
  ['approve', 'succeeded', 'succeeded'],
  ['refuse', 'failed', 'requires_payment_method'],
])('comes back from a bank where the buyer says %s', async (answer, said, status) => {
  const { id, secret } = await intent()
  const page = await fetch(`${merchant.sandbox.url}/banks/${secret}?${new URLSearchParams({ return_url: SHOP })}`)
  const text = await page.text()
  for (const part of ['€24.00', '>Approve</button>', '>Refuse</button>', 'No real money moves'])
    expect(text).toContain(part)
  const left = await post(`/banks/${secret}`, { answer, return_url: SHOP })
  expect(left.status).toBe(303)
  const back = new URL(left.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe('https://shop.example/thanks')
  expect(Object.fromEntries(back.searchParams)).toEqual({
    order: '7',
    payment_intent: id,
    payment_intent_client_secret: secret,
    redirect_status: said,
  })
  expect(await statusOf(id)).toBe(status)
})

it('knows no payment by a secret that it did not give', async () => {
  expect((await post('/js/confirm', { client_secret: 'pi_1_secret_x', way: 'card' })).status).toBe(404)
  expect((await post('/banks/pi_1_secret_x', { answer: 'approve', return_url: SHOP })).status).toBe(404)
  const { secret } = await intent()
  expect((await fetch(`${merchant.sandbox.url}/banks/${secret}?return_url=javascript:1`)).status).toBe(404)
  expect((await fetch(`${merchant.sandbox.url}/banks/${secret}`)).status).toBe(404)
})
