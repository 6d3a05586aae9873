// A split test from its start to its result: each visitor sees one side, and what they pay is told by it.
import type { SplitTestReport } from '@farthing/contract'
import { type Browser, expect, type Page } from '@playwright/test'
import { openDashboard } from './support/owner.ts'
import { type Parts, test } from './support/story.ts'
import { goToCheckout, pay } from './support/visitor.ts'

/** As a page of the shop would: it asks once the script is there, and shows the answer. */
const showSide = `addEventListener('DOMContentLoaded', async () => {
  const shown = document.createElement('output')
  shown.textContent = await window.farthing.variant('price')
  document.body.append(shown)
})`

async function visitor(browser: Browser, number: number): Promise<Page> {
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64; rv:1${String(number).padStart(2, '0')}.0) Gecko/20100101 Firefox/1${String(number).padStart(2, '0')}.0`
  const context = await browser.newContext({ userAgent })
  await context.addInitScript({ content: showSide })
  return context.newPage()
}

async function sideShown(page: Page): Promise<string> {
  const shown = page.locator('output')
  await expect(shown).not.toBeEmpty()
  return (await shown.textContent()) ?? ''
}

const asOwner = (parts: Parts, cookie: string) => async (method: string, path: string, body?: object) => {
  const headers = { cookie, 'content-type': 'application/json' }
  const asked = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
  const response = await fetch(`${parts.collector.url}/api/sites/${parts.siteId}${path}`, asked)
  expect(response.ok).toBe(true)
  return await response.json()
}

/** Nobody is unlucky so often. */
const MOST_VISITORS = 40

test('each visitor sees one side, both are seen, and the payment is told by its side', async ({
  browser,
  parts,
  owner,
}) => {
  test.slow()
  const ask = asOwner(parts, owner.cookie)
  const sides = [{ name: 'low' }, { name: 'high' }]
  await ask('POST', '/tests', { name: 'price', sides })
  await ask('PATCH', '/tests/price', { state: 'running' })

  const seen = new Map<string, Page>()
  let visitors = 0
  while (seen.size < 2 && visitors < MOST_VISITORS) {
    visitors += 1
    const page = await visitor(browser, visitors)
    await page.goto(parts.shop)
    const side = await sideShown(page)
    await page.reload()
    expect(await sideShown(page)).toBe(side)
    if (seen.has(side)) await page.context().close()
    else seen.set(side, page)
  }
  expect([...seen.keys()].sort()).toEqual(['high', 'low'])

  const buyer = seen.get('high')
  if (!buyer) throw new Error('Nobody was shown the high price.')
  await goToCheckout(buyer, parts)
  await pay(buyer)
  await owner.seesPaymentOf('spring')

  await expect(async () => {
    const { rows }: SplitTestReport = await ask('GET', '/reports/split-tests/price?mode=test')
    const [low, high] = rows
    expect(high).toMatchObject({ name: 'high', payments: 1, conversions: 1, reported: { gross: 4900, net: 4900 } })
    expect(low).toMatchObject({ name: 'low', payments: 0, conversions: 0 })
    expect((low?.visitors ?? 0) + (high?.visitors ?? 0)).toBe(visitors)
  }).toPass({ timeout: 5_000 })

  const page = await openDashboard(browser, parts.collector.url, owner)
  await page.goto(`${parts.collector.url}/sites/${parts.siteId}/split-tests?mode=test`)
  await expect(page.getByRole('row', { name: /^high.*€49\.00/ })).toBeVisible()
  for (const one of [page, ...seen.values()]) await one.context().close()
})

test('the owner makes a split test, starts it and ends it in the dashboard', async ({ browser, parts, owner }) => {
  const page = await openDashboard(browser, parts.collector.url, owner)
  await page.goto(`${parts.collector.url}/sites/${parts.siteId}/split-tests`)
  await page.getByLabel('Name', { exact: true }).fill('Head line')
  await page.getByLabel('Name of side 2').fill('question')
  await page.getByLabel('Weight of side 2').fill('3')
  await page.getByRole('button', { name: 'Make the draft' }).click()
  const card = page.getByRole('region', { name: 'head-line', exact: true })
  await expect(card.getByText('75.0% of visitors')).toBeVisible()
  await card.getByRole('button', { name: 'Start head-line' }).click()
  await expect(card.getByText('Nobody has landed with a side of it yet.')).toBeVisible()

  const visits = await visitor(browser, 1)
  await visits.goto(parts.shop)
  expect(await visits.evaluate("window.farthing.variant('head-line')")).toMatch(/^(control|question)$/)
  await visits.context().close()

  await card.getByRole('button', { name: 'End head-line' }).click()
  await expect(card.getByText('Ended')).toBeVisible()
  await expect(card.getByRole('button', { name: /^(Start|End|Delete) / })).toHaveCount(0)
  await page.context().close()
})
