// Every page of the dashboard, with made-up answers and the collector's content security policy: no axe violation, no refused style,
// no sideways scrolling, no layout that shifts, in light and dark, on a phone and on a desk; and a way through it by keyboard.
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { judge, type Look, looks, type Shot, shots, startPreview } from '@farthing/dashboard/looks'
import { test as base, expect, type Page } from '@playwright/test'

const test = base.extend<object, { preview: string }>({
  preview: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const server = await startPreview(0)
      const { port } = server.address() as AddressInfo
      await use(`http://localhost:${port}`)
      server.closeAllConnections()
      server.close()
    },
    { scope: 'worker' },
  ],
})

test.describe.configure({ mode: 'parallel' })

const pathOf = ({ path }: Shot) => path.split('?')[0]
/** The first full look of each page is judged in every light and width, each other state of it in one. */
const isFirst = (shot: Shot) => shots.find((one) => one.as === shot.as && pathOf(one) === pathOf(shot)) === shot
const isWhole = (shot: Shot) =>
  isFirst(shot) && !['empty', 'loading', 'error', 'connected', 'pending'].includes(shot.as)
const looksOf = (shot: Shot, index: number): Look[] =>
  isWhole(shot) ? looks : looks.filter((_, number) => number === index % looks.length)

for (const [index, shot] of shots.entries()) {
  test(`${shot.name} has nothing that nobody should have to see`, async ({ browser, preview }) => {
    const troubles: string[] = []
    for (const look of looksOf(shot, index)) troubles.push(...(await judge(browser, preview, shot, look)))
    expect(troubles).toEqual([])
  })
}

/** What has the focus: where in the document, whether it is seen, and whether one sees that it has it. */
const FOCUSED = `(() => {
  const one = document.activeElement
  if (one === null || one === document.body) return null
  const box = one.getBoundingClientRect()
  const { outlineStyle, outlineWidth } = getComputedStyle(one)
  const all = [...document.querySelectorAll('*')]
  return {
    what: one.outerHTML.slice(0, 120),
    place: all.indexOf(one),
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    ringed: outlineStyle !== 'none' && outlineWidth !== '0px',
  }
})()`

interface Focused {
  what: string
  place: number
  shown: boolean
  ringed: boolean
}

const MOST_STOPS = 150

async function stopsOf(page: Page): Promise<Focused[]> {
  const stops: Focused[] = []
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab')
    const stop: Focused | null = await page.evaluate(FOCUSED)
    if (stop === null || stop.place === stops[0]?.place) break
    stops.push(stop)
  }
  return stops
}

for (const shot of shots.filter(isWhole)) {
  test(`${shot.name} is gone through by keyboard, from top to bottom`, async ({ page, preview }) => {
    await page.context().addCookies([{ name: 'scenario', value: shot.as, url: preview }])
    await page.goto(`${preview}${shot.path}`)
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(400)
    const stops = await stopsOf(page)
    expect(stops.length).toBeGreaterThan(0)
    expect(stops.length).toBeLessThan(MOST_STOPS)
    expect(stops.filter(({ shown }) => !shown)).toEqual([])
    expect(stops.filter(({ ringed }) => !ringed)).toEqual([])
    const places = stops.map(({ place }) => place)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })
}

test('the map is a list of countries for the keyboard, and chooses as the table does', async ({ page, preview }) => {
  await page.context().addCookies([{ name: 'scenario', value: 'full', url: preview }])
  await page.goto(`${preview}/sites/site_marmalade1`)
  const map = page.getByRole('listbox', { name: /Countries on the map/ })
  await map.focus()
  await map.press('ArrowRight')
  const first = page.getByRole('option', { name: /^France, / })
  await expect(map).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '')
  await map.press('Enter')
  await expect(page).toHaveURL(/filter=countries%3Ais%3AFR/)
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('list', { name: 'Filters' }).getByText('Country is France')).toBeVisible()
})

test('a panel is saved as a picture', async ({ page, preview }) => {
  await page.context().addCookies([{ name: 'scenario', value: 'full', url: preview }])
  await page.goto(`${preview}/sites/site_marmalade1`)
  await page.getByRole('button', { name: /^Take away Countries/ }).click()
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PNG' }).click(),
  ])
  expect(picture.suggestedFilename()).toMatch(/^Countries .*\.png$/)
  const content = await readFile(await picture.path())
  expect(content.subarray(1, 4).toString()).toBe('PNG')
  expect(content.length).toBeGreaterThan(20_000)
})

test('what only the page knows is saved as a table, too', async ({ page, preview }) => {
  await page.context().addCookies([{ name: 'scenario', value: 'full', url: preview }])
  await page.goto(`${preview}/sites/site_marmalade1/journeys`)
  await page.getByRole('button', { name: /^Take away Number of visits/ }).click()
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  expect(table.suggestedFilename()).toBe('number-of-visits.csv')
  expect(await readFile(await table.path(), 'utf8')).toBe('visits,payments\r\n1,80\r\n2,30\r\n3,14\r\n4,6\r\n5,2\r\n')
})

const withPanels = [
  'overview',
  'breakdown',
  'payments',
  'payment',
  'revenue',
  'journeys',
  'cohorts',
  'funnels',
  'live',
  'reconcile',
]
/** Forms and lists of what to do: there is no figure in them. */
const nothingToTake = ['Steps', 'What was left out']

for (const name of withPanels) {
  test(`each panel of ${name} can be taken away, as a table, as a picture and printed`, async ({ page, preview }) => {
    const shot = shots.find((one) => one.name === `${name}-full` || one.name === `${name}-differs`)
    await page.context().addCookies([{ name: 'scenario', value: 'full', url: preview }])
    await page.goto(`${preview}${shot?.path}`)
    const panels = page.locator('main section.card')
    await expect(panels.first()).toBeVisible()
    await expect(page.locator('.skeleton')).toHaveCount(0)
    const without = await panels.evaluateAll((all) =>
      all
        .filter((one) => one.querySelector('.export') === null && one.closest('section:has(.export)') === null)
        .map((one) => one.querySelector('h2')?.textContent ?? one.getAttribute('aria-label')),
    )
    expect(without.filter((title) => !nothingToTake.includes(title ?? ''))).toEqual([])
    for (const menu of await page.getByRole('button', { name: /^Take away/ }).all()) {
      await menu.click()
      await expect(page.getByRole('button', { name: 'Save as PNG' })).toHaveCount(1)
      await expect(page.getByRole('button', { name: 'Print this panel' })).toHaveCount(1)
      await expect(page.getByText('Download as CSV')).toHaveCount(1)
      await page.keyboard.press('Escape')
    }
  })
}

test('a payment’s money is saved as a table that names what was sold', async ({ page, preview }) => {
  await page.context().addCookies([{ name: 'scenario', value: 'full', url: preview }])
  await page.goto(`${preview}/sites/site_marmalade1/payments/pi_3Qk02LmR2eZvKYlo2C`)
  await page.getByRole('button', { name: 'Take away Money' }).click()
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  expect(table.suggestedFilename()).toMatch(/^money-pi_\w+\.csv$/)
  const lines = (await readFile(await table.path(), 'utf8')).split('\r\n')
  expect(lines[0]).toBe('at,entry,kind,item,currency,amount,reported_currency,reported_amount')
  expect(lines.filter((line) => line.includes('Discount SPRING'))).toHaveLength(1)
})
