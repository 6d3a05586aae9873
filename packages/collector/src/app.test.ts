import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asked, type TestCollector, testCollector } from './testing/collector.ts'

const megabytes = (count: number) => `{"email":"${'x'.repeat(count * 1_000_000)}"}`

interface Scenario extends Asked {
  name: string
  method: string
  url: string
  signedIn?: boolean
  status: number
  content: string | RegExp
}

const scenarios: Scenario[] = [
  { name: 'the process is up', method: 'GET', url: '/healthz', status: 200, content: 'ok\n' },
  { name: 'the database answers', method: 'GET', url: '/readyz', status: 200, content: 'ok\n' },
  {
    name: 'an unknown route',
    method: 'GET',
    url: '/api/nothing',
    status: 404,
    content: /"not_found".*GET \/api\/nothing/,
  },
  { name: 'an unknown method', method: 'DELETE', url: '/api/login', status: 404, content: /"not_found"/ },
  { name: 'an unknown door', method: 'GET', url: '/in/nothing', status: 404, content: /"not_found"/ },
  { name: 'a file that is not there', method: 'GET', url: '/assets/gone.js', status: 404, content: /"not_found"/ },
  { name: 'broken JSON', method: 'POST', url: '/api/login', body: '{"email":', status: 400, content: /"invalid_json"/ },
  {
    name: 'JSON that is no object',
    method: 'POST',
    url: '/api/login',
    body: '7',
    status: 400,
    content: /"invalid_json"/,
  },
  { name: 'no body', method: 'POST', url: '/api/login', status: 400, content: /"invalid_body".*The body is not valid/ },
  {
    name: 'a body without a field',
    method: 'POST',
    url: '/api/login',
    body: {},
    status: 400,
    content: /\\"email\\" is not valid/,
  },
  { name: '10 MB', method: 'POST', url: '/api/login', body: megabytes(10), status: 413, content: /"too_large"/ },
  {
    name: '10 MB to a webhook',
    method: 'POST',
    url: '/api/webhooks/stripe',
    body: megabytes(10),
    status: 413,
    content: /"too_large"/,
  },
  { name: 'a broken message', method: 'POST', url: '/api/event', body: '{', status: 400, content: /"invalid_json"/ },
  {
    name: 'a message of 10 MB',
    method: 'POST',
    url: '/api/event',
    body: megabytes(10),
    status: 413,
    content: /"too_large"/,
  },
  {
    name: 'a message of another method',
    method: 'GET',
    url: '/api/event',
    status: 405,
    content: /"method_not_allowed"/,
  },
  {
    name: 'a webhook of an unknown site',
    method: 'POST',
    url: '/in/site_00000000/stripe',
    body: {},
    status: 404,
    content: /"unknown_site"/,
  },
  {
    name: 'a webhook without a secret to check it with',
    method: 'POST',
    url: '/api/webhooks/stripe',
    body: {},
    status: 400,
    content: /"no_signing_secret"/,
  },
  {
    name: 'an unknown encoding',
    method: 'POST',
    url: '/api/login',
    body: '{}',
    headers: { 'content-encoding': 'rot13' },
    status: 400,
    content: /"invalid_body"/,
  },
  {
    name: 'an address that is not well formed',
    method: 'GET',
    url: '/api/sites/%E0%A4',
    status: 401,
    content: /"not_signed_in"/,
  },
  {
    name: 'the same, signed in',
    method: 'GET',
    url: '/api/sites/%E0%A4',
    signedIn: true,
    status: 400,
    content: /"invalid_query"/,
  },
  { name: 'the sites, signed out', method: 'GET', url: '/api/sites', status: 401, content: /"not_signed_in"/ },
  {
    name: 'a site, signed out',
    method: 'GET',
    url: '/api/sites/site_00000000',
    status: 401,
    content: /"not_signed_in"/,
  },
  ...['', '/stripe', '/payments', '/reports/overview', '/reports/channels', '/nothing'].map((rest) => ({
    name: `${rest || 'all'} of an unknown site`,
    method: 'GET',
    url: `/api/sites/site_00000000${rest}`,
    signedIn: true,
    status: 404,
    content: /"unknown_site".*There is no site site_00000000 here/,
  })),
]

describe('what the collector answers', () => {
  let collector: TestCollector
  let owner: Record<string, string>
  beforeAll(async () => {
    collector = await testCollector('sqlite')
    owner = await collector.signIn()
  })
  afterAll(() => collector.remove())

  it.each(scenarios)(
    '$name: $method $url → $status',
    async ({ method, url, body, headers, signedIn, status, content }) => {
      const asked = { ...(body === undefined ? {} : { body }), headers: { ...headers, ...(signedIn ? owner : {}) } }
      const answer = await collector.ask(method, url, asked)
      expect(answer.status).toBe(status)
      expect(answer.text).toMatch(content)
      if (status >= 400) expect(answer.json.error.message).toMatch(/\.$/)
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  it('logs what was asked, without the query, the body or the cookie', async () => {
    collector.logged.length = 0
    await collector.ask('POST', '/api/login?token=secret-query', {
      body: { email: 'secret@body.example', password: 'secret-password' },
      headers: owner,
    })
    const lines = collector.logged.join('')
    expect(lines).toContain('"path":"/api/login","status":401')
    expect(lines).not.toContain('secret')
    expect(lines).not.toContain(owner.cookie?.split('=')[1])
  })

  it('tells browsers to load nothing from elsewhere, and to keep answers about the owner nowhere', async () => {
    const { headers } = await collector.ask('GET', '/api/session')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
  })
})
