import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { keepViews, keepVisits } from '../storage/testing/visits.ts'
import { testCollector } from '../testing/collector.ts'
import { countedAsOther } from './ignored-store.ts'

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe.each(engines)('what was not counted (%s)', (engine) => {
  it('is told to the owner by reason and day, and to Prometheus', async () => {
    const collector = await testCollector(engine)
    onTestFinished(() => collector.remove())
    const headers = await collector.signIn()
    const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    const view = { type: 'view', site: site.id, viewId: 'a'.repeat(22), url: 'https://shop.example/' }
    const send = (body: object, userAgent = browser) =>
      collector.ask('POST', '/api/event', { body, headers: { 'user-agent': userAgent } })
    expect((await send(view)).status).toBe(200)
    for (const agent of ['Googlebot/2.1', 'bingbot/2.0']) expect((await send(view, agent)).status).toBe(202)
    expect((await send({ ...view, url: 'https://copy.example/' })).status).toBe(202)
    expect((await send({ ...view, url: 7 })).status).toBe(400)

    await vi.waitFor(async () => {
      const { json } = await collector.ask('GET', `/api/sites/${site.id}/ignored?days=7`, { headers })
      expect(json).toMatchObject({
        total: 4,
        sentence: expect.stringMatching(/^4 messages ignored: 2 from bots, .*1 broken/),
        days: [{ total: 4 }],
        other: { views: 0, visits: 0 },
      })
    }, 10_000)

    const metrics = await collector.ask('GET', '/metrics')
    expect(metrics.text).toContain('farthing_messages_ignored_total{reason="bot"} 2')
    expect(metrics.text).toContain('farthing_messages_total{status="200"} 1')
  })
})

describe.each(engines)('what was one too many (%s)', (engine) => {
  it('is counted for the owner, by site and since a day', async () => {
    const storage = await freshStorage(engine)
    const of = { site_id: 'site_abcdefgh', host: 'shop.example', entry_page: '/', exit_page: '/', channel: 'Referral' }
    const put = (id: string, day: string, site_id: string, source: string, pages: string[]) =>
      storage.write(async (trx) => {
        const when = { day, started_at: 1, last_at: 1, views: pages.length }
        await keepVisits(trx, [{ ...of, ...when, id, site_id, visitor_id: `v_${id}`, source }])
        for (const [at, page] of pages.entries())
          await keepViews(trx, [{ id: `${id}-${at}`, site_id, visit_id: id, at, host: of.host, page }])
      })
    const other = (day: string) => countedAsOther(storage.read, of.site_id, day)
    await put('plain', '2026-06-10', of.site_id, 'news', ['/', '/a'])
    expect(await other('2026-06-01')).toEqual({ views: 0, visits: 0 })
    await put('one', '2026-06-10', of.site_id, '(other)', ['/', '(other)', '(other)'])
    await put('two', '2026-06-12', of.site_id, 'news', ['(other)'])
    await put('foreign', '2026-06-12', 'site_ofanother', '(other)', ['(other)'])
    expect(await other('2026-06-10')).toEqual({ views: 3, visits: 1 })
    expect(await other('2026-06-11')).toEqual({ views: 1, visits: 0 })
  })
})

it('keeps the metrics from strangers behind a proxy, unless they show the token', async () => {
  const token = 'a token that is long enough'.replaceAll(' ', '-')
  const collector = await testCollector('sqlite', { METRICS_TOKEN: token })
  onTestFinished(() => collector.remove())
  const stranger = { 'x-forwarded-for': '203.0.113.9' }
  expect((await collector.ask('GET', '/metrics', { headers: stranger })).status).toBe(404)
  const wrong = { ...stranger, authorization: 'Bearer another' }
  expect((await collector.ask('GET', '/metrics', { headers: wrong })).status).toBe(404)
  const right = { ...stranger, authorization: `Bearer ${token}` }
  expect((await collector.ask('GET', '/metrics', { headers: right })).status).toBe(200)
})
