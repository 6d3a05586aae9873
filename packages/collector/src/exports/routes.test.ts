import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { errorHandler } from '../http/error-handler.ts'
import { madeVisit, putSite, putWorld, site } from '../reports/testing/world.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { guest, joined, program } from '../testing/people.ts'
import { exportRoutes } from './routes.ts'
import { linesOf, unpacked } from './testing/unpacked.ts'

const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

describe.each(engines)('GET /api/sites/:id/export (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let siteId: string
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    const hosts = { hosts: ['shop.example'] }
    siteId = (await collector.ask('POST', '/api/sites', { headers, body: hosts })).json.id
    const of = { site: siteId, viewId: '=views-'.padEnd(22, 'x').replace('=', '-') }
    const url = 'https://shop.example/tea?utm_source=news&utm_medium=email'
    await collector.ask('POST', '/api/event', { headers: agent, body: { ...of, type: 'view', url } })
    const event = { type: 'event', eventId: 'e'.repeat(22), name: 'Signup', props: { plan: 'pro', seats: 3 } }
    await collector.ask('POST', '/api/event', { headers: agent, body: { ...of, ...event } })
    const engaged = { type: 'engagement', engagedMs: 4_200, scrollDepth: 80 }
    await collector.ask('POST', '/api/event', { headers: agent, body: { ...of, ...engaged } })
    const server = await program(collector, headers, siteId, 'server')
    const paid = { id: 'one', amount: 4_900, currency: 'eur', viewId: of.viewId }
    await collector.ask('POST', '/api/revenue', { headers: server, body: paid })
    const payments = async () =>
      (await collector.ask('GET', `/api/sites/${siteId}/payments`, { headers })).json.payments
    await vi.waitFor(async () => expect(await payments()).toHaveLength(1), 10_000)
  })
  afterAll(() => collector.remove())

  const path = () => `/api/sites/${siteId}/export`
  const get = (as: Record<string, string>) => fetch(`${collector.url}${path()}`, { headers: as })

  it('gives all that came in by the real doors, as a file with a name', async () => {
    const answer = await get(headers)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('cache-control')).toContain('no-store')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename=farthing-shop\.example-2026-09-\d\d\.zip$/,
    )
    const files = await unpacked(await answer.bytes())
    const [visit, ...others] = linesOf(files, 'visits.csv')
    expect(others).toEqual([])
    expect(visit).toMatchObject({ views: '1', engagedMs: '4200', channel: 'Email', source: 'news', browser: 'Firefox' })
    const viewId = "'-views-xxxxxxxxxxxxxxx"
    expect(linesOf(files, 'views.csv')).toEqual([
      expect.objectContaining({
        viewId,
        sessionId: visit?.sessionId,
        page: '/tea',
        engagedMs: '4200',
        scrollDepth: '80',
      }),
    ])
    expect(linesOf(files, 'events.csv')).toEqual([
      expect.objectContaining({ viewId, name: 'Signup', props: '{"plan":"pro","seats":3}' }),
    ])
    expect(linesOf(files, 'payments.csv')).toEqual([
      expect.objectContaining({ gross: '4900', sessionId: visit?.sessionId, channel: 'Email' }),
    ])
    expect(linesOf(files, 'touches.csv')).toEqual([
      expect.objectContaining({ sessionId: visit?.sessionId, touch: '0' }),
    ])
    expect(linesOf(files, 'credits.csv')).toEqual([
      expect.objectContaining({ sessionId: visit?.sessionId, linear: '4900', lastNonDirect: '4900' }),
    ])
  })

  it('is for admins and their programs, never for guests', async () => {
    const refused = [
      await joined(collector, headers, siteId, 'viewer'),
      await guest(collector, headers, siteId, false),
      await program(collector, headers, siteId, 'read'),
    ]
    for (const who of refused) expect((await get(who)).status).toBe(403)
    const allowed = [
      await joined(collector, headers, siteId, 'admin'),
      await program(collector, headers, siteId, 'write'),
    ]
    for (const who of allowed) {
      const answer = await get(who)
      expect(answer.status).toBe(200)
      expect((await unpacked(await answer.bytes())).size).toBeGreaterThan(10)
    }
  })

  it('keeps in mind who took it, and not who only asked', async () => {
    const changes = async () => (await collector.ask('GET', `/api/sites/${siteId}/audit`, { headers })).json.changes
    collector.time.now += 60_000
    const before = (await changes()).length
    const asked = await fetch(`${collector.url}${path()}`, { method: 'HEAD', headers })
    expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'application/zip'])
    expect(await changes()).toHaveLength(before)
    await (await get(headers)).bytes()
    const after = await changes()
    expect(after).toHaveLength(before + 1)
    expect(after[0]).toMatchObject({ what: 'GET export', who: 'owner@shop.example', fields: [] })
  })
})

describe.each(engines)('an export under way (%s)', (engine) => {
  /** `answered` sees each question to the database before its answer goes on. */
  async function served(answered: (count: number) => Promise<void>) {
    const storage = await freshStorage(engine)
    await putSite(storage)
    await putWorld(storage, { visits: [madeVisit({})], payments: [] })
    let count = 0
    const reports = storage.reports.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        count += 1
        await answered(count)
        return result
      },
    })
    const noted: string[] = []
    const logged: string[] = []
    const note = async (_: unknown, of: string, what: string) => void noted.push(`${what} of ${of}`)
    const app = express()
    app.use(
      '/:siteId/export',
      exportRoutes({ storage: { ...storage, reports }, clock: () => site.createdAt + 1 }, note),
    )
    app.use(errorHandler(pino({ level: 'error' }, { write: (line: string) => void logged.push(line) })))
    const server = app.listen(0)
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${site.id}/export`
    return { url, noted, logged, questions: () => count }
  }

  it('is no file that looks whole when a question to the database fails', async () => {
    const { url, logged } = await served(async (count) => {
      if (count > 8) throw new Error('the disk has gone')
    })
    const answer = await fetch(url)
    expect(answer.status).toBe(200)
    await expect(answer.bytes()).rejects.toThrow()
    await vi.waitFor(() => expect(logged.join('')).toContain('the disk has gone'))
  })

  it('is refused like everything else when the first question fails', async () => {
    const { url } = await served(async () => {
      throw new Error('the disk has gone')
    })
    const answer = await fetch(url)
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([500, null])
  })

  it('keeps another one of the site away, and ends with whoever asked for it', async () => {
    const { promise, resolve: open } = Promise.withResolvers<void>()
    const { url, noted, questions } = await served((count) => (count > 4 ? promise : Promise.resolve()))
    const stop = new AbortController()
    const first = await fetch(url, { signal: stop.signal })
    expect(first.status).toBe(200)
    await vi.waitFor(() => expect(questions()).toBe(5))
    const second = await fetch(url)
    expect(second.status).toBe(409)
    expect(second.headers.get('content-disposition')).toBeNull()
    expect(await second.json()).toEqual({
      error: { code: 'already_started', message: expect.stringContaining('is being exported') },
    })
    expect(noted).toEqual([`GET export of ${site.id}`])

    stop.abort()
    await sleep(50)
    // The question that was asked is still to be answered: until then it is not over.
    expect((await fetch(url)).status).toBe(409)
    open()
    const third = await vi.waitFor(async () => {
      const answer = await fetch(url)
      expect(answer.status).toBe(200)
      return answer
    })
    expect(linesOf(await unpacked(await third.bytes()), 'views.csv')).toHaveLength(1)
    const both = questions()
    await (await fetch(url)).bytes()
    const one = questions() - both
    // Of the first nothing was asked any more.
    expect(both).toBe(5 + one)
    expect(noted).toHaveLength(3)
  })
})
