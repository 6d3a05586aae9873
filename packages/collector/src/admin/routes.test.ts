import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { cookieOf, owner, type TestCollector, testCollector, tokenOf } from '../testing/collector.ts'

const fresh = async (engine: (typeof engines)[number], environment = {}) => {
  const collector = await testCollector(engine, environment)
  onTestFinished(() => collector.remove())
  return collector
}
const day = 24 * 60 * 60 * 1000

describe.each(engines)('setup (%s)', (engine) => {
  it('makes the first member by the printed link, once, and signs in', async () => {
    const collector = await fresh(engine)
    const body = { token: tokenOf(collector.setupLink), ...owner }
    expect((await collector.ask('GET', '/api/session')).json).toEqual({ state: 'setup' })

    const made = await collector.ask('POST', '/api/setup', { body })
    expect(made).toMatchObject({ status: 201, json: { state: 'signed_in', user: { email: owner.email } } })
    const session = await collector.ask('GET', '/api/session', { headers: { cookie: cookieOf(made.headers) } })
    expect(session.json).toEqual(made.json)
    expect((await collector.ask('GET', '/api/session')).json).toEqual({ state: 'signed_out' })

    const again = await collector.ask('POST', '/api/setup', { body: { ...body, email: 'thief@shop.example' } })
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'already_set_up' } } })
  })

  it('lets only one of two that arrive at once in', async () => {
    const collector = await fresh(engine)
    const token = tokenOf(collector.setupLink)
    const answers = await Promise.all(
      ['a@shop.example', 'b@shop.example'].map((email) =>
        collector.ask('POST', '/api/setup', { body: { ...owner, token, email } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('makes older links worthless at each start, and offers none once there is a member', async () => {
    const first = await fresh(engine)
    const second = await first.restart()
    const old = await second.ask('POST', '/api/setup', { body: { token: tokenOf(first.setupLink), ...owner } })
    expect(old).toMatchObject({ status: 403, json: { error: { code: 'wrong_setup_link' } } })
    await second.signIn()
    const third = await second.restart()
    expect(third.setupLink).toBeNull()
    await third.close()
  })
})

describe.each(engines)('login (%s)', (engine) => {
  let collector: TestCollector
  let cookie: string
  beforeAll(async () => {
    collector = await testCollector(engine)
    cookie = (await collector.signIn()).cookie ?? ''
  })
  afterAll(() => collector.remove())
  const login = (body: object, headers = {}) => collector.ask('POST', '/api/login', { body, headers })

  it('knows its member, however the email is typed', async () => {
    const { status, headers } = await login({ ...owner, email: ' Owner@Shop.Example ' })
    expect(status).toBe(200)
    expect(headers.get('set-cookie')).toMatch(
      /^farthing_login=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    )
  })

  it('answers an unknown email and a wrong password alike', async () => {
    const wrong = await login({ ...owner, password: 'not the password' })
    const unknown = await login({ ...owner, email: 'nobody@shop.example' })
    expect(wrong).toMatchObject({ status: 401, json: { error: { code: 'wrong_password' } } })
    expect(unknown.text).toBe(wrong.text)
  })

  it('keeps no token, only its hash', async () => {
    const token = cookie.split('=')[1] ?? 'none'
    const { openStorage } = await import('../storage/open.ts')
    const storage = await openStorage(collector.databaseUrl)
    const rows = await storage.read.selectFrom('login').selectAll().execute()
    await storage.close()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it.each([
    ['signed out', ''],
    ['a made-up token', 'farthing_login=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'],
    ['an empty token', 'farthing_login='],
  ])('refuses %s', async (_name, made) => {
    const answer = await collector.ask('GET', '/api/sites', { headers: { cookie: made } })
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'not_signed_in' } } })
  })

  it('ends after 30 days', async () => {
    const { headers } = await login(owner)
    const mine = { cookie: cookieOf(headers) }
    collector.time.now += 30 * day - 1
    expect((await collector.ask('GET', '/api/sites', { headers: mine })).status).toBe(200)
    collector.time.now += 1
    expect((await collector.ask('GET', '/api/sites', { headers: mine })).status).toBe(401)
  })

  it('ends at logout, also for who kept the cookie', async () => {
    const { headers } = await login(owner)
    const mine = { cookie: cookieOf(headers) }
    const out = await collector.ask('POST', '/api/logout', { headers: mine, body: {} })
    expect(out).toMatchObject({ status: 200, json: { state: 'signed_out' } })
    expect(out.headers.get('set-cookie')).toMatch(/^farthing_login=; Path=\/; Max-Age=0; HttpOnly/)
    expect((await collector.ask('GET', '/api/sites', { headers: mine })).status).toBe(401)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403, 'cross_site'],
    ['another host of the same domain', { 'sec-fetch-site': 'same-site' }, 403, 'cross_site'],
    ['another origin, in a browser that says no more', { origin: 'https://evil.example' }, 403, 'cross_site'],
    ['an origin that hides itself', { origin: 'null' }, 403, 'cross_site'],
    ['a form', { 'content-type': 'text/plain' }, 400, 'invalid_body'],
  ])('does not let %s write', async (_name, headers, status, code) => {
    expect(await login(owner, headers)).toMatchObject({ status, json: { error: { code } } })
  })

  it('lets its own pages write', async () => {
    expect((await login(owner, { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await login(owner, { origin: collector.url })).status).toBe(200)
  })
})

describe('the cookie behind a proxy', () => {
  it.each([
    ['https at a trusted proxy', '1', 'https', true],
    ['http at a trusted proxy', '1', 'http', false],
    ['whatever an untrusted one says', '0', 'https', false],
  ])('is Secure as it should be: %s', async (_name, trust, proto, secure) => {
    const collector = await fresh('sqlite', { TRUST_PROXY: trust })
    await collector.signIn()
    const { headers } = await collector.ask('POST', '/api/login', {
      body: owner,
      headers: { 'x-forwarded-proto': proto },
    })
    expect((headers.get('set-cookie') ?? '').endsWith('; Secure')).toBe(secure)
  })
})

describe('too many tries', () => {
  const wrong = (email: string) => ({ email, password: 'not the password' })

  it('stops ten wrong ones at one email, and says when to come back', async () => {
    const collector = await fresh('sqlite')
    await collector.signIn()
    for (let count = 0; count < 10; count++)
      expect((await collector.ask('POST', '/api/login', { body: wrong(owner.email) })).status).toBe(401)
    const stopped = await collector.ask('POST', '/api/login', { body: owner })
    expect(stopped).toMatchObject({ status: 429, json: { error: { code: 'too_many_requests' } } })
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await collector.ask('POST', '/api/login', { body: wrong('other@shop.example') })).status).toBe(401)
  })

  it('stops thirty wrong ones from one address', async () => {
    const collector = await fresh('sqlite')
    const tries = Array.from({ length: 31 }, (_, count) =>
      collector.ask('POST', '/api/login', { body: wrong(`${count}@x.example`) }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })

  it('does not count right ones', async () => {
    const collector = await fresh('sqlite')
    await collector.signIn()
    for (let count = 0; count < 12; count++)
      expect((await collector.ask('POST', '/api/login', { body: owner })).status).toBe(200)
  })
})
