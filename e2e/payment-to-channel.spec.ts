// The main job: a visit that came by a campaign pays through a Payment Link, and the owner sees it once, under that campaign.
import { expect } from '@playwright/test'
import { credentials } from './support/owner.ts'
import { test } from './support/story.ts'
import { deliver, signedDelivery } from './support/stripe.ts'
import { goToCheckout, pay, payAndHoldReturn, payAndNoteSession } from './support/visitor.ts'

test('the owner sees the payment in the dashboard under its campaign, within five seconds', async ({
  page,
  parts,
  browser,
}) => {
  const owner = await browser.newPage()
  await owner.goto(parts.collector.setupLink())
  await owner.getByLabel('Email').fill(credentials.email)
  await owner.getByLabel('Password', { exact: true }).fill(credentials.password)
  await owner.getByRole('button', { name: /create/i }).click()
  await expect(owner).toHaveURL(new RegExp(`/sites/${parts.siteId}`))

  await goToCheckout(page, parts)
  await pay(page)

  const payments = owner.getByRole('region', { name: 'Payments' })
  await expect(payments.getByText('€49.00').first()).toBeVisible({ timeout: 5_000 })
  await expect(payments.getByText('newsletter · spring')).toHaveCount(1)
  await expect(owner.getByRole('row', { name: /spring.*€49\.00/ })).toBeVisible()
  await owner.close()
})

test('the payment is attributed to the visit by the id that the script put on the link', async ({
  page,
  parts,
  owner,
}) => {
  await goToCheckout(page, parts)
  await pay(page)
  const payment = await owner.seesPaymentOf('spring')
  expect(payment).toMatchObject({ mode: 'test', status: 'paid', currency: 'eur', gross: 4900, refunds: 0, net: 4900 })
  expect(payment.attribution).toMatchObject({
    kind: 'attributed',
    evidence: 'client_reference_id',
    touch: { source: 'newsletter', medium: 'email', campaign: 'spring', entryPage: '/' },
  })
  const { rows } = await owner.campaigns()
  const spring = rows.find((row) => row.name === 'spring')
  expect(spring).toMatchObject({ visits: 1, payments: 1, revenue: [{ currency: 'eur', gross: 4900, net: 4900 }] })
  expect((await owner.payments('live')).payments).toEqual([])
})

test('the session id leaves the address bar once the collector has it', async ({ page, parts }) => {
  await goToCheckout(page, parts)
  await pay(page)
  await expect(page).toHaveURL(`${parts.shop}/thanks`)
})

test('reloading the thank-you page five times changes nothing', async ({ page, parts, owner }) => {
  await goToCheckout(page, parts)
  const session = await payAndNoteSession(page, parts)
  // What Stripe kept of it is asked for after the payment is shown: it belongs to what must not change.
  await expect.poll(async () => (await owner.seesPaymentOf('spring')).fees).not.toEqual([])
  const first = await owner.seesPaymentOf('spring')
  for (let reload = 0; reload < 5; reload++) {
    await page.goto(`${parts.shop}/thanks?stripe_session_id=${session}`)
    await expect(page).toHaveURL(`${parts.shop}/thanks`)
  }
  expect(await owner.seesOnePayment()).toEqual(first)
  expect((await owner.overview()).totals).toMatchObject({
    payments: 1,
    visits: 1,
    revenue: [{ gross: 4900, net: 4900 }],
  })
})

test.describe('with webhooks from Stripe itself', () => {
  test.use({ webhooks: true })

  test('the redirect and the webhooks count the payment once', async ({ page, parts, owner }) => {
    await goToCheckout(page, parts)
    await pay(page)
    await owner.seesOnePayment()
    await page.waitForTimeout(1_500)
    expect(await owner.seesOnePayment()).toMatchObject({ gross: 4900, attribution: { kind: 'attributed' } })
    expect((await owner.payments()).pending).toEqual([])
  })

  test('the payer who never comes back is counted all the same', async ({ page, parts, owner }) => {
    await goToCheckout(page, parts)
    await payAndHoldReturn(page, parts)
    expect(await owner.seesPaymentOf('spring')).toMatchObject({ gross: 4900 })
  })
})

for (const when of ['before the redirect', 'after the redirect', 'twice'] as const) {
  test(`the webhook arriving ${when} changes nothing`, async ({ page, parts, owner }) => {
    const { stripe, collector } = parts
    const deliverAll = async () => {
      const events = await stripe.events.list({ limit: 100 })
      for (const event of events.data.toReversed()) {
        expect((await deliver(collector.url, signedDelivery(stripe, event))).status).toBe(200)
      }
    }
    await goToCheckout(page, parts)
    if (when === 'before the redirect') {
      const letGo = await payAndHoldReturn(page, parts)
      await deliverAll()
      await owner.seesOnePayment()
      await letGo()
    } else {
      await pay(page)
      await owner.seesOnePayment()
      await deliverAll()
      if (when === 'twice') await deliverAll()
    }
    await expect(page).toHaveURL(`${parts.shop}/thanks`)
    await page.waitForTimeout(1_000)
    expect(await owner.seesPaymentOf('spring')).toMatchObject({
      gross: 4900,
      net: 4900,
      attribution: { kind: 'attributed', evidence: 'client_reference_id', touch: { campaign: 'spring' } },
    })
    expect((await owner.payments()).pending).toEqual([])
    expect((await owner.overview()).totals).toMatchObject({ payments: 1, revenue: [{ currency: 'eur', gross: 4900 }] })
  })
}
