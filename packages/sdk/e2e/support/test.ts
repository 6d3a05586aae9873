// What every browser test has: a shop, the real collector behind an observer, no page error, nothing kept on the device, and the books checked.
import { existsSync } from 'node:fs'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { expectStored } from './books.ts'
import { Collector, type Said } from './collector.ts'
import { type RealCollector, startRealCollector } from './real-collector.ts'
import { Shop } from './shop.ts'

export interface Scene {
  shop: Shop
  collector: Collector
  real: RealCollector
  site: string
  /** `<script>` with these further attributes. */
  tag(attributes?: string): string
  /** Puts a page with the script on the shop. */
  put(
    path: string,
    options?: { attributes?: string; head?: string; body?: string; headers?: Record<string, string> },
  ): void
  /** Opens a path of the shop. */
  open(path: string): Promise<void>
  /** Follows a link to a path of the shop, from a page of another host; answers what the browser tells of that. */
  openFromElsewhere(path: string): Promise<string>
  /** Waits until so many messages of a type have arrived, and that no more follow. */
  expectMessages(type: string, count: number): Promise<Said[]>
}

const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'
/** Firefox reports what the network or a policy refused as errors of the page. */
const NO_ERROR = /^(Cross-Origin Request Blocked|Content-Security-Policy)/
let visitors = 0

export const test = base.extend<{ engine: undefined; scene: Scene }, { real: RealCollector }>({
  engine: [
    async ({ browserName }, use) => {
      const missing = browserName === 'firefox' && !existsSync(FIREFOX)
      base.skip(missing, `There is no ${FIREFOX}: apt-get install firefox-esr, or set FIREFOX_PATH to another one.`)
      await use(undefined)
    },
    { auto: true },
  ],
  real: [
    async ({ browserName: _ }, use) => {
      const real = await startRealCollector(['127.0.0.1', 'localhost', 'shop.example'])
      await use(real)
      await real.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  scene: async ({ page, context, real }, use) => {
    visitors += 1
    const collector = new Collector(real.origin, `10.1.${visitors >> 8}.${visitors & 255}`)
    const shop = new Shop()
    await Promise.all([collector.listen(), shop.listen()])
    const errors: string[] = []
    context.on('weberror', (error) => errors.push(String(error.error())))
    await use(createScene(page, shop, collector, real))
    expect(
      errors.filter((error) => !NO_ERROR.test(error)),
      'page errors',
    ).toEqual([])
    await expectNothingStored(context)
    await context.close()
    await Promise.all([collector.close(), shop.close()])
    expectStored(real, collector.taken)
  },
})

const createScene = (page: Page, shop: Shop, collector: Collector, real: RealCollector): Scene => {
  const tag = (attributes = '') =>
    `<script defer src="${collector.origin}/f.js" data-site="${real.site}" ${attributes}></script>`
  return {
    shop,
    collector,
    real,
    site: real.site,
    tag,
    put(path, { attributes, head = '', body = '', headers = {} } = {}) {
      shop.pages.set(path, {
        headers,
        html: `<!doctype html><html><head><title>t</title>${head}${tag(attributes)}</head><body>${body}</body></html>`,
      })
    },
    async open(path) {
      await page.goto(shop.origin + path)
    },
    async openFromElsewhere(path) {
      const elsewhere = shop.origin.replace('127.0.0.1', 'localhost')
      shop.pages.set('/elsewhere', { html: `<!doctype html><title>e</title><a href="${shop.origin}${path}">shop</a>` })
      await page.goto(`${elsewhere}/elsewhere`)
      await page.click('a')
      await page.waitForURL(shop.origin + path)
      return `${elsewhere}/`
    },
    async expectMessages(type, count) {
      await expect.poll(() => collector.of(type).length, { message: `${type} messages` }).toBeGreaterThanOrEqual(count)
      await new Promise((resolve) => setTimeout(resolve, 250))
      expect(collector.of(type), `${type} messages`).toHaveLength(count)
      return collector.of(type)
    },
  }
}

/** Row 57, in every test: cookies, localStorage, sessionStorage, IndexedDB, Cache. */
const expectNothingStored = async (context: BrowserContext): Promise<void> => {
  expect(await context.cookies()).toEqual([])
  for (const page of context.pages()) {
    if (!page.url().startsWith('http')) continue
    const kept = await page.evaluate(async () => {
      try {
        const databases = await indexedDB.databases()
        const caches = self.caches ? await self.caches.keys() : []
        const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases, ...caches]
        // vue-router keeps the scroll position of the page that is left.
        return keys.filter((key) => typeof key !== 'string' || !/vue-router/i.test(key))
      } catch {
        return []
      }
    })
    expect(kept, `stored on ${page.url()}`).toEqual([])
  }
}

export { expect }
