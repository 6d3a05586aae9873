// A shop that creates the Checkout Session on its server and passes on what the script knows.
import { expect } from '@playwright/test'
import { test } from './support/story.ts'
import { payButton } from './support/visitor.ts'

test('the payment is attributed by the metadata that the shop passed on', async ({ page, parts, owner }) => {
  await page.goto(`${parts.expressShop}/?utm_source=friend&utm_campaign=autumn`)
  await page.getByRole('button', { name: 'Pay with Stripe' }).click()
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()

  // The money may be told before the session that carries the shop's metadata.
  const payment = await owner.seesPaymentOf('autumn')
  expect(payment).toMatchObject({ mode: 'test', status: 'paid', currency: 'eur', gross: 1800 })
  expect(payment.attribution).toMatchObject({
    kind: 'attributed',
    evidence: 'checkout_metadata',
    touch: { source: 'friend', campaign: 'autumn' },
  })
})

test('a visitor whose browser blocks the script can buy, and the payment is there all the same', async ({
  page,
  parts,
  owner,
}) => {
  await page.route(`${parts.collector.url}/**`, (route) => route.abort())
  await page.goto(parts.expressShop)
  await page.getByRole('button', { name: 'Pay with Stripe' }).click()
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()

  await page.unrouteAll()
  const [session] = (await parts.stripe.checkout.sessions.list({ limit: 1 })).data
  await page.goto(`${parts.expressShop}/thanks?stripe_session_id=${session?.id}`)
  const payment = await owner.seesOnePayment()
  expect(payment.gross).toBe(1800)
})
