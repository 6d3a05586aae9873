// What the page may ask and say: the stub, the second copy, events, identities, opting out.
import type { Said } from './support/collector.ts'
import { expect, test } from './support/test.ts'

const stub = `<script>window.farthing=window.farthing||{q:[]};['track','identify','pageview','optOut','optIn'].forEach(m=>farthing[m]=farthing[m]||((...a)=>{const u=location.href;farthing.q.push(f=>f[m](...(m=='track'?[a[0],{url:u,...a[1]}]:a)))}))</script>`

test('4: calls made before the script are replayed once, in order, with the page they were made on', async ({
  page,
  scene,
}) => {
  scene.put('/new', {
    head: `${stub}<script>
      said = []
      const plain = fetch
      fetch = (input, init) => (said.push(JSON.parse(init.body)), plain(input, init))
      farthing.track('first', { props: { n: 1 } })
      history.replaceState({}, '', '/new?later')
      farthing.track('second')
    </script>`,
  })
  await scene.open('/new?early')
  await scene.expectMessages('event', 2)
  // In the order in which they were said: the network may turn them round.
  const said: Said[] = await page.evaluate(() => Reflect.get(window, 'said'))
  const events = said.filter(({ type }) => type === 'event')
  expect(events.map((event) => [event.name, event.url, event.props])).toEqual([
    ['first', `${scene.shop.origin}/new?early`, { n: 1 }],
    ['second', `${scene.shop.origin}/new?later`, undefined],
  ])
  expect(said.map(({ type }) => type)).toEqual(['view', 'event', 'event'])
  expect(await page.evaluate(() => typeof window.farthing?.ready.then)).toBe('function')
})

test('5: a second init on one page warns and changes nothing', async ({ page, scene }) => {
  const warnings: string[] = []
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
  scene.shop.pages.set('/index.js', {
    html: process.env.FARTHING_MODULE ?? '',
    headers: { 'content-type': 'text/javascript' },
  })
  scene.shop.pages.set('/', {
    html: `<!doctype html><script type="module">
      import { init } from '/index.js'
      window.same = init({ site: '${scene.site}', api: '${scene.collector.origin}' }) === init({ site: 'site_other123', api: '/x' })
    </script>`,
  })
  await scene.open('/')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.site).toBe(scene.site)
  expect(await page.evaluate(() => Reflect.get(window, 'same'))).toBe(true)
  expect(warnings).toEqual(['[farthing] init was called twice; the first one counts.'])
})

test('4: the npm module keeps calls made before init, and takes flags and lists', async ({ page, scene }) => {
  scene.shop.pages.set('/index.js', {
    html: process.env.FARTHING_MODULE ?? '',
    headers: { 'content-type': 'text/javascript' },
  })
  scene.shop.pages.set('/app', {
    html: `<!doctype html><a href="http://pay.shop.example/x">Buy</a><script type="module">
      import { init, track, getViewId } from '/index.js'
      track('early')
      init({ site: '${scene.site}', api: '${scene.collector.origin}', hash: true, manual: false, paymentHosts: ['a.example', 'pay.shop.example'] })
      window.read = getViewId
    </script>`,
  })
  await scene.open('/app#/start')
  const [view] = await scene.expectMessages('view', 1)
  await scene.expectMessages('event', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/app#/start`)
  const href = await page.evaluate(() => {
    document.querySelector('a')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    return document.querySelector('a')?.href
  })
  expect(href).toBe(`http://pay.shop.example/x?client_reference_id=${view?.viewId}`)
  expect(await page.evaluate(() => Reflect.get(window, 'read')())).toBe(view?.viewId)
})

test('6, 7: a second tag is inert, also for later views', async ({ page, scene }) => {
  scene.put('*', { head: `<script defer src="${scene.collector.origin}/f.js?2" data-site="site_second12"></script>` })
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate((tag) => {
    const script = document.createElement('script')
    script.src = tag
    document.head.append(script)
  }, `${scene.collector.origin}/f.js?3`)
  await page.waitForTimeout(300)
  await page.evaluate(() => history.pushState({}, '', '/two'))
  await scene.expectMessages('view', 2)
})

test('10: a page that swaps its body and runs its scripts again counts one view per page', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate(
    ([source = '', site]) => {
      history.pushState({}, '', '/two')
      document.body.innerHTML = '<h1>two</h1>'
      const script = document.createElement('script')
      script.src = source
      script.dataset.site = site
      document.body.append(script)
    },
    [`${scene.collector.origin}/f.js?again`, scene.site],
  )
  const views = await scene.expectMessages('view', 2)
  expect(views[1]?.url).toBe(`${scene.shop.origin}/two`)
})

test('44: a custom event has its properties, its revenue, its URL and an id of its own', async ({ page, scene }) => {
  scene.put('/shop')
  await scene.open('/shop')
  await page.evaluate(() => {
    window.farthing?.track('bought', {
      props: { plan: 'pro', seats: 3, yearly: true },
      revenue: { amount: 4900, currency: 'EUR' },
    })
    window.farthing?.track('bought', { url: 'https://shop.example/other' })
  })
  const events = await scene.expectMessages('event', 2)
  const first = events.find(({ props }) => props)
  const second = events.find(({ props }) => !props)
  expect(first).toMatchObject({
    name: 'bought',
    url: `${scene.shop.origin}/shop`,
    props: { plan: 'pro', seats: 3, yearly: true },
    revenue: { amount: 4900, currency: 'EUR' },
  })
  expect(second?.url).toBe('https://shop.example/other')
  expect(first?.eventId).not.toBe(second?.eventId)
})

test('44: bad input does not throw', async ({ page, scene }) => {
  scene.put('/')
  await scene.open('/')
  await page.evaluate(() => {
    const farthing = Object(window.farthing)
    const circle: Record<string, unknown> = {}
    circle.self = circle
    farthing.track()
    farthing.track('circle', { props: circle })
    farthing.track('nothing', null)
    farthing.identify()
    farthing.identify(null)
  })
  await scene.expectMessages('identify', 0)
})

test('54: identify sends the same person once, another one too, and nobody never', async ({ page, scene }) => {
  scene.put('/')
  await scene.open('/')
  await page.evaluate(() => {
    window.farthing?.identify({ email: 'ada@shop.example' })
    window.farthing?.identify({ email: 'ada@shop.example' })
    window.farthing?.identify({ customId: 'u_1', signature: 'x' })
    window.farthing?.identify({})
    window.farthing?.identify({ email: 'ada@shop.example' })
  })
  const messages = await scene.expectMessages('identify', 2)
  // Side by side on the network, either may arrive first.
  expect(messages.map(({ email, customId, signature }) => ({ email, customId, signature }))).toEqual(
    expect.arrayContaining([{ email: 'ada@shop.example' }, { customId: 'u_1', signature: 'x' }]),
  )
  expect(messages[0]?.viewId).toBe(scene.collector.of('view')[0]?.viewId)
})

test('variant: the side from the answer, its exposure reported; empty for a test that is none', async ({
  page,
  scene,
}) => {
  scene.collector.always = { body: { visitorId: 'v_1', sessionId: 's_1', variants: { price: 'high' } } }
  scene.put('/')
  await scene.open('/')
  expect(await page.evaluate(() => window.farthing?.variant('price'))).toBe('high')
  expect(await page.evaluate(() => window.farthing?.variant('other'))).toBe('')
  const [exposure] = await scene.expectMessages('event', 1)
  expect(exposure).toMatchObject({ name: '$exposure', props: { price: 'high' } })
})

test('51: automation is said, and the collector’s to judge', async ({ scene }) => {
  scene.put('/')
  await scene.open('/')
  const [view] = await scene.expectMessages('view', 1)
  expect(typeof view?.automated).toBe('boolean')
})

test('66: with the script blocked, the stub never throws and Payment Links work', async ({ page, scene }) => {
  await page.route('**/f.js', (route) => route.abort())
  scene.put('/', { head: stub, body: '<a href="/pay">Buy</a>' })
  scene.shop.pages.set('/pay', { html: 'pay' })
  await scene.open('/')
  await page.evaluate(() => window.farthing?.track('x'))
  await page.click('a')
  await page.waitForURL(`${scene.shop.origin}/pay`)
})

test('67: a sandboxed frame without storage is counted without an exception', async ({ scene }) => {
  scene.put('/inner')
  scene.shop.pages.set('/', { html: '<!doctype html><iframe sandbox="allow-scripts" src="/inner"></iframe>' })
  await scene.open('/')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/inner`)
})

test('68: nothing violates a CSP of two directives with Trusted Types', async ({ page, scene }) => {
  await page.addInitScript(() => {
    const violations: string[] = []
    addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.violatedDirective} ${event.sample}`),
    )
    Object.assign(window, { violations })
  })
  const origin = scene.collector.origin
  scene.put('/', {
    headers: {
      'content-security-policy': `default-src 'none'; script-src ${origin}; connect-src ${origin}; img-src 'self'; require-trusted-types-for 'script'`,
    },
    body: '<a href="https://buy.stripe.com/x">Buy</a><stripe-buy-button></stripe-buy-button>',
  })
  await scene.open(`/?stripe_session_id=cs_test_a1B2c3D4`)
  await scene.expectMessages('view', 1)
  await expect.poll(() => page.url()).toBe(`${scene.shop.origin}/`)
  await page.evaluate(() =>
    document.querySelector('a')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })),
  )
  expect(await page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([])
})

test('drop-in names: data-as publishes the same object under another name', async ({ page, scene }) => {
  scene.put('/', { attributes: 'data-as="Humblytics"' })
  await scene.open('/')
  expect(await page.evaluate(() => Reflect.get(window, 'Humblytics') === window.farthing)).toBe(true)
})

test('59: works on a page without https, where crypto.randomUUID is missing', async ({ page, scene }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, 'randomUUID'))
  scene.put('/')
  await scene.open('/')
  await scene.expectMessages('view', 1)
})
