// How messages travel: no preflight, again after a failure, never twice, never an exception.
import { expect, test } from './support/test.ts'

test('58: no preflight, no credentials: text/plain and no further headers', async ({ scene }) => {
  scene.put('/')
  await scene.open('/')
  await scene.expectMessages('view', 1)
  expect(scene.collector.requests.map((request) => request.method)).toEqual(['POST'])
  const headers = scene.collector.requests[0]?.headers
  expect(headers?.['content-type']).toMatch(/^text\/plain/)
  expect(headers?.cookie).toBeUndefined()
})

test('55: a failed message is sent again with the same viewId, clock and its age, until it is taken', async ({
  scene,
}) => {
  scene.collector.faults = [{ status: 503 }, { status: 500, body: '<html>' }]
  const before = Date.now()
  scene.put('/')
  await scene.open('/')
  await expect.poll(() => scene.collector.of('view').length, { timeout: 15_000 }).toBe(3)
  const views = await scene.expectMessages('view', 3)
  expect(new Set(views.map((view) => view.viewId)).size).toBe(1)
  expect(new Set(views.map((view) => view.clock)).size).toBe(1)
  expect(views[0]?.clock).toBeGreaterThanOrEqual(before)
  expect(views[0]?.age).toBeLessThan(500)
  expect(views[1]?.age).toBeGreaterThanOrEqual(900)
  expect(views[2]?.age).toBeGreaterThanOrEqual(2500)
})

test('55: tried again at once when the network is back', async ({ page, context, scene }) => {
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await context.setOffline(true)
  await page.evaluate(() => history.pushState({}, '', '/two'))
  await page.waitForTimeout(1400)
  await context.setOffline(false)
  const before = Date.now()
  await scene.expectMessages('view', 2)
  expect(Date.now() - before).toBeLessThan(1500)
})

test('55: a refusal is final', async ({ page, scene }) => {
  scene.collector.always = { status: 400, body: { error: { code: 'bad', message: 'no' } } }
  scene.put('/')
  await scene.open('/')
  await page.waitForTimeout(2500)
  await scene.expectMessages('view', 1)
})

test('55: too many requests is not', async ({ scene }) => {
  scene.collector.faults = [{ status: 429 }]
  scene.put('/')
  await scene.open('/')
  await expect.poll(() => scene.collector.of('view').length).toBe(2)
})

test('28: a slow collector still gets every message once when the visitor leaves meanwhile', async ({
  page,
  scene,
}) => {
  scene.collector.always = { delayMs: 800 }
  scene.put('*')
  await scene.open('/one')
  await page.waitForTimeout(300)
  await page.goto(`${scene.shop.origin}/two`)
  await page.waitForTimeout(300)
  await page.goto('about:blank')
  const views = await scene.expectMessages('view', 2)
  await scene.expectMessages('engagement', 2)
  expect(new Set(views.map((view) => view.viewId)).size).toBe(2)
})

test('45, 65: ids are null before the first answer, known after it; ready resolves with them', async ({
  page,
  scene,
}) => {
  scene.collector.always = { delayMs: 300 }
  scene.put('/')
  await scene.open('/')
  const read = () => ({
    visitorId: window.farthing?.getVisitorId(),
    sessionId: window.farthing?.getSessionId(),
    metadata: window.farthing?.checkoutMetadata(),
  })
  const viewId = await page.evaluate(() => window.farthing?.viewId)
  expect(await page.evaluate(read)).toEqual({
    visitorId: null,
    sessionId: null,
    metadata: { websiteId: scene.site, viewId },
  })
  const ids = await page.evaluate(() => window.farthing?.ready)
  expect(ids).toEqual({
    visitorId: expect.stringMatching(/^v_/),
    sessionId: scene.real.stored(`select visit_id from view where id = '${viewId}'`)[0]?.visit_id,
    viewId,
  })
  expect(await page.evaluate(read)).toEqual({
    visitorId: ids?.visitorId,
    sessionId: ids?.sessionId,
    metadata: { websiteId: scene.site, ...ids },
  })
})

for (const [name, answer] of Object.entries({
  'the collector fails': { status: 503 },
  'the connection is cut': { cut: 'before' as const },
  'the answer is lost': { cut: 'after' as const },
  'the answer is no JSON': { status: 200, body: '<html>' },
})) {
  test(`45, 65: ready resolves with nulls when ${name}`, async ({ page, scene }) => {
    scene.collector.always = answer
    scene.put('/')
    await scene.open('/')
    expect(await page.evaluate(() => window.farthing?.ready)).toMatchObject({ visitorId: null, sessionId: null })
  })
}

test('45, 65: ready resolves with nulls when the collector does not know the site', async ({ page, scene }) => {
  scene.shop.pages.set('/', { html: `<!doctype html>${scene.tag().replace(scene.site, 'site_nobody123')}` })
  await scene.open('/')
  expect(await page.evaluate(() => window.farthing?.ready)).toMatchObject({ visitorId: null, sessionId: null })
})

test('56: the body survives code that wraps fetch', async ({ scene }) => {
  scene.put('/', {
    head: '<script>const plain = fetch; fetch = (input, init) => plain(new Request(input, init))</script>',
  })
  await scene.open('/')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/`)
})

test('56: a fetch that throws is no page error', async ({ page, scene }) => {
  scene.put('/', { head: '<script>fetch = () => { throw new Error("wrapped") }</script>' })
  await scene.open('/')
  expect(await page.evaluate(() => window.farthing?.ready)).toMatchObject({ visitorId: null })
})

test('59: the collector is where the script came from, or where data-api says', async ({ page, scene }) => {
  scene.put('/here')
  scene.put('/proxied', { attributes: 'data-api="/stats"' })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') asked.push(request.url())
  })
  await scene.open('/here')
  await expect.poll(() => asked).toEqual([`${scene.collector.origin}/api/event`])
  await scene.open('/proxied')
  await expect.poll(() => asked).toContain(`${scene.collector.origin}/stats/api/event`)
  await scene.expectMessages('view', 2)
})

test('59: found without document.currentScript, beside another vendor’s data-site', async ({ scene }) => {
  scene.shop.pages.set('/', {
    html: `<!doctype html><script data-site="ABCDEF" src="data:text/javascript,"></script>
      <script>
        const tag = document.createElement('script')
        tag.src = '${scene.collector.origin}/f.js'
        tag.dataset.site = '${scene.site}'
        document.head.append(tag)
      </script>`,
  })
  await scene.open('/')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.site).toBe(scene.site)
})

test('65: ready resolves within some seconds when the collector never answers', async ({ page, scene }) => {
  scene.collector.always = { delayMs: 20_000 }
  scene.put('/')
  await scene.open('/')
  const started = Date.now()
  expect(await page.evaluate(() => window.farthing?.ready)).toMatchObject({ visitorId: null, sessionId: null })
  expect(Date.now() - started).toBeLessThan(8_000)
})
