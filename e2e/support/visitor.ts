// The visitor, in a real browser: comes by a campaign link, buys, and is sent back to the shop.
import { expect, type Page } from '@playwright/test'
import type { Parts } from './story.ts'

const campaign = '?utm_source=newsletter&utm_medium=email&utm_campaign=spring'

/** Ends on Stripe's page, before the payment. */
export async function goToCheckout(page: Page, { shop }: Pick<Parts, 'shop'>): Promise<void> {
  await page.goto(`${shop}/${campaign}`)
  await page.getByRole('link', { name: 'See the teapot' }).click()
  await page.getByRole('link', { name: 'Buy with Stripe' }).click()
  await expect(payButton(page)).toBeVisible()
}

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })

/** Ends on the thank-you page of the shop, when the script has handed the session over. */
export async function pay(page: Page): Promise<void> {
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
}

/** The id that brings the payer back, before our script removes it from the address bar. */
export async function payAndNoteSession(page: Page, { shop }: Parts): Promise<string> {
  const returned = page.waitForRequest((request) => request.url().startsWith(`${shop}/thanks?`))
  await pay(page)
  const id = new URL((await returned).url()).searchParams.get('stripe_session_id')
  if (!id) throw new Error('Stripe sent the payer back without a session id.')
  return id
}

/**
 * Clicks "Pay" and holds the way back: Stripe has the money, and the payer has not come back to the shop. Letting go sends
 * the payer on; without it, the payer never returns. (A request that is redirected cannot be held, so the answer is.)
 */
export async function payAndHoldReturn(page: Page, { sandbox, stripe }: Parts): Promise<() => Promise<void>> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(`${sandbox.url}/checkout/**`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch({ maxRedirects: 0 })
    await held
    await route.fulfill({ response })
  })
  await payButton(page).click({ noWaitAfter: true })
  const completed = async () => (await stripe.events.list({ type: 'checkout.session.completed' })).data.length
  await expect.poll(completed).toBe(1)
  return async () => {
    letGo()
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  }
}
