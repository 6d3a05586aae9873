// Whatever the collector answers, the owner gets figures or a sentence.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ApiError, api } from './api.ts'

let server: Server
let origin = ''
const seen: Array<{ method: string; url: string; type: string; body: string }> = []

const answers: Record<string, { status: number; body: string }> = {
  '/api/sites': { status: 200, body: '{"sites":[]}' },
  '/api/session': { status: 502, body: '<h1>Bad gateway</h1>' },
  '/api/login': {
    status: 401,
    body: '{"error":{"code":"wrong_credentials","message":"The email or the password is wrong."}}',
  },
  '/api/sites/site_a/stripe': { status: 200, body: 'not json' },
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const url = request.url ?? ''
    seen.push({ method: request.method ?? '', url, type: request.headers['content-type'] ?? '', body })
    const answer = answers[url.replace(/\?.*/, '')] ?? { status: 200, body: '{}' }
    response.writeHead(answer.status).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  // In a browser a path is of the page's origin; Node has no page.
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(origin + path, init))
})

afterAll(() => {
  vi.unstubAllGlobals()
  server.close()
})

const failure = async (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) =>
      error instanceof ApiError ? { status: error.status, code: error.code, message: error.message } : error,
  )
const { signal } = new AbortController()

describe('asking', () => {
  it('answers what the collector says', async () => {
    expect(await api.sites(signal)).toEqual({ sites: [] })
  })

  it('sends changes as JSON, which no form of another origin can', async () => {
    await api.changeSite('site_a', { name: 'New' })
    expect(seen.at(-1)).toEqual({
      method: 'PATCH',
      url: '/api/sites/site_a',
      type: 'application/json',
      body: '{"name":"New"}',
    })
  })

  it('names days, mode and cursor, and escapes ids', async () => {
    const scope = { from: '2026-11-01', to: '2026-11-02', mode: 'test' as const }
    await api.payments('site/../x', scope, 'a b', signal)
    expect(seen.at(-1)?.url).toBe(
      '/api/sites/site%2F..%2Fx/payments?from=2026-11-01&to=2026-11-02&mode=test&cursor=a+b',
    )
  })
})

describe('when it goes wrong', () => {
  it('passes on the sentence of the collector', async () => {
    expect(await failure(api.login({ email: 'a@b.example', password: 'x' }))).toEqual({
      status: 401,
      code: 'wrong_credentials',
      message: 'The email or the password is wrong.',
    })
  })

  it.each([
    ['a proxy answers', () => api.session(signal), 502, 'unknown'],
    ['the answer is not JSON', () => api.stripe('site_a', signal), 200, 'not_json'],
  ])('says so when %s', async (_, ask, status, code) => {
    expect(await failure(ask())).toMatchObject({ status, code })
  })

  it('says so when nobody answers', async () => {
    const before = origin
    origin = 'http://127.0.0.1:1'
    expect(await failure(api.sites(signal))).toMatchObject({ status: 0, code: 'unreachable' })
    origin = before
  })

  it('is silent about what was called off', async () => {
    const leaving = new AbortController()
    leaving.abort()
    expect(await failure(api.sites(leaving.signal))).toMatchObject({ name: 'AbortError' })
  })
})
