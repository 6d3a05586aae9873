// The one command, as a founder runs it: it opens everything, keeps data, and Ctrl-C leaves nothing behind.
import { expect, test } from '@playwright/test'
import { demoCommand } from './support/demo-command.ts'

test('npm start opens the shop, and the second start knows the payment of the first', async ({ page }) => {
  test.slow()
  const demo = await demoCommand()
  try {
    const first = await demo.start()
    expect(first.output).toContain(`${demo.url}/setup?token=`)
    expect(first.output).toContain('STRIPE_API_KEY=')
    const token = new URL(/\S+\/setup\?token=\S+/.exec(first.output)?.[0] ?? '').searchParams.get('token')
    const account = { email: 'owner@shop.example', password: 'a long enough password' }
    const setup = await page.request.post(`${demo.url}/api/setup`, { data: { token, ...account } })
    expect(setup.status()).toBe(201)

    await page.goto(`${demo.shop}/?utm_source=newsletter&utm_campaign=spring`)
    await page.getByRole('link', { name: 'See the teapot' }).click()
    await page.getByRole('link', { name: 'Buy with Stripe' }).click()
    await page.getByRole('button', { name: /^Pay/ }).click()
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    const { sites } = await (await page.request.get(`${demo.url}/api/sites`)).json()
    expect(sites).toHaveLength(1)
    const payments = async () => {
      const answer = await page.request.get(`${demo.url}/api/sites/${sites[0].id}/payments?mode=test`)
      return (await answer.json()).payments
    }
    await expect.poll(async () => (await payments()).length, { timeout: 5_000 }).toBe(1)

    expect(await first.interrupt()).toBe(0)
    await demo.expectNothingLeft()

    const second = await demo.start()
    expect(second.output).not.toContain('/setup?token=')
    expect(await payments()).toHaveLength(1)
    expect((await (await page.request.get(`${demo.url}/api/sites`)).json()).sites).toHaveLength(1)
    expect(await second.interrupt('SIGTERM')).toBe(0)
    await demo.expectNothingLeft()
  } finally {
    await demo.remove()
  }
})

test('a port in use is a sentence, and nothing is started', async () => {
  const demo = await demoCommand()
  try {
    const running = await demo.start()
    const { code, output } = await demo.startAndEnd()
    expect(code).toBe(1)
    expect(output).toContain('in use')
    expect(await running.interrupt()).toBe(0)
  } finally {
    await demo.remove()
  }
})
