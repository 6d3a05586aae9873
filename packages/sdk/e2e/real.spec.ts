// The built script and the real collector, without anything in between: what is stored in the end.
import { expect, test } from '@playwright/test'
import { startRealCollector } from './support/real-collector.ts'
import { Shop } from './support/shop.ts'

test('1, 30, 54, 60: what the real collector makes of a visit', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  const shop = new Shop()
  await shop.listen()
  const collector = await startRealCollector(['127.0.0.1'])
  const { origin, site, stored } = collector
  shop.pages.set('*', {
    html: `<!doctype html><title>t</title><script defer src="${origin}/f.clicks.js?site=${site}"></script><a href="${origin}/healthz">out</a>`,
  })
  const ids = () => page.evaluate(() => window.farthing?.ready)

  await page.goto(`${shop.origin}/one?utm_source=news`)
  const first = await ids()
  expect(first?.visitorId).toMatch(/^v_/)
  await page.evaluate(() => {
    window.farthing?.identify({ email: 'ada@shop.example' })
    window.farthing?.identify({ email: 'ada@shop.example' })
    window.farthing?.identify({})
    window.farthing?.track('signup', { props: { plan: 'pro' } })
    history.pushState({}, '', '/two')
  })
  await expect.poll(() => stored('select id from view').length).toBe(2)
  await page.waitForTimeout(300)
  await page.reload()
  const second = await ids()
  // The same visitor, the same visit: a reload is a view of its own and nothing more.
  expect([second?.visitorId, second?.sessionId]).toEqual([first?.visitorId, first?.sessionId])
  expect(second?.viewId).not.toBe(first?.viewId)
  await page.click('a')
  await page.waitForURL('**/healthz')

  await expect
    .poll(() => stored('select name from event order by at'))
    .toEqual([{ name: 'signup' }, { name: '$outbound' }])
  expect(stored('select page from view order by at')).toEqual([{ page: '/one' }, { page: '/two' }, { page: '/two' }])
  expect(stored('select views, source from visit')).toEqual([{ views: 3, source: 'news' }])
  expect(stored('select custom_id from identification')).toEqual([{ custom_id: null }])
  await expect.poll(() => stored('select view_id from engagement').length).toBeGreaterThanOrEqual(2)
  expect(errors).toEqual([])
  await Promise.all([collector.stop(), shop.close()])
})
