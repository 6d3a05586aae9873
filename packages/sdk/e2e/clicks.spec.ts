// f.clicks.js: outbound links, downloads and forms, reported without getting in the way.
import type { Scene } from './support/test.ts'
import { expect, test } from './support/test.ts'

const put = (scene: Scene, body: string, attributes = '') =>
  scene.shop.pages.set('/', {
    html: `<!doctype html><title>t</title><script defer src="${scene.collector.origin}/f.clicks.js" data-site="${scene.site}" ${attributes}></script><body>${body}`,
  })
const open = async (scene: Scene, body: string, attributes = '') => {
  // Another host of ours: what is outbound to the shop.
  scene.shop.pages.set('/out', { html: '<!doctype html><title>out</title>' })
  put(scene, body, attributes)
  await scene.open('/')
  await scene.expectMessages('view', 1)
}
const outside = (scene: Scene, path = '/out') => scene.shop.origin.replace('127.0.0.1', 'localhost') + path
const said = (scene: Scene) => scene.collector.of('event').map(({ name, props }) => [name, props?.url])

test('31: a click on an outbound link is reported and not delayed', async ({ page, scene }) => {
  await open(scene, `<a href="${outside(scene, '/out?q=secret#x')}">out</a>`)
  await page.click('a')
  await page.waitForURL(outside(scene, '/out?q=secret#x'))
  await scene.expectMessages('event', 1)
  expect(said(scene)).toEqual([['$outbound', outside(scene)]])
})

test('31: a link within the site is no news', async ({ page, scene }) => {
  await open(scene, '<a href="/out">in</a>')
  await page.click('a')
  await page.waitForURL('**/out')
  await scene.expectMessages('event', 0)
})

test('32: ctrl-click and middle click are reported and open a new tab; a right click is not', async ({
  page,
  context,
  scene,
}) => {
  await open(scene, `<a href="${outside(scene)}">out</a>`)
  for (const options of [{ modifiers: ['ControlOrMeta' as const] }, { button: 'middle' as const }]) {
    const opened = context.waitForEvent('page')
    await page.click('a', options)
    await (await opened).close()
  }
  await page.click('a', { button: 'right' })
  await scene.expectMessages('event', 2)
  expect(page.url()).toBe(`${scene.shop.origin}/`)
})

test('33, 43: a child of the link, in a shadow root, added later', async ({ page, scene }) => {
  await open(scene, '<div id="host"></div>')
  await page.evaluate((href) => {
    const root = document.querySelector('#host')?.attachShadow({ mode: 'open' })
    if (root) root.innerHTML = `<a href="${href}" target="_blank"><b>out</b></a>`
  }, outside(scene))
  await page.click('b')
  await scene.expectMessages('event', 1)
})

test('34: a link inside svg works and throws nothing', async ({ page, scene }) => {
  await open(scene, `<svg><a href="${outside(scene)}"><text y="20">out</text></a></svg>`)
  await page.click('text')
  await page.waitForURL(outside(scene))
})

test('35, 37: a handler that cancels the click keeps the page, and a router its navigation', async ({
  page,
  scene,
}) => {
  await open(
    scene,
    `<a id="stop" href="${outside(scene)}" onclick="return false">out</a>
     <a id="route" href="/two" onclick="history.pushState({}, '', this.href); return false">two</a>`,
  )
  await page.evaluate(() => Object.assign(window, { loaded: 'once' }))
  await page.click('#stop')
  await page.click('#route')
  await scene.expectMessages('view', 2)
  expect(await page.evaluate(() => Reflect.get(window, 'loaded'))).toBe('once')
})

test('36: target=_top inside a frame keeps working', async ({ page, scene }) => {
  await open(scene, `<a href="${outside(scene)}" target="_top">out</a>`)
  scene.shop.pages.set('/frame', { html: '<!doctype html><iframe src="/"></iframe>' })
  await scene.open('/frame')
  await page.frameLocator('iframe').locator('a').click()
  await page.waitForURL(outside(scene))
})

test('38, 39: a download is reported once, without its query, also when it is outbound', async ({ page, scene }) => {
  await open(scene, `<a href="${outside(scene, '/price-list.pdf?token=secret')}" target="_blank">list</a>`)
  await page.click('a')
  await scene.expectMessages('event', 1)
  expect(said(scene)).toEqual([['$download', outside(scene, '/price-list.pdf')]])
})

test('38: other endings by attribute', async ({ page, scene }) => {
  await open(
    scene,
    '<a id="a" href="/x.stl" target="_blank">a</a><a id="b" href="/x.pdf" target="_blank">b</a>',
    'data-files="stl|obj"',
  )
  await page.click('#a')
  await page.click('#b')
  await scene.expectMessages('event', 1)
})

test('42: the keyboard follows and reports a link', async ({ page, scene }) => {
  await open(scene, `<a href="${outside(scene)}">out</a>`)
  await page.focus('a')
  await page.keyboard.press('Enter')
  await page.waitForURL(outside(scene))
  await scene.expectMessages('event', 1)
})

test('40: a form by button and by Enter, also one added later', async ({ page, scene }) => {
  await open(scene, '<form action="/out?x=1"><input name="action"><button>go</button></form>')
  await page.click('button')
  await page.waitForURL('**/out**')
  await scene.open('/')
  await page.evaluate(() => {
    document.body.innerHTML = '<form action="/later" onsubmit="return false"><input name="q"></form>'
  })
  await page.focus('input')
  await page.keyboard.press('Enter')
  await scene.expectMessages('event', 2)
  expect(said(scene)).toEqual([
    ['$form', `${scene.shop.origin}/out`],
    ['$form', `${scene.shop.origin}/later`],
  ])
})

test('41: an invalid form is not reported, unless it is not validated', async ({ page, scene }) => {
  await open(scene, '<form onsubmit="return false"><input required><button>go</button></form>')
  await page.click('button')
  await scene.expectMessages('event', 0)
  await page.evaluate(() => document.forms[0]?.setAttribute('novalidate', ''))
  await page.click('button')
  await scene.expectMessages('event', 1)
})

test('6, 7: a second tag with clicks reports nothing twice', async ({ page, scene }) => {
  await open(scene, `<a href="${outside(scene)}" target="_blank">out</a>`)
  await page.addScriptTag({ url: `${scene.collector.origin}/f.clicks.js?2` })
  await page.click('a')
  await scene.expectMessages('event', 1)
})
