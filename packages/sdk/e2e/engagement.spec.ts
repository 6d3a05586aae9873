// How long and how deep a page was looked at, and when that is said.
import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

/** What the browser does when the tab goes to the background and comes back. */
const fakeVisibility = (page: Page) =>
  page.addInitScript(() => {
    let hidden = false
    Object.defineProperty(document, 'hidden', { get: () => hidden })
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') })
    Object.assign(window, {
      setHidden: (value: boolean) => {
        hidden = value
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      },
    })
  })
const setHidden = (page: Page, value: boolean) => page.evaluate((v) => Reflect.get(window, 'setHidden')(v), value)

test('22, 29: leaving by link reports the time on the page once, within 100 ms', async ({ page, scene }) => {
  scene.put('/one', { body: '<a href="/two">two</a><script type="module">window.started = performance.now()</script>' })
  scene.shop.pages.set('/two', { html: '<!doctype html><title>two</title>' })
  await scene.open('/one')
  const [view] = await scene.expectMessages('view', 1)
  await page.waitForTimeout(800)
  const elapsed = await page.evaluate(() => {
    const time = performance.now() - Reflect.get(window, 'started')
    document.querySelector('a')?.click()
    return time
  })
  const [engagement] = await scene.expectMessages('engagement', 1)
  expect(engagement?.viewId).toBe(view?.viewId)
  expect(Math.abs((engagement?.engagedMs ?? 0) - elapsed)).toBeLessThan(100)
})

test('23: hidden time is excluded, visible time adds up', async ({ page, scene }) => {
  await fakeVisibility(page)
  scene.put('/one')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.waitForTimeout(300)
  await setHidden(page, true)
  const [first] = await scene.expectMessages('engagement', 1)
  await page.waitForTimeout(1000)
  await setHidden(page, false)
  await page.waitForTimeout(300)
  await setHidden(page, true)
  const [, second] = await scene.expectMessages('engagement', 2)
  const grown = (second?.engagedMs ?? 0) - (first?.engagedMs ?? 0)
  expect(grown).toBeGreaterThan(290)
  expect(grown).toBeLessThan(700)
})

test('24: losing the focus without being hidden is no report', async ({ page, scene }) => {
  scene.put('/one')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.waitForTimeout(200)
  await page.evaluate(() => {
    window.dispatchEvent(new Event('blur'))
    window.dispatchEvent(new Event('focus'))
  })
  await scene.expectMessages('engagement', 0)
})

test('25: looking away again at once does not make report after report', async ({ page, scene }) => {
  await fakeVisibility(page)
  scene.put('/one')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    for (let i = 0; i < 20; i++) Reflect.get(window, 'setHidden')(i % 2 === 0)
  })
  await scene.expectMessages('engagement', 1)
})

test('26: a view that the collector ignored has no engagement', async ({ page, scene }) => {
  scene.put('/one', { attributes: 'data-manual' })
  await scene.open('/one')
  await page.evaluate(() => window.farthing?.pageview('https://not-a-host-of-the-site.example/'))
  await scene.expectMessages('view', 1)
  await page.waitForTimeout(200)
  await page.goto('about:blank')
  await scene.expectMessages('engagement', 0)
})

test('22: a visitor who leaves at once is still a view', async ({ page, scene }) => {
  scene.put('/one', { body: '<script type="module">setTimeout(() => { location.href = "/two" })</script>' })
  scene.shop.pages.set('/two', { html: '<!doctype html><title>two</title>' })
  await scene.open('/one')
  await page.waitForURL('**/two')
  await scene.expectMessages('view', 1)
})

test('22: the deepest scroll is reported, in percent', async ({ page, scene }) => {
  scene.put('/long', { body: '<div style="height: 4000px"></div>' })
  await scene.open('/long')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => scrollTo(0, 1500))
  await page.waitForTimeout(200)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForTimeout(200)
  const expected = await page.evaluate(() => (100 * (1500 + innerHeight)) / document.documentElement.scrollHeight)
  await page.goto('about:blank')
  const [engagement] = await scene.expectMessages('engagement', 1)
  expect(Math.abs((engagement?.scrollDepth ?? 0) - expected)).toBeLessThanOrEqual(2)
})
