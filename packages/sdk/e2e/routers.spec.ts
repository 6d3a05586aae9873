// Routers as they are: one view per navigation, with the path that it leads to.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type Scene, test } from './support/test.ts'

const put = (scene: Scene, router: string, tag: string, body = '') => {
  const code = readFileSync(join(process.env.FARTHING_FIXTURES ?? '', `${router}.js`), 'utf8')
  scene.shop.pages.set('/app.js', { html: code, headers: { 'content-type': 'text/javascript' } })
  scene.shop.pages.set('*', {
    html: `<!doctype html><title>t</title>${tag}<body ${body}><div id="app"></div><script type="module" src="/app.js"></script>`,
  })
}
const paths = (scene: Scene) => scene.collector.of('view').map(({ url }) => (url ?? '').replace(scene.shop.origin, ''))

const clickThrough = async (page: Page, scene: Scene) => {
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.click('#query')
  await page.click('#push')
  await scene.expectMessages('view', 2)
  await page.click('#replace')
  await scene.expectMessages('view', 3)
  await page.goBack()
  await scene.expectMessages('view', 4)
}

test('10, 11: React Router, by script tag', async ({ page, scene }) => {
  put(scene, 'react-router', scene.tag())
  await clickThrough(page, scene)
  expect(paths(scene)).toEqual(['/one', '/two', '/three', '/one?sort=price'])
  await page.click('#redirect')
  await page.waitForURL('**/new')
  const views = await scene.expectMessages('view', 5)
  expect(views.at(-1)?.url).toBe(`${scene.shop.origin}/new`)
})

test('5, 10: React Router in StrictMode, with the npm module started in an effect', async ({ page, scene }) => {
  const warnings: string[] = []
  page.on('console', (message) => message.text().startsWith('[farthing]') && warnings.push(message.text()))
  put(scene, 'react-router', '', `data-site="${scene.site}" data-api="${scene.collector.origin}"`)
  await clickThrough(page, scene)
  expect(paths(scene)).toEqual(['/one', '/two', '/three', '/one?sort=price'])
  expect(warnings).toHaveLength(1)
})

test('10, 15: vue-router, which replaces and then pushes', async ({ page, scene }) => {
  put(scene, 'vue-router', scene.tag())
  await clickThrough(page, scene)
  expect(paths(scene)).toEqual(['/one', '/two', '/three', '/one?sort=price'])
})

test('17, 18: vue-router with fragments', async ({ page, scene }) => {
  put(scene, 'vue-router', scene.tag('data-hash'), 'data-hash')
  await scene.open('/#/one')
  await scene.expectMessages('view', 1)
  await page.click('#push')
  await scene.expectMessages('view', 2)
  await page.goBack()
  await scene.expectMessages('view', 3)
  expect(paths(scene)).toEqual(['/#/one', '/#/two', '/#/one'])
})

/** What Turbo and Astro's router do: fetch, push, put the new body in place and run its scripts again. */
test('7, 10: a router that swaps the body and runs its scripts again', async ({ page, scene }) => {
  scene.shop.pages.set('*', {
    html: `<!doctype html><title>t</title><body>${scene.tag()}<a href="/two">two</a><script>
      document.addEventListener('click', async (event) => {
        const link = event.target.closest('a')
        if (!link) return
        event.preventDefault()
        const html = await (await fetch(link.href)).text()
        history.pushState({ turbo: {} }, '', link.href)
        document.body.replaceWith(new DOMParser().parseFromString(html, 'text/html').body)
        for (const old of document.body.querySelectorAll('script')) {
          const again = document.createElement('script')
          for (const { name, value } of old.attributes) again.setAttribute(name, value)
          again.textContent = old.src ? '' : 'void 0'
          old.replaceWith(again)
        }
        history.replaceState({ turbo: { restored: true } }, '', link.href)
      })
    </script>`,
  })
  await scene.open('/one')
  await scene.expectMessages('view', 1)
  await page.click('a')
  await scene.expectMessages('view', 2)
  await page.evaluate(() => history.pushState({}, '', '/three'))
  await scene.expectMessages('view', 3)
  expect(paths(scene)).toEqual(['/one', '/two', '/three'])
})
