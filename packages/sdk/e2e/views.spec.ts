// Which views are counted: load, single page navigation, back and forward, prerender, background tabs.
import { expect, test } from './support/test.ts'

test('1: opening a page sends exactly one view with the full URL and the site', async ({ scene }) => {
  scene.put('/pricing')
  const referrer = await scene.openFromElsewhere('/pricing?utm_source=news&q=a%20b')
  const [view] = await scene.expectMessages('view', 1)
  expect(view).toMatchObject({
    site: scene.site,
    url: `${scene.shop.origin}/pricing?utm_source=news&q=a%20b`,
    referrer,
  })
  expect(view?.viewId).toMatch(/^[A-Za-z0-9_-]{16,64}$/)
})

test('2: with manual views nothing is sent until the site asks, no engagement either', async ({ page, scene }) => {
  scene.put('/a', { attributes: 'data-manual' })
  scene.put('/b')
  await scene.open('/a')
  await page.evaluate(() => history.pushState(null, '', '/a/2'))
  await page.waitForTimeout(300)
  await page.goto(`${scene.shop.origin}/b`)
  await scene.expectMessages('view', 1)
  expect(scene.collector.messages.map((message) => message.url)).toEqual([`${scene.shop.origin}/b`])
})

test('3: a manual view has its own URL and the viewId that was readable before; engagement names it', async ({
  page,
  scene,
}) => {
  scene.put('/a', { attributes: 'data-manual' })
  await scene.open('/a')
  const before = await page.evaluate(() => window.farthing?.viewId)
  await page.evaluate(() => window.farthing?.pageview('/virtual?x=1'))
  const [view] = await scene.expectMessages('view', 1)
  expect(view).toMatchObject({ url: `${scene.shop.origin}/virtual?x=1`, viewId: before })
  await page.waitForTimeout(200)
  await page.goto('about:blank')
  const [engagement] = await scene.expectMessages('engagement', 1)
  expect(engagement?.viewId).toBe(before)
})

test('8, 30: pushState to another path: engagement for the old view, then one view with a new id', async ({
  page,
  scene,
}) => {
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.waitForTimeout(200)
  await page.evaluate(() => history.pushState({}, '', '/two'))
  const [first, second] = await scene.expectMessages('view', 2)
  expect(scene.collector.messages.map((message) => message.type)).toEqual(['view', 'engagement', 'view'])
  expect(scene.collector.of('engagement')[0]?.viewId).toBe(first?.viewId)
  expect(second?.viewId).not.toBe(first?.viewId)
  expect(second?.url).toBe(`${scene.shop.origin}/two`)
})

test('8: the new viewId is readable in the same task as pushState', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  const read = await page.evaluate(() => {
    history.pushState({}, '', '/two')
    return window.farthing?.viewId
  })
  const [, second] = await scene.expectMessages('view', 2)
  expect(second?.viewId).toBe(read)
})

test('9: back inside a single page application is a view', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => history.pushState({}, '', '/two'))
  await scene.expectMessages('view', 2)
  await page.evaluate(() => history.back())
  const views = await scene.expectMessages('view', 3)
  expect(views[2]?.url).toBe(`${scene.shop.origin}/one`)
})

test('11: same route template, other path: still a view', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/product/1')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => history.pushState({}, '', '/product/2'))
  await scene.expectMessages('view', 2)
})

test('12: a change of only the query, or of nothing, is no view', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/list')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    history.pushState({}, '', '/list?page=2')
    history.replaceState({}, '', '/list?page=3')
    history.replaceState({ scroll: 3 }, '')
  })
  await scene.expectMessages('view', 1)
})

test('13: a hundred replaceState calls are at most one view', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/list')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    for (let i = 0; i < 100; i++) history.replaceState({}, '', `/list/${i}`)
  })
  const views = await scene.expectMessages('view', 2)
  expect(views[1]?.url).toBe(`${scene.shop.origin}/list/99`)
})

test('14: a chain of redirects at start is one view, of the last address', async ({ scene }) => {
  scene.put('*', {
    body: `<script type="module">
      history.replaceState({}, '', '/login')
      setTimeout(() => history.replaceState({}, '', '/login/sso'))
    </script>`,
  })
  await scene.open('/app')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/login/sso`)
})

test('15: a router that replaces and then pushes makes one view per click', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    history.replaceState({ scroll: 1 }, '', location.href)
    history.pushState({}, '', '/two')
  })
  await scene.expectMessages('view', 2)
})

test('16: without hash routing, fragments are neither views nor part of the URL', async ({ page, scene }) => {
  scene.put('/docs', { body: '<a href="#part">part</a><p id="part">x</p>' })
  await scene.open('/docs#top')
  await page.click('a')
  await page.goBack()
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/docs`)
})

test('17: with hash routing a fragment change is a view whose URL keeps the fragment', async ({ page, scene }) => {
  scene.put('/app', { attributes: 'data-hash', body: '<a href="#/pricing">pricing</a>' })
  await scene.open('/app#/home')
  await scene.expectMessages('view', 1)
  await page.click('a')
  const views = await scene.expectMessages('view', 2)
  expect(views.map((view) => view.url)).toEqual(['/app#/home', '/app#/pricing'].map((path) => scene.shop.origin + path))
})

test('18: with hash routing the back button is one view, not two', async ({ page, scene }) => {
  scene.put('/app', { attributes: 'data-hash' })
  await scene.open('/app#/home')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    location.hash = '#/pricing'
  })
  await scene.expectMessages('view', 2)
  await page.evaluate(() => history.back())
  await scene.expectMessages('view', 3)
})

test('19: a restore from the back/forward cache is a new view; frozen time is not counted', async ({ page, scene }) => {
  scene.put('/one')
  scene.shop.pages.set('/two', { html: '<!doctype html><title>two</title>' })
  await scene.open('/one')
  await page.evaluate(() =>
    addEventListener('pageshow', (event) => Object.assign(window, { restored: event.persisted })),
  )
  const [first] = await scene.expectMessages('view', 1)
  await page.goto(`${scene.shop.origin}/two`)
  await page.waitForTimeout(1500)
  await page.evaluate(() => history.back())
  // While the pages change places there is none to ask.
  const restored = () => page.evaluate(() => Reflect.get(window, 'restored')).catch(() => null)
  await expect.poll(restored).toBe(true)
  const [, second] = await scene.expectMessages('view', 2)
  expect(second?.viewId).not.toBe(first?.viewId)
  await page.waitForTimeout(300)
  await page.goto(`${scene.shop.origin}/two`)
  await expect.poll(() => scene.collector.of('engagement').at(-1)?.viewId).toBe(second?.viewId)
  const engaged = scene.collector.of('engagement').map((message) => message.engagedMs ?? 0)
  expect(Math.max(...engaged)).toBeLessThan(1400)
})

test('21: a background tab is a view only when it is first visible', async ({ page, scene }) => {
  scene.put('/later')
  await page.addInitScript(() => {
    let hidden = true
    Object.defineProperty(document, 'hidden', { get: () => hidden })
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') })
    Object.assign(window, {
      show: () => {
        hidden = false
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      },
    })
  })
  await scene.open('/later')
  await page.waitForTimeout(500)
  expect(scene.collector.messages).toEqual([])
  await page.evaluate(() => Reflect.get(window, 'show')())
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.age ?? 0).toBeLessThan(100)
})

test('48: UTM, encoded values and referrer-like parameters are kept exactly', async ({ scene }) => {
  scene.put('/lp')
  const query = '?utm_source=a%26b&utm_campaign=%C3%A9t%C3%A9+2&ref=https%3A%2F%2Fx.example%2F%3Fy&empty=&flag'
  await scene.open(`/lp${query}`)
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/lp${query}`)
})

test('49: the outer referrer only on the first view; then the previous URL', async ({ page, scene }) => {
  scene.put('*')
  const elsewhere = await scene.openFromElsewhere('/one?a=1')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => history.pushState({}, '', '/two'))
  const views = await scene.expectMessages('view', 2)
  expect(views.map((view) => view.referrer)).toEqual([elsewhere, `${scene.shop.origin}/one?a=1`])
})
