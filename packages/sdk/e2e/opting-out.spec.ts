// Who says nothing: a visitor who opted out, a browser that asks for it, and what begins when they change their mind.
import { expect, test } from './support/test.ts'

test('52: opted out from the start: nothing is sent; opting in sends one view', async ({ page, scene }) => {
  scene.put('/', { attributes: 'data-opt-out', body: '<a href="https://buy.stripe.com/x">Buy</a>' })
  await scene.open('/')
  await page.evaluate(() => window.farthing?.track('early'))
  await page.waitForTimeout(300)
  expect(scene.collector.messages).toEqual([])
  expect(await page.evaluate(() => window.farthing?.ready)).toMatchObject({ visitorId: null, sessionId: null })
  expect(await page.evaluate(() => window.farthing?.checkoutMetadata())).toEqual({ websiteId: scene.site })
  await page.evaluate(() =>
    document.querySelector('a')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })),
  )
  expect(await page.getAttribute('a', 'href')).toBe('https://buy.stripe.com/x')
  await page.evaluate(() => {
    window.farthing?.optIn()
    window.farthing?.optIn()
  })
  await scene.expectMessages('view', 1)
})

test('52: opting out later stops everything, also what is waiting to be sent again', async ({ page, scene }) => {
  scene.collector.always = { status: 503 }
  scene.put('*')
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => {
    window.farthing?.optOut()
    window.farthing?.track('late')
    history.pushState({}, '', '/two')
  })
  await page.waitForTimeout(2500)
  await page.goto('about:blank')
  await page.waitForTimeout(300)
  expect(scene.collector.messages).toHaveLength(1)
})

test('52: opting in when never opted out sends nothing twice', async ({ page, scene }) => {
  scene.put('/')
  await scene.open('/')
  await scene.expectMessages('view', 1)
  await page.evaluate(() => window.farthing?.optIn())
  await scene.expectMessages('view', 1)
})

for (const [signal, value] of [
  ['globalPrivacyControl', true],
  ['doNotTrack', '1'],
] as const) {
  test(`53: ${signal} is honoured when the site says so, before the first request`, async ({ page, scene }) => {
    await page.addInitScript(
      ([name, on]) => Object.defineProperty(navigator, `${name}`, { get: () => on }),
      [signal, value],
    )
    scene.put('/respects', { attributes: 'data-respect="globalPrivacyControl doNotTrack"' })
    scene.put('/not')
    await scene.open('/respects')
    await page.waitForTimeout(300)
    expect(scene.collector.messages).toEqual([])
    await scene.open('/not')
    await scene.expectMessages('view', 1)
  })
}

test('52, 54: whom the page names while nothing may be said is named again afterwards', async ({ page, scene }) => {
  scene.put('/', { attributes: 'data-opt-out' })
  await scene.open('/')
  await page.evaluate(() => {
    window.farthing?.identify({ email: 'ada@shop.example' })
    window.farthing?.optIn()
    window.farthing?.identify({ email: 'ada@shop.example' })
  })
  await scene.expectMessages('identify', 1)
})
