// A shop with a form of its own: the PaymentIntent carries what the script knows, and a bank on the way is nobody's source.
import { expect, type Page } from '@playwright/test'
import { test } from './support/story.ts'

test.use({ webhooks: true })

const order = (page: Page) => page.getByRole('button', { name: 'Pay', exact: true })
const thanks = (page: Page) => page.getByRole('heading', { name: 'Thank you' })

test('the payment is attributed by the metadata of its PaymentIntent, also after a card was declined', async ({
  page,
  parts,
  owner,
}) => {
  await page.goto(`${parts.intentShop}/?utm_source=friend&utm_campaign=ink`)
  await page.getByLabel('Declined card').check()
  await order(page).click()
  await expect(page.getByRole('alert')).toContainText('declined')
  await page.getByLabel('Card', { exact: true }).check()
  await order(page).click()
  await expect(thanks(page)).toBeVisible()

  const payment = await owner.seesPaymentOf('ink')
  expect(payment).toMatchObject({ mode: 'test', status: 'paid', currency: 'eur', gross: 2400 })
  expect(payment.attribution).toMatchObject({
    kind: 'attributed',
    evidence: 'payment_intent_metadata',
    touch: { source: 'friend', campaign: 'ink' },
  })
})

test('who pays by way of a bank is still in the visit that the campaign brought', async ({ page, parts, owner }) => {
  await page.goto(`${parts.intentShop}/?utm_source=friend&utm_campaign=ink`)
  await page.getByLabel('Bank redirect').check()
  await order(page).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(thanks(page)).toBeVisible()
  await owner.seesPaymentOf('ink')

  const views = async () => (await owner.overview()).totals.views
  await expect.poll(views, { intervals: [100] }).toBe(2)
  const { totals } = await owner.overview()
  expect(totals).toMatchObject({ visits: 1, visitors: 1, payments: 1 })
})

test('a visitor whose browser blocks the script can buy, and the payment is there all the same', async ({
  page,
  parts,
  owner,
}) => {
  await page.route(`${parts.collector.url}/**`, (route) => route.abort())
  await page.goto(parts.intentShop)
  await order(page).click()
  await expect(thanks(page)).toBeVisible()
  const payment = await owner.seesOnePayment()
  expect(payment).toMatchObject({ gross: 2400, attribution: { kind: 'unattributed' } })
})
