import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'

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
      })
    }, 10_000)

    const metrics = await collector.ask('GET', '/metrics')
    expect(metrics.text).toContain('farthing_messages_ignored_total{reason="bot"} 2')
    expect(metrics.text).toContain('farthing_messages_total{status="200"} 1')
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
