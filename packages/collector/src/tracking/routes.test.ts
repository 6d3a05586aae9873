import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EventAnswer, IgnoreReason, Problem } from '@farthing/contract'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { insertSite } from '../sites/store.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { type TrackingParts, trackingDoor } from './routes.ts'
import { ada, messageOf, site, viewIdOf } from './testing/visits.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function listen(storage: Storage, change: Partial<TrackingParts> = {}) {
  const followed: unknown[] = []
  const server = createServer(
    trackingDoor({
      storage,
      log: pino({ level: 'silent' }),
      clock: () => Date.parse('2026-06-10T12:00:00Z'),
      trustProxy: 1,
      emailKey: (siteId) => Buffer.from(`key of ${siteId}`),
      follow: {
        checkoutReturn: async (_trx, at) => {
          followed.push({ returned: at.checkoutSessionId, viewId: at.viewId })
          return { status: 'pending' }
        },
        viewsRecorded: async (_trx, views) =>
          void followed.push(...views.map(({ viewId, visitId }) => ({ viewId, visitId }))),
        identified: async (_trx, said) => void followed.push(...said.map(({ names }) => ({ names }))),
      },
      ...change,
    }),
  )
  server.listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}/api/event`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'user-agent': firefox, 'x-forwarded-for': ada.ip, 'content-type': 'text/plain', ...headers },
    })
  return { port, post, followed }
}

async function siteOn(engine: (typeof engines)[number], change: Partial<TrackingParts> = {}) {
  const storage = await freshStorage(engine)
  await storage.write((trx) => insertSite(trx, site))
  return { storage, ...(await listen(storage, change)) }
}

const view = (name: string) => messageOf({ name, at: 0, path: '/?utm_campaign=spring' })
const answerOf = async (response: Response) => (await response.json()) as EventAnswer
const problemOf = async (response: Response) => ((await response.json()) as Problem).error
const rows = (storage: Storage, table: 'view' | 'visit' | 'event' | 'engagement' | 'identification') =>
  storage.read.selectFrom(table).selectAll().execute()

describe.each(engines)('POST /api/event (%s)', (engine) => {
  it('answers a view with its visitor and visit, once it is committed', async () => {
    const { post, storage, followed } = await siteOn(engine)
    const response = await post(view('a'))
    expect(response.status).toBe(200)
    const answer = await answerOf(response)
    expect(answer).toEqual({
      visitorId: expect.stringMatching(/^v_/),
      sessionId: expect.stringMatching(/^s_/),
      variants: {},
    })
    expect(await rows(storage, 'visit')).toMatchObject([{ id: answer.sessionId, campaign: 'spring', views: 1 }])
    expect(followed).toEqual([{ viewId: viewIdOf('a'), visitId: answer.sessionId }])
  })

  it('counts what arrives together, each once, with the same answer to a repetition', async () => {
    const { post, storage, followed } = await siteOn(engine)
    const names = ['a', 'b', 'c', 'a', 'b', 'c', 'a']
    const answers = await Promise.all(names.map(async (name) => answerOf(await post(view(name)))))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await rows(storage, 'visit')).toMatchObject([{ views: 3 }])
    expect(followed).toHaveLength(3)
  })

  it('hands a Checkout Session over each time, and says what becomes of it', async () => {
    const { post, followed } = await siteOn(engine)
    const thanks = messageOf({ name: 'a', at: 0, path: '/thanks', stripeSessionId: 'cs_test_a1b2c3d4' })
    for (let time = 0; time < 2; time += 1)
      expect(await answerOf(await post(thanks))).toMatchObject({ stripeSession: { status: 'pending' } })
    expect(followed.filter((one) => JSON.stringify(one).includes('cs_test'))).toHaveLength(2)
  })

  it('keeps time, events and identities of a view, in any order and once', async () => {
    const { post, storage } = await siteOn(engine)
    const of = { site: site.id, viewId: viewIdOf('a') }
    const early = await answerOf(await post({ ...of, type: 'engagement', engagedMs: 9_000, scrollDepth: 20 }))
    expect(early).toEqual({ visitorId: null, sessionId: null, variants: {} })
    const { sessionId } = await answerOf(await post(view('a')))
    const messages = [
      { ...of, type: 'engagement', engagedMs: 4_000, scrollDepth: 80 },
      {
        ...of,
        type: 'event',
        eventId: viewIdOf('e'),
        name: 'signup',
        props: { plan: 'pro' },
        revenue: { amount: 900, currency: 'EUR' },
      },
      { ...of, type: 'identify', email: ' Ada@Example.com ', customId: 'user 7' },
    ]
    for (const message of [...messages, ...messages]) {
      const response = await post(message)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ sessionId })
    }
    expect(await rows(storage, 'engagement')).toMatchObject([{ engaged_ms: 9_000, scroll_depth: 80 }])
    expect(await rows(storage, 'event')).toMatchObject([
      { name: 'signup', props: '{"plan":"pro"}', revenue: 900, currency: 'eur' },
    ])
    const identifications = await rows(storage, 'identification')
    expect(identifications).toMatchObject([{ custom_id: 'user 7', email_hash: expect.any(String) }])
    expect(JSON.stringify(identifications).toLowerCase()).not.toContain('ada')
  })

  it('joins an email and an identifier that are said in the same millisecond', async () => {
    const { post, storage } = await siteOn(engine)
    const of = { site: site.id, viewId: viewIdOf('a'), type: 'identify' }
    await post({ ...of, email: 'ada@example.com' })
    await post({ ...of, customId: 'user 7' })
    expect(await rows(storage, 'identification')).toMatchObject([
      { custom_id: 'user 7', email_hash: expect.any(String) },
    ])
  })

  it('refuses a view id of another site, also for what happens on it', async () => {
    const { post, storage } = await siteOn(engine)
    const other = { ...site, id: 'site_zyxwvuts' }
    await storage.write((trx) => insertSite(trx, other))
    await post(view('a'))
    for (const message of [
      { ...view('a'), site: other.id },
      { type: 'identify', site: other.id, viewId: viewIdOf('a'), customId: 'x' },
    ]) {
      const response = await post(message)
      expect(response.status).toBe(409)
      expect((await problemOf(response)).message).toMatch(/another site/)
    }
    expect(await rows(storage, 'identification')).toEqual([])
  })
})

describe('POST /api/event', () => {
  it.each<[string, unknown, number, string]>([
    ['broken JSON', '{"type"', 400, 'invalid_json'],
    ['nothing', '', 400, 'invalid_json'],
    ['another shape', { ...view('a'), url: 7 }, 400, 'invalid_body'],
    ['an unknown site', { ...view('a'), site: 'site_00000000' }, 404, 'unknown_site'],
    [
      'a broken email',
      { type: 'identify', site: site.id, viewId: viewIdOf('a'), email: 'nobody' },
      400,
      'invalid_body',
    ],
    ['an identity without a name', { type: 'identify', site: site.id, viewId: viewIdOf('a') }, 400, 'invalid_body'],
    ['10 MB', 'x'.repeat(10_000_000), 413, 'too_large'],
  ])('refuses %s with a sentence that the page may read', async (_what, body, status, code) => {
    const { post, storage } = await siteOn('sqlite')
    const response = await post(body)
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await problemOf(response)).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
    expect(await rows(storage, 'view')).toEqual([])
  })

  it.each<[IgnoreReason, object, Record<string, string>]>([
    ['bot', {}, { 'user-agent': 'Googlebot/2.1' }],
    ['automated', { automated: true }, {}],
    ['unknown_host', { url: 'https://copy.example/' }, {}],
    ['datacentre', {}, { 'x-forwarded-for': '203.0.113.7' }],
  ])('says why it does not count: %s', async (reason, change, headers) => {
    const ignored: string[] = []
    const { post, storage } = await siteOn('sqlite', {
      onIgnored: (why, { id }) => ignored.push(`${why} ${id}`),
      isDatacentre: (ip) => ip === '203.0.113.7',
    })
    const response = await post({ ...view('a'), ...change }, headers)
    expect(response.status).toBe(202)
    expect(response.headers.get('x-ignored')).toBe(reason)
    expect(response.headers.get('access-control-expose-headers')).toContain('x-ignored')
    expect(await answerOf(response)).toEqual({ visitorId: null, sessionId: null, variants: {} })
    expect(ignored).toEqual([`${reason} ${site.id}`])
    expect(await rows(storage, 'view')).toEqual([])
  })

  it('tells the script to come back when too many messages wait, and takes them when they are done', async () => {
    let release = () => {}
    const slowDisk = new Promise<void>((resolve) => {
      release = resolve
    })
    const follow = {
      checkoutReturn: async () => ({ status: 'pending' as const }),
      viewsRecorded: () => slowDisk,
      identified: () => slowDisk,
    }
    const { post } = await siteOn('sqlite', { mostWaiting: 2, follow })
    const waiting = [post(view('a')), post(view('b'))]
    await expect.poll(async () => (await post('{')).status).toBe(503)
    const refused = await post(view('c'))
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
    expect(await problemOf(refused)).toMatchObject({ code: 'busy' })
    release()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200])
    expect((await post(view('c'))).status).toBe(200)
  })

  it('allows a page to ask first, and no other method', async () => {
    const { port } = await siteOn('sqlite')
    const url = `http://127.0.0.1:${port}/api/event`
    const asked = await fetch(url, { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const got = await fetch(url)
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    expect(got.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('does not mind what the body is called', async () => {
    const { post } = await siteOn('sqlite')
    for (const type of ['application/json', 'text/plain;charset=UTF-8', 'application/octet-stream'])
      expect((await post(view('a'), { 'content-type': type })).status).toBe(200)
  })
})
