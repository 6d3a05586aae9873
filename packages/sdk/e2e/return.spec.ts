// The way back from Stripe: the returning session id is reported, then cut out of the address.
import { expect, test } from './support/test.ts'

const SESSION = 'cs_test_a1B2c3D4e5F6'

test('63: the returning session id is sent with the view, then cut out of the URL; the rest and the state stay', async ({
  page,
  scene,
}) => {
  scene.put('/thanks', { head: `<script>history.replaceState({ router: 7 }, '')</script>` })
  await scene.open(`/thanks?name=A%20B+c&stripe_session_id=${SESSION}&x=%7E#part`)
  const [view] = await scene.expectMessages('view', 1)
  expect(view).toMatchObject({ stripeSessionId: SESSION, url: `${scene.shop.origin}/thanks?name=A%20B+c&x=%7E` })
  await expect.poll(() => page.url()).toBe(`${scene.shop.origin}/thanks?name=A%20B+c&x=%7E#part`)
  expect(await page.evaluate(() => history.state)).toEqual({ router: 7 })
  await scene.expectMessages('view', 1)
})

test('63: a parameter alone leaves no question mark', async ({ page, scene }) => {
  scene.put('/thanks')
  await scene.open(`/thanks?stripe_session_id=${SESSION}`)
  await expect.poll(() => page.url()).toBe(`${scene.shop.origin}/thanks`)
})

test('63: another name by attribute', async ({ page, scene }) => {
  scene.put('/thanks', { attributes: 'data-session-param="checkout|sid"' })
  await scene.open(`/thanks?sid=${SESSION}&a=1`)
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.stripeSessionId).toBe(SESSION)
  await expect.poll(() => page.url()).toBe(`${scene.shop.origin}/thanks?a=1`)
})

test('63: session_id is recognised but stays in the URL, which the shop reads itself', async ({ page, scene }) => {
  scene.put('/thanks')
  await scene.open(`/thanks?session_id=${SESSION}&a=1`)
  const [view] = await scene.expectMessages('view', 1)
  expect(view).toMatchObject({ stripeSessionId: SESSION, url: `${scene.shop.origin}/thanks?a=1` })
  expect(page.url()).toBe(`${scene.shop.origin}/thanks?session_id=${SESSION}&a=1`)
})

test('63: session_id is removed when asked', async ({ page, scene }) => {
  scene.put('/thanks', { attributes: 'data-session-param="session_id"' })
  await scene.open(`/thanks?session_id=${SESSION}&a=1`)
  await expect.poll(() => page.url()).toBe(`${scene.shop.origin}/thanks?a=1`)
})

test('63: an unreplaced placeholder, or a session_id of somebody else, is nothing', async ({ page, scene }) => {
  scene.put('/thanks')
  await scene.open('/thanks?stripe_session_id={CHECKOUT_SESSION_ID}&session_id=abc')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.stripeSessionId).toBeUndefined()
  expect(page.url()).toContain('stripe_session_id=')
})

test('63: reported although a router drops the query before the view has settled', async ({ scene }) => {
  scene.put('/thanks', { body: `<script type="module">history.replaceState({}, '', '/thanks')</script>` })
  await scene.open(`/thanks?stripe_session_id=${SESSION}`)
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.stripeSessionId).toBe(SESSION)
})

test('63: reported when it comes back by client-side navigation, once', async ({ page, scene }) => {
  scene.put('*')
  await scene.open('/checkout')
  await scene.expectMessages('view', 1)
  await page.evaluate((id) => history.pushState({}, '', `/checkout?session_id=${id}`), SESSION)
  await scene.expectMessages('view', 2)
  await page.evaluate((id) => history.pushState({}, '', `/account?session_id=${id}`), SESSION)
  const views = await scene.expectMessages('view', 3)
  expect(views.map((view) => view.stripeSessionId)).toEqual([undefined, SESSION, undefined])
})

test('64: the URL is cleaned only after the collector has it; a reload before that reports again', async ({
  page,
  scene,
}) => {
  scene.collector.always = { status: 503, headers: { 'retry-after': '60' } }
  scene.put('/thanks')
  const address = `/thanks?stripe_session_id=${SESSION}`
  await scene.open(address)
  await scene.expectMessages('view', 1)
  expect(page.url()).toBe(scene.shop.origin + address)
  scene.collector.always = {}
  await page.reload()
  const views = await scene.expectMessages('view', 2)
  expect(views.map((view) => view.stripeSessionId)).toEqual([SESSION, SESSION])
  await expect.poll(() => page.url()).toBe(`${scene.shop.origin}/thanks`)
})
