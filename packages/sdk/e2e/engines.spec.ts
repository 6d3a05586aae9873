// What differs between engines, in Firefox and WebKit: the built file, in pages that leave, come back and are restored.
import { expect, test } from '@playwright/test'
import { Collector } from './support/collector.ts'
import type { Tab } from './support/engines/engine.ts'
import { firefox } from './support/engines/firefox.ts'
import { webkit } from './support/engines/webkit.ts'
import { type RealCollector, startRealCollector } from './support/real-collector.ts'
import { Shop } from './support/shop.ts'
import { SITE } from './support/test.ts'

const SESSION = 'cs_test_a1B2c3D4e5F6'
const watchErrors = `<script>errors = []; onerror = (message) => errors.push(message)
  onunhandledrejection = (event) => errors.push(String(event.reason))
  addEventListener('pageshow', (event) => { restored = event.persisted })</script>`
const kept = `return [document.cookie, localStorage.length, sessionStorage.length].join()`

for (const engine of [firefox, webkit]) {
  test.describe(engine.name, () => {
    test.describe.configure({ mode: 'serial', timeout: 90_000 })
    const missing = engine.missing()
    test.skip(missing !== null, missing ?? '')

    const shop = new Shop()
    const collector = new Collector(process.env.FARTHING_SCRIPT ?? '')
    let tab: Tab
    let real: RealCollector

    test.beforeAll(async () => {
      await Promise.all([collector.listen(), shop.listen()])
      real = await startRealCollector(['127.0.0.1'])
      tab = await engine.start()
    })
    test.afterAll(async () => {
      await tab?.close()
      await Promise.all([collector.close(), shop.close(), real?.stop()])
    })
    test.beforeEach(() => {
      collector.messages.length = 0
    })
    test.afterEach(async () => {
      expect(await tab.run('return window.errors ?? []'), 'page errors').toEqual([])
      expect(await tab.run(kept), 'stored').toBe(',0,0')
    })

    const put = (path: string, body = '', origin = collector.origin, site = SITE) =>
      shop.pages.set(path, {
        html: `<!doctype html><title>t</title>${watchErrors}<script defer src="${origin}/f.js" data-site="${site}" data-payment-hosts="${new URL(shop.origin).host}"></script><body>${body}`,
      })
    const plain = () => shop.pages.set('/plain', { html: `<!doctype html><title>p</title>${watchErrors}` })
    const count = (type: string, expected: number) =>
      expect.poll(() => collector.of(type).length, { timeout: 10_000, message: type }).toBe(expected)

    test('views on load, push and back', async () => {
      put('*')
      await tab.open(`${shop.origin}/one`)
      await count('view', 1)
      await tab.run(`history.pushState({}, '', '/two')`)
      await count('view', 2)
      await tab.run('history.back()')
      await count('view', 3)
      const views = collector.of('view')
      expect(views.map(({ url }) => new URL(url ?? '').pathname)).toEqual(['/one', '/two', '/one'])
      expect(new Set(views.map(({ viewId }) => viewId)).size).toBe(3)
    })

    test('the time on the page arrives when the page is left', async () => {
      put('/left')
      plain()
      await tab.open(`${shop.origin}/left`)
      await count('view', 1)
      await new Promise((resolve) => setTimeout(resolve, 600))
      await tab.open(`${shop.origin}/plain`)
      // The page of the test before may say its last word now, too.
      const [view] = collector.of('view')
      const said = () => collector.of('engagement').filter(({ viewId }) => viewId === view?.viewId)
      await expect.poll(() => said().length).toBe(1)
      expect(said()[0]?.engagedMs).toBeGreaterThan(500)
    })

    test('a page that is restored, from memory or not, is a view of its own', async () => {
      put('/kept')
      plain()
      await tab.open(`${shop.origin}/kept`)
      await count('view', 1)
      await tab.open(`${shop.origin}/plain`)
      await tab.back()
      await count('view', 2)
      const [first, second] = collector.of('view')
      expect(second?.viewId).not.toBe(first?.viewId)
      test
        .info()
        .annotations.push({ type: 'restored from memory', description: String(await tab.run('return restored')) })
    })

    test('a click on a Payment Link arrives with the viewId', async () => {
      put('/shop', '<a href="/pay">Buy</a>')
      shop.pages.set('/pay', { html: `<!doctype html><title>pay</title>${watchErrors}` })
      await tab.open(`${shop.origin}/shop`)
      const id = await tab.run('return farthing.viewId')
      await tab.click('a')
      await expect.poll(() => tab.run('return location.href')).toBe(`${shop.origin}/pay?client_reference_id=${id}`)
    })

    test('widgets and hidden fields get the viewId, also in a shadow root', async () => {
      put(
        '/widgets',
        `<form data-x><input type="hidden" name="viewId" data-farthing-checkout></form><div id="host"></div>
        <script>host.attachShadow({ mode: 'open' }).innerHTML = '<stripe-buy-button></stripe-buy-button>'</script>`,
      )
      await tab.open(`${shop.origin}/widgets`)
      await count('view', 1)
      expect(
        await tab.run(`const id = farthing.viewId
          const widget = host.shadowRoot.firstChild.getAttribute('client-reference-id')
          return [widget === id, new FormData(document.forms[0]).get('viewId') === id]`),
      ).toEqual([true, true])
    })

    test('the returning session id is reported, then cut out of the address', async () => {
      put('/thanks', `<script>history.replaceState({ router: 7 }, '')</script>`)
      await tab.open(`${shop.origin}/thanks?a=%20+&stripe_session_id=${SESSION}#x`)
      await count('view', 1)
      expect(collector.of('view')[0]?.stripeSessionId).toBe(SESSION)
      await expect.poll(() => tab.run('return location.href')).toBe(`${shop.origin}/thanks?a=%20+#x`)
      expect(await tab.run('return history.state')).toEqual({ router: 7 })
    })

    test('the real collector stores the views and their time', async () => {
      put('/real', '', real.origin, real.site)
      plain()
      await tab.open(`${shop.origin}/real`)
      await expect.poll(() => tab.run('return farthing.getSessionId()')).not.toBeNull()
      await new Promise((resolve) => setTimeout(resolve, 400))
      await tab.open(`${shop.origin}/plain`)
      await expect.poll(() => real.stored('select page from view')).toEqual([{ page: '/real' }])
      await expect.poll(() => real.stored('select engaged_ms from engagement').length).toBe(1)
    })
  })
}
