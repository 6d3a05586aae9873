// Every public route answers nonsense with a status and a sentence, stays alive, and counts nothing among live payments.
import { expect } from '@playwright/test'
import { badRequests } from './support/bad-requests.ts'
import { type Parts, test } from './support/story.ts'

interface Answer {
  status: number
  text: string
}

async function send(
  parts: Parts,
  { method, path, headers, body }: ReturnType<typeof badRequests>[number],
): Promise<Answer> {
  const response = await fetch(`${parts.collector.url}${path}`, { method, headers, ...(body === null ? {} : { body }) })
  return { status: response.status, text: await response.text() }
}

/** Browsers and Stripe read JSON; the answer to a stranger is always the one shape of the contract. */
function sentenceOf(text: string): string {
  const answer = JSON.parse(text)
  return answer.error?.message ?? answer.stripeSession?.reason ?? ''
}

test('bad input to every public route', async ({ parts, owner }) => {
  test.slow()
  for (const bad of badRequests(parts)) {
    await test.step(bad.name, async () => {
      const { status, text } = await send(parts, bad)
      expect.soft(bad.statuses, `${bad.name}: ${status} ${text.slice(0, 200)}`).toContain(status)
      if (status >= 400) expect.soft(sentenceOf(text), bad.name).toMatch(/\S+ \S+ \S+/)
      expect.soft(text, bad.name).not.toMatch(/at .+\.(ts|js):\d+/)
      expect(parts.collector.isAlive(), bad.name).toBe(true)
    })
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect((await fetch(`${parts.collector.url}/healthz`)).status).toBe(200)
  const live = await owner.payments('live')
  expect(live.payments).toEqual([])
  expect((await owner.overview('live')).totals).toMatchObject({ payments: 0, revenue: [] })
  expect((await owner.payments('test')).payments).toEqual([])
})

test('a test payment on a site in live view is counted in the test view only', async ({ parts, owner, page }) => {
  const { stripe } = parts
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 100, product_data: { name: 'Trial' } } }],
    success_url: `${parts.shop}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}`,
  })
  await page.goto(session.url ?? '')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  expect(await owner.seesOnePayment()).toMatchObject({ mode: 'test', gross: 100 })
  expect((await owner.payments('live')).payments).toEqual([])
  expect((await owner.overview('live')).totals.revenue).toEqual([])
})
