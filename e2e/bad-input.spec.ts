// Every public route answers nonsense with a status and a sentence, stays alive, and counts nothing among live payments.
import { expect } from '@playwright/test'
import { badRequests } from './support/bad-requests.ts'
import { type Parts, test } from './support/story.ts'
import { keys, stripeAt } from './support/stripe.ts'
import { goToCheckout, pay } from './support/visitor.ts'

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
  return answer.error?.message ?? answer.stripeSession?.reason ?? answer.reason ?? ''
}

test('bad input to every public route', async ({ parts, owner }) => {
  test.slow()
  for (const bad of badRequests(parts)) {
    await test.step(bad.name, async () => {
      const { status, text } = await send(parts, bad)
      expect.soft(bad.statuses, `${bad.name}: ${status} ${text.slice(0, 200)}`).toContain(status)
      if (status >= 400 || text.includes('ignored')) expect.soft(sentenceOf(text), bad.name).toMatch(/\S+ \S+ \S+/)
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

test('a test payment is counted in the test view only', async ({ parts, owner, page }) => {
  await page.goto(await trialSession(parts, keys.test))
  await pay(page)
  expect(await owner.seesOnePayment()).toMatchObject({ mode: 'test', gross: 100 })
  expect((await owner.payments('live')).payments).toEqual([])
  expect((await owner.overview('live')).totals.revenue).toEqual([])
})

test.describe('a site in live view', () => {
  test.use({ mode: 'live' })

  test('takes no test id for money', async ({ parts, owner, page }) => {
    await goToCheckout(page, parts)
    await pay(page)
    expect(await owner.seesOnePayment({ mode: 'live' })).toMatchObject({ mode: 'live', gross: 4900 })

    await page.goto(await trialSession(parts, keys.test))
    const told = page.waitForResponse((response) => (response.request().postData() ?? '').includes('stripeSessionId'))
    await pay(page)
    const { stripeSession } = await (await told).json()
    expect(stripeSession).toMatchObject({ status: 'ignored', reason: expect.stringMatching(/test session/) })

    await page.waitForTimeout(2_000)
    expect((await owner.payments('live')).payments).toHaveLength(1)
    expect((await owner.overview('live')).totals).toMatchObject({ payments: 1, revenue: [{ gross: 4900, net: 4900 }] })
    expect((await owner.payments('test')).payments).toEqual([])
  })
})

/** Answers the address of a page on which one euro is to be paid. */
async function trialSession({ sandbox, shop }: Parts, key: string): Promise<string> {
  const session = await stripeAt(sandbox.url, key).checkout.sessions.create({
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 100, product_data: { name: 'Trial' } } }],
    success_url: `${shop}/thanks?stripe_session_id={CHECKOUT_SESSION_ID}`,
  })
  return session.url ?? ''
}
