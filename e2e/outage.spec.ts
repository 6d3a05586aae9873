// Stripe cannot be reached: the dashboard says that a payment is pending, and has it when Stripe is back.
import { expect } from '@playwright/test'
import { stripeDown, stripeUp } from './support/outage.ts'
import { openDashboard } from './support/owner.ts'
import { test } from './support/story.ts'
import { goToCheckout, payAndNoteSession } from './support/visitor.ts'

test('a payment made while Stripe is down is pending, and there when Stripe is back', async ({
  page,
  parts,
  owner,
  browser,
}) => {
  test.slow()
  await goToCheckout(page, parts)
  stripeDown(parts)
  const session = await payAndNoteSession(page, parts)

  await expect.poll(async () => (await owner.payments()).pending.length).toBe(1)
  const [pending] = (await owner.payments()).pending
  expect(pending).toMatchObject({ checkoutSessionId: session, mode: 'test', state: 'pending' })
  expect(pending?.reason).toMatch(/^[A-Z].{10,}\.$/)
  expect((await owner.payments()).payments).toEqual([])
  expect((await owner.overview()).pending).toBe(1)

  const dashboard = await openDashboard(browser, parts.collector.url, owner)
  await dashboard.goto(`${parts.collector.url}/sites/${parts.siteId}?mode=test`)
  await expect(dashboard.getByText(/pending/i).first()).toBeVisible()

  // Long enough for several attempts to fail.
  await page.waitForTimeout(5_000)
  stripeUp(parts)
  expect(await owner.seesPaymentOf('spring', 60_000)).toMatchObject({ gross: 4900 })
  expect((await owner.payments()).pending).toEqual([])
  await dashboard.reload()
  await expect(dashboard.getByText('€49.00').first()).toBeVisible()
  await dashboard.close()
})
