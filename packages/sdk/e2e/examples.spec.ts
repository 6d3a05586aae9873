// The examples are what they say: served as they are, with the collector and the site filled in.
import { readFileSync } from 'node:fs'
import { expect, type Scene, test } from './support/test.ts'

const put = (scene: Scene, path: string, file: string, type = 'text/html') => {
  const text = readFileSync(new URL(`../../../examples/${file}`, import.meta.url), 'utf8')
  const html = text
    .replaceAll('https://collector.example', scene.collector.origin)
    .replaceAll('site_replace_me', scene.site)
  scene.shop.pages.set(path, { html, headers: { 'content-type': type } })
}

test('static-site: two pages, a download, a hidden field, a Payment Link', async ({ page, scene }) => {
  put(scene, '/', 'static-site/index.html')
  put(scene, '/pricing.html', 'static-site/pricing.html')
  await scene.open('/')
  await scene.expectMessages('view', 1)
  // What a browser does with the file is its own affair.
  await page.evaluate(() =>
    document.querySelector('a[href$=pdf]')?.addEventListener('click', (event) => event.preventDefault()),
  )
  await page.click('a[href$=pdf]')
  const [download] = await scene.expectMessages('event', 1)
  expect(download?.name).toBe('$download')
  await page.click('a[href="pricing.html"]')
  const [, view] = await scene.expectMessages('view', 2)
  expect(await page.inputValue('input')).toBe(view?.viewId)
  await page.dispatchEvent('a', 'pointerdown')
  expect(await page.getAttribute('a', 'href')).toContain(`client_reference_id=${view?.viewId}`)
})

test('spa: every path is a view, and the Payment Link has that of its page', async ({ page, scene }) => {
  put(scene, '*', 'spa/index.html')
  put(scene, '/app.js', 'spa/app.js', 'text/javascript')
  await scene.open('/')
  await scene.expectMessages('view', 1)
  await page.click('a[href="/pricing"]')
  await page.click('a[href="/pricing?sort=price"]')
  const [, view] = await scene.expectMessages('view', 2)
  await page.dispatchEvent('main a', 'pointerdown')
  expect(await page.getAttribute('main a', 'href')).toContain(`client_reference_id=${view?.viewId}`)
})
