// What only the npm module can do, in a page: transform, exclusions, clicks, consent, permissions.
import { expect, type Scene, test } from './support/test.ts'

const put = (scene: Scene, options: string, more = '') => {
  scene.shop.pages.set('/index.js', {
    html: process.env.FARTHING_MODULE ?? '',
    headers: { 'content-type': 'text/javascript' },
  })
  scene.shop.pages.set('*', {
    html: `<!doctype html><title>t</title><a href="http://localhost:1/out">out</a><script type="module">
      import * as sdk from '/index.js'
      Object.assign(window, { sdk })
      sdk.init({ site: '${scene.site}', api: '${scene.collector.origin}', ${options} })
      ${more}
    </script>`,
  })
}

test('46: transform changes what is sent, and drops what it drops, engagement included', async ({ page, scene }) => {
  put(
    scene,
    `transform: (message) => message.name === 'secret' ? null : { ...message, url: message.url?.replace(/token=\\w+/, 'token=x') }`,
    `sdk.track('secret'); sdk.track('open')`,
  )
  await scene.open('/one?token=abc')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/one?token=x`)
  const [event] = await scene.expectMessages('event', 1)
  expect(event?.name).toBe('open')
  await page.goto('about:blank')
})

test('47: of excluded pages nothing is sent, no time either', async ({ page, scene }) => {
  put(scene, `exclude: ['/admin/**']`)
  await scene.open('/admin/users')
  await page.waitForTimeout(400)
  await page.evaluate(() => history.pushState({}, '', '/shop'))
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/shop`)
  await scene.expectMessages('engagement', 0)
})

test('31: clicks by option', async ({ page, scene }) => {
  put(scene, 'clicks: true')
  await scene.open('/')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    const link = document.querySelector('a')
    link?.addEventListener('click', (event) => event.preventDefault())
    link?.click()
  })
  const [event] = await scene.expectMessages('event', 1)
  expect(event).toMatchObject({ name: '$outbound', props: { url: 'http://localhost:1/out' } })
})

test('57: consented mode stores one id, sends it again, and forgets it when asked', async ({ page, scene }) => {
  put(scene, 'consented: true')
  await scene.open('/one')
  await scene.open('/two')
  const views = await scene.expectMessages('view', 2)
  expect(views[0]?.storedVisitorId).toMatch(/^view_/)
  expect(views[1]?.storedVisitorId).toBe(views[0]?.storedVisitorId)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['farthing_visitor'])
  await page.evaluate(() => Reflect.get(window, 'sdk').forgetVisitor())
})

test('permissions: asked with the token of the payer, refused aloud', async ({ page, scene }) => {
  put(scene, '')
  const granted = { permission: 'pro', sku: 'sku_1', from: 1, until: null, isActive: true }
  await page.route('**/api/permissions/mine', (route) => {
    const isKnown = route.request().headers().authorization === 'Bearer good'
    const body = isKnown ? { permissions: [granted] } : { error: { code: 'x', message: 'The token is not ours.' } }
    return route.fulfill({ status: isKnown ? 200 : 401, json: body, headers: { 'access-control-allow-origin': '*' } })
  })
  await scene.open('/')
  const ask = (token: string) =>
    page.evaluate(
      (given) =>
        Reflect.get(window, 'sdk')
          .permissions(given)
          .catch((error: Error) => error.message),
      token,
    )
  expect(await ask('good')).toEqual([granted])
  expect(await ask('bad')).toBe('The token is not ours.')
})
