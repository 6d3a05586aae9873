// Pages that the browser prepares before anybody asks for them: Chromium alone does that.
import { expect, test } from './support/test.ts'

test('20: a prerender that nobody opens sends nothing; opened it is one view', async ({ page, scene }) => {
  scene.put('/next', { body: '<script>farthing = { q: [["track", ["early"]]] }</script>' })
  scene.shop.pages.set('/home', {
    html: `<!doctype html><script type="speculationrules">{"prerender":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}</script><a href="/next">next</a>`,
  })
  await scene.open('/home')
  await page.waitForTimeout(1500)
  expect(scene.collector.messages).toEqual([])
  await page.click('a')
  const [view] = await scene.expectMessages('view', 1)
  expect(view?.url).toBe(`${scene.shop.origin}/next`)
})
