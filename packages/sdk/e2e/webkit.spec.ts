// The behaviours that differ between engines, in WebKit as Debian ships it, which Playwright cannot drive: the built file and the real collector.
import { expect, test } from '@playwright/test'
import { expectStored } from './support/books.ts'
import { Collector } from './support/collector.ts'
import { missing, startWebkit, type Tab } from './support/engines/webkit.ts'
import { type RealCollector, startRealCollector } from './support/real-collector.ts'
import { Shop } from './support/shop.ts'

const SESSION = 'cs_test_a1B2c3D4e5F6'
const watchErrors = `<script>errors = []; onerror = (message) => errors.push(message)
  onunhandledrejection = (event) => errors.push(String(event.reason))
  addEventListener('pageshow', (event) => { restored = event.persisted })</script>`
const kept = `return [document.cookie, localStorage.length, sessionStorage.length].join()`

test.describe.configure({ mode: 'serial', timeout: 90_000 })
const absent = missing()
test.skip(absent !== null, absent ?? '')

const shop = new Shop()
let real: RealCollector
let collector: Collector
let tab: Tab

test.beforeAll(async () => {
  await shop.listen()
  real = await startRealCollector(['127.0.0.1'])
  tab = await startWebkit()
})
test.afterAll(async () => {
  await tab?.close()
  await Promise.all([shop.close(), real?.stop()])
})
test.beforeEach(async () => {
  collector = new Collector(real.origin, '10.1.1.1')
  await collector.listen()
})
test.afterEach(async () => {
  expect(await tab.run('return window.errors ?? []'), 'page errors').toEqual([])
  expect(await tab.run(kept), 'stored on the device').toBe(',0,0')
  await tab.open('about:blank')
  await collector.close()
  expectStored(real, collector.taken)
})

const put = (path: string, body = '', attributes = '') =>
  shop.pages.set(path, {
    html: `<!doctype html><title>t</title>${watchErrors}<script defer src="${collector.origin}/f.js" data-site="${real.site}" data-payment-hosts="${new URL(shop.origin).host}" ${attributes}></script><body>${body}`,
  })
const plain = () => shop.pages.set('/plain', { html: `<!doctype html><title>p</title>${watchErrors}` })
const count = (type: string, expected: number) =>
  expect.poll(() => collector.of(type).length, { timeout: 10_000, message: type }).toBe(expected)
const quiet = () => new Promise((resolve) => setTimeout(resolve, 400))

test('1, 8, 9, 30: views on load, push and back', async () => {
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

test('12, 13: a hundred replaceState calls are at most one view', async () => {
  put('*')
  await tab.open(`${shop.origin}/list`)
  await count('view', 1)
  // WebKit allows a hundred calls in ten seconds, and throws after that.
  await tab.run(`for (let i = 0; i < 90; i++) history.replaceState({}, '', '/list/' + i)`)
  await count('view', 2)
  await quiet()
  expect(collector.of('view').map(({ url }) => url)).toEqual([`${shop.origin}/list`, `${shop.origin}/list/89`])
})

test('22: the time on the page arrives when the page is left', async () => {
  put('/left')
  plain()
  await tab.open(`${shop.origin}/left`)
  await count('view', 1)
  await new Promise((resolve) => setTimeout(resolve, 600))
  await tab.open(`${shop.origin}/plain`)
  await count('engagement', 1)
  const [said] = collector.of('engagement')
  expect(said?.viewId).toBe(collector.of('view')[0]?.viewId)
  expect(said?.engagedMs).toBeGreaterThan(500)
})

test('19: a page that is restored, from memory or not, is a view of its own', async () => {
  put('/kept')
  plain()
  await tab.open(`${shop.origin}/kept`)
  await count('view', 1)
  await tab.open(`${shop.origin}/plain`)
  await tab.back()
  await count('view', 2)
  const [first, second] = collector.of('view')
  expect(second?.viewId).not.toBe(first?.viewId)
  const description = String(await tab.run('return restored'))
  test.info().annotations.push({ type: 'restored from memory', description })
})

test('44, 54: events and identities', async () => {
  put('/shop')
  await tab.open(`${shop.origin}/shop`)
  await tab.run(`farthing.track('bought', { revenue: { amount: 4900, currency: 'eur' } })
    farthing.identify({ email: 'ada@shop.example' }); farthing.identify({ email: 'ada@shop.example' }); farthing.identify({})`)
  await count('event', 1)
  await count('identify', 1)
})

test('52: opted out nothing is sent; opting in sends one view', async () => {
  put('/out', '', 'data-opt-out')
  await tab.open(`${shop.origin}/out`)
  await quiet()
  expect(collector.messages).toEqual([])
  await tab.run('farthing.optIn(); farthing.optIn()')
  await count('view', 1)
})

test('55: a failed view is sent again, once its answer is lost as well', async () => {
  collector.faults = [{ status: 503 }, { cut: 'after' }]
  put('/again')
  await tab.open(`${shop.origin}/again`)
  await count('view', 3)
  expect(new Set(collector.of('view').map(({ viewId }) => viewId)).size).toBe(1)
})

test('61: a click on a Payment Link arrives with the viewId', async () => {
  put('/shop', '<a href="/pay">Buy</a>')
  shop.pages.set('/pay', { html: `<!doctype html><title>pay</title>${watchErrors}` })
  await tab.open(`${shop.origin}/shop`)
  const id = await tab.run('return farthing.viewId')
  await tab.click('a')
  await expect.poll(() => tab.run('return location.href')).toBe(`${shop.origin}/pay?client_reference_id=${id}`)
})

test('43, 61: widgets and hidden fields get the viewId, also in a shadow root', async () => {
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

test('63: the returning session id is reported, then cut out of the address', async () => {
  put('/thanks', `<script>history.replaceState({ router: 7 }, '')</script>`)
  await tab.open(`${shop.origin}/thanks?a=%20+&stripe_session_id=${SESSION}#x`)
  await count('view', 1)
  expect(collector.of('view')[0]?.stripeSessionId).toBe(SESSION)
  await expect.poll(() => tab.run('return location.href')).toBe(`${shop.origin}/thanks?a=%20+#x`)
  expect(await tab.run('return history.state')).toEqual({ router: 7 })
})
