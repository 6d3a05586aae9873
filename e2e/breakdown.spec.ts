// What the overview has no room for: by a property of the shop's own events, with fees, what the page told, and lifetime value.
import { expect } from '@playwright/test'
import { setUpInBrowser } from './support/owner.ts'
import { test } from './support/story.ts'
import { goToCheckout, pay } from './support/visitor.ts'

test('a plan that an event named has its fees and its client-side revenue, a campaign what its customers ever paid', async ({
  page,
  parts,
  browser,
}) => {
  await page.goto(`${parts.shop}/?utm_source=newsletter&utm_medium=email&utm_campaign=spring`)
  const told = page.waitForResponse((answer) => (answer.request().postData() ?? '').includes('"Signup"'))
  await page.evaluate(
    `farthing.track('Signup', { props: { plan: 'pro' }, revenue: { amount: 4550, currency: 'eur' } })`,
  )
  await told
  await goToCheckout(page, parts)
  await pay(page)

  const owner = await setUpInBrowser(browser, parts.collector)
  const payments = owner.getByRole('region', { name: 'Payments' })
  await expect(payments.getByText('newsletter · spring')).toBeVisible()
  await owner.getByRole('link', { name: 'Figures by property' }).click()
  await expect(owner.getByRole('heading', { name: 'plan', exact: true })).toBeVisible()
  const pro = owner.getByRole('row', { name: /^pro/ })
  const cell = async (title: string) => {
    await expect(pro).toBeVisible()
    const heads = await owner.getByRole('columnheader').allTextContents()
    return pro.getByRole('cell').nth(heads.findIndex((head) => head.startsWith(title)) - 1)
  }
  await expect(await cell('Net')).toHaveText('€49.00')
  await expect(await cell('Client-side')).toHaveText('€45.50')
  // What Stripe kept is asked for after the payment is shown.
  await expect(async () => {
    await owner.reload()
    await expect(await cell('Fees')).toHaveText(/^€\d\.\d\d$/, { timeout: 3_000 })
  }).toPass({ timeout: 30_000 })

  await owner.getByRole('button', { name: /^Figures that are shown/ }).click()
  await owner.getByLabel('Fees').uncheck()
  await owner.getByLabel('Bounce').check()
  await owner.keyboard.press('Escape')
  await expect(owner).toHaveURL(/columns=/)
  await expect(owner.getByRole('columnheader', { name: 'Fees' })).toHaveCount(0)
  await expect(await cell('Bounce')).toHaveText('0.00%')

  await pro.getByRole('button', { name: 'pro' }).click()
  await expect(owner).toHaveURL(/filter=props%2Fplan%3Ais%3Apro/)
  await expect(owner.getByText('plan is pro')).toBeVisible()
  await owner.getByRole('combobox', { name: /^By/ }).selectOption('campaigns')
  await owner.getByRole('button', { name: /^Figures that are shown/ }).click()
  await owner.getByLabel('Per customer').check()
  const spring = owner.getByRole('row', { name: /^spring/ })
  await expect(spring.getByRole('cell').last()).toHaveText('€49.00')
  await owner.getByRole('link', { name: 'Overview' }).click()
  await expect(owner.getByRole('list', { name: 'Filters' }).getByText('plan is pro')).toBeVisible()
  await expect(owner.getByText('€49.00').first()).toBeVisible()
})
