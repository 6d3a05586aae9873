// The small pure parts of the hosted pages: money, escaping, and where the buyer is sent.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Merchant, monthlyPrice, oneTimePrice, openMerchant, submit } from '../testing/merchant.ts'
import { html } from './html.ts'
import { formatMoney } from './money.ts'

describe('money', () => {
  it.each([
    [4900, 'eur', '€49.00'],
    [500, 'jpy', '¥500'],
    [1500, 'kwd', 'KWD 1.500'],
    [0, 'usd', '$0.00'],
  ])('%i of %s is %s', (amount, currency, text) => {
    expect(formatMoney(amount, currency).replace(/\s/g, ' ')).toBe(text)
  })
})

describe('text in a page', () => {
  it('is escaped, markup made here is not', () => {
    expect(html`<p title="${'"'}">${'<b>'}${html`<i>&</i>`}${[html`1`, html`2`]}${null}${false}${0}</p>`.html).toBe(
      '<p title="&quot;">&lt;b&gt;<i>&</i>120</p>',
    )
  })
})

describe('pages', () => {
  let merchant: Merchant
  beforeEach(async () => {
    merchant = await openMerchant()
  })
  afterEach(() => merchant.close())

  const open = async (success_url: string, price = oneTimePrice(merchant.stripe)) =>
    merchant.stripe.checkout.sessions.create({
      mode: (await price).type === 'recurring' ? 'subscription' : 'payment',
      line_items: [{ price: (await price).id, quantity: 1 }],
      success_url,
      subscription_data: (await price).type === 'recurring' ? { trial_period_days: 14 } : {},
      cancel_url: 'https://shop.example/cart',
    })

  it('shows what is bought, and a Pay button that needs nothing else', async () => {
    const session = await open('https://shop.example/ok')
    const page = await (await fetch(session.url ?? '')).text()
    for (const part of [
      'Farthing mug',
      '€49.00',
      '>Pay</button>',
      'buyer@example.com',
      'No real money moves',
      'shop.example/cart',
    ])
      expect(page).toContain(part)
    expect(page).not.toContain('<script')
  })

  it('says what a trial will cost afterwards', async () => {
    const session = await open('https://shop.example/ok', monthlyPrice(merchant.stripe))
    expect(await (await fetch(session.url ?? '')).text()).toContain('14 days free, then €19.00 every month')
  })

  it.each([
    ['https://shop.example/ok?s={CHECKOUT_SESSION_ID}#top', (id: string) => `https://shop.example/ok?s=${id}#top`],
    ['https://shop.example/ok/{CHECKOUT_SESSION_ID}', (id: string) => `https://shop.example/ok/${id}`],
    ['http://localhost:4244/thanks', () => 'http://localhost:4244/thanks'],
  ])('sends the buyer to %s, also when the form is sent twice', async (url, expected) => {
    const session = await open(url)
    for (let time = 0; time < 2; time += 1) {
      const answer = await submit(merchant.sandbox.url, session.id)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, expected(session.id)])
    }
    expect((await merchant.stripe.charges.list()).data).toHaveLength(1)
  })

  it('asks again for an address that is none, and for a code that is unknown', async () => {
    const session = await open('https://shop.example/ok')
    const answer = await submit(merchant.sandbox.url, session.id, { email: 'nobody' })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('valid email')])
    const code = await fetch(`${session.url}/code`, { method: 'POST', body: new URLSearchParams({ code: 'X' }) })
    expect(code.status).toBe(422)
  })

  it('has a receipt for each charge', async () => {
    await submit(merchant.sandbox.url, (await open('https://shop.example/ok')).id)
    const [charge] = (await merchant.stripe.charges.list()).data
    expect(await (await fetch(charge?.receipt_url ?? '')).text()).toContain('€49.00 was paid')
    expect((await fetch(`${merchant.sandbox.url}/checkout/cs_test_gone`)).status).toBe(404)
  })
})
