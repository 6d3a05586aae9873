// Many views through a bad network, in tabs that are closed at any moment. Ten thousand of them: `npm run bench sdk`.
import { writeFileSync } from 'node:fs'
import { type Browser, expect, test } from '@playwright/test'
import { startFlakyProxy } from './support/flaky-proxy.ts'
import { startRealCollector } from './support/real-collector.ts'
import { Shop } from './support/shop.ts'

const VIEWS = Number(process.env.FARTHING_FLAKY_VIEWS ?? 300)
const TABS = 6
const LONGEST_TAB = 40

/** The page navigates by itself, so that nothing of ours is waiting in it when its tab is closed. */
const navigate = `{
  let view = 0
  const count = Number(new URLSearchParams(location.search).get('views'))
  const timer = setInterval(() => {
    view += 1
    if (view >= count) clearInterval(timer)
    else history.pushState({}, '', '/page/' + view)
  }, 105)
}`

/** One visitor: opens a page, navigates in it, and closes the tab without a word. Answers how many views it meant to make. */
const visit = async (browser: Browser, url: string, errors: string[]): Promise<number> => {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(String(error)))
  const views = 1 + Math.floor(Math.random() * LONGEST_TAB)
  await page.goto(`${url}?views=${views}`, { waitUntil: 'commit' })
  // The last views may not even have settled.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, views * 105 + Math.random() * 1500 - 200)))
  await context.close()
  return views
}

test('55, 28: stored views are the views that got a request through, each once', async ({ browser }) => {
  test.setTimeout(60_000 + VIEWS * 120)
  const shop = new Shop()
  await shop.listen()
  const collector = await startRealCollector(['127.0.0.1'])
  const proxy = await startFlakyProxy(collector.origin)
  shop.pages.set('*', {
    html: `<!doctype html><title>t</title><script defer src="${collector.origin}/f.js" data-site="${collector.site}" data-api="${proxy.origin}"></script><script>${navigate}</script>`,
  })
  const errors: string[] = []
  let made = 0
  const tab = async () => {
    while (proxy.tried.size < VIEWS) {
      const views = await visit(browser, `${shop.origin}/`, errors)
      made += views
    }
  }
  await Promise.all(Array.from({ length: TABS }, tab))
  // What is still on its way when a tab is closed may arrive after it.
  await expect.poll(() => proxy.quietFor(), { timeout: 30_000 }).toBeGreaterThan(3_000)

  const stored = collector.stored('select id from view').map(({ id }) => String(id))
  const { tried, through, counts } = proxy
  const figures = JSON.stringify({ made, tried: tried.size, through: through.size, stored: stored.length, ...counts })
  test.info().annotations.push({ type: 'figures', description: figures })
  if (process.env.FARTHING_FLAKY_FIGURES) writeFileSync(process.env.FARTHING_FLAKY_FIGURES, figures)
  expect(errors).toEqual([])
  expect(stored.length).toBe(new Set(stored).size)
  expect(new Set(stored)).toEqual(through)
  expect(counts.lostBefore + counts.refused + counts.lostAfter).toBeGreaterThan(counts.requests * 0.2)
  await Promise.all([proxy.close(), collector.stop(), shop.close()])
})
