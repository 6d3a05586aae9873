// The owner asks the overview: what one channel earned, under another model, beside other days.
import { type Browser, expect, type Page } from '@playwright/test'
import { openDashboard } from './support/owner.ts'
import { type Parts, test } from './support/story.ts'
import { goToCheckout, pay } from './support/visitor.ts'

const figure = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name} `) })

/** Another device, that typed the address: the collector takes the same browser for the same visitor. */
async function visitDirectly(browser: Browser, { shop }: Parts): Promise<void> {
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const told = page.waitForResponse((response) => response.url().endsWith('/api/event') && response.ok())
  await page.goto(shop)
  await told
  await context.close()
}

test('a click on a channel leaves its figures, and the address says so', async ({ page, parts, owner, browser }) => {
  await goToCheckout(page, parts)
  await pay(page)
  await owner.seesPaymentOf('spring')
  await visitDirectly(browser, parts)

  const dashboard = await openDashboard(browser, parts.collector.url, owner)
  await dashboard.goto(`${parts.collector.url}/sites/${parts.siteId}`)
  await expect(figure(dashboard, 'Visits')).toHaveText(/Visits\s*2/)
  await dashboard.getByRole('button', { name: 'Email', exact: true }).click()
  await expect(dashboard).toHaveURL(/filter=channels%3Ais%3AEmail/)
  await expect(figure(dashboard, 'Visits')).toHaveText(/Visits\s*1/)
  await expect(figure(dashboard, 'Conversion rate')).toHaveText(/100/)
  await expect(dashboard.getByRole('button', { name: 'Direct', exact: true })).toHaveCount(0)

  await dashboard.reload()
  const chips = dashboard.getByRole('list', { name: 'Filters' })
  await expect(chips.getByText('Channel is Email')).toBeVisible()
  await chips.getByRole('button', { name: 'Remove: Channel is Email' }).click()
  await expect(dashboard).not.toHaveURL(/filter=/)
  await expect(figure(dashboard, 'Visits')).toHaveText(/Visits\s*2/)
})

test('another model shows what it moves, and other days can be left out', async ({ page, parts, owner, browser }) => {
  await goToCheckout(page, parts)
  await pay(page)
  await owner.seesPaymentOf('spring')

  const dashboard = await openDashboard(browser, parts.collector.url, owner)
  await dashboard.goto(`${parts.collector.url}/sites/${parts.siteId}`)
  await dashboard.getByRole('combobox', { name: 'Credit goes to' }).selectOption('First visit')
  await expect(dashboard).toHaveURL(/model=first/)
  // The payer came once: every model gives that visit everything.
  await expect(dashboard.getByRole('row', { name: /^Email.*€49\.00\s*±0/ })).toBeVisible()

  await dashboard.getByText('Show as table').click()
  const compared = dashboard.getByRole('columnheader', { name: 'Compared' })
  await expect(compared).toBeVisible()
  await dashboard.getByRole('combobox', { name: 'Compared with' }).selectOption('No comparison')
  await expect(dashboard).toHaveURL(/compare=none/)
  await expect(compared).toHaveCount(0)
})
