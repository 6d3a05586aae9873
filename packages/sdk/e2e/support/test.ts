// What every browser test has: a shop, a collector, no page error, and nothing kept on the device.
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { Collector } from './collector.ts'
import { Shop } from './shop.ts'

export const SITE = 'site_e2eTest1'

export interface Scene {
  shop: Shop
  collector: Collector
  /** `<script>` with these further attributes. */
  tag(attributes?: string): string
  /** Puts a page with the script on the shop. */
  put(
    path: string,
    options?: { attributes?: string; head?: string; body?: string; headers?: Record<string, string> },
  ): void
  /** Opens a path of the shop. */
  open(path: string, options?: { referer?: string }): Promise<void>
  /** Waits until so many messages of a type have arrived, and that no more follow. */
  expectMessages(type: string, count: number): Promise<Collector['messages']>
  errors: string[]
}

export const test = base.extend<{ scene: Scene }>({
  scene: async ({ page, context }, use) => {
    const collector = new Collector(process.env.FARTHING_SCRIPT ?? '')
    const shop = new Shop()
    await Promise.all([collector.listen(), shop.listen()])
    const errors: string[] = []
    context.on('weberror', (error) => errors.push(String(error.error())))
    await use(createScene(page, shop, collector, errors))
    expect(errors, 'page errors').toEqual([])
    await expectNothingStored(context)
    await context.close()
    await Promise.all([collector.close(), shop.close()])
  },
})

const createScene = (page: Page, shop: Shop, collector: Collector, errors: string[]): Scene => {
  const tag = (attributes = '') =>
    `<script defer src="${collector.origin}/f.js" data-site="${SITE}" ${attributes}></script>`
  return {
    shop,
    collector,
    errors,
    tag,
    put(path, { attributes, head = '', body = '', headers = {} } = {}) {
      shop.pages.set(path, {
        headers,
        html: `<!doctype html><html><head><title>t</title>${head}${tag(attributes)}</head><body>${body}</body></html>`,
      })
    },
    async open(path, options) {
      await page.goto(shop.origin + path, options)
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
