import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { cookieOf, owner, type TestCollector, testCollector } from '../testing/collector.ts'
import { browserName } from './browser-name.ts'

describe.each(engines)('the second factor (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let secret: string
  let recoveryCodes: string[]
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
  })
  afterAll(() => collector.remove())
  const ask = (method: string, path: string, body?: object) =>
    collector.ask(method, `/api/account${path}`, body ? { headers, body } : { headers })
  const codeAt = (time: number) =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: time })
  const login = (code?: string) =>
    collector.ask('POST', '/api/login', { body: { ...owner, ...(code ? { code } : {}) } })

  it('asks for the password before it begins, and does not count before it was confirmed', async () => {
    expect((await ask('POST', '/second-factor', { password: 'not mine' })).status).toBe(403)
    const begun = await ask('POST', '/second-factor', { password: owner.password })
    expect(begun.status).toBe(201)
    secret = begun.json.secret
    expect(begun.json.uri).toMatch(/^otpauth:\/\/totp\/Farthing:owner%40shop\.example\?.*secret=/)
    expect((await login()).json).toMatchObject({ state: 'signed_in' })
    expect((await ask('GET', '')).json).toEqual({ email: owner.email, secondFactor: null })
  })

  it('is put in force by a right code, and gives recovery codes', async () => {
    const wrong = codeAt(collector.time.now + 3_600_000)
    expect((await ask('POST', '/second-factor/confirm', { code: wrong })).status).toBe(400)
    const confirmed = await ask('POST', '/second-factor/confirm', { code: codeAt(collector.time.now) })
    recoveryCodes = confirmed.json.recoveryCodes
    expect(new Set(recoveryCodes).size).toBe(10)
    const since = collector.time.now
    expect((await ask('GET', '')).json).toEqual({ email: owner.email, secondFactor: { since, recoveryCodes: 10 } })
    expect((await ask('POST', '/second-factor', { password: owner.password })).status).toBe(409)
  })

  it('is asked for after the right password only', async () => {
    expect((await login()).json).toEqual({ state: 'code_needed' })
    expect((await login()).headers.get('set-cookie')).toBeNull()
    const body = { ...owner, password: 'not the password' }
    expect((await collector.ask('POST', '/api/login', { body })).status).toBe(401)
  })

  it('takes each code once, also from a clock that is half a minute off', async () => {
    expect((await login(codeAt(collector.time.now))).status).toBe(401)
    collector.time.now += 60_000
    const early = codeAt(collector.time.now + 30_000)
    expect((await login(early)).json).toMatchObject({ state: 'signed_in' })
    expect((await login(early)).status).toBe(401)
    expect((await login(codeAt(collector.time.now))).status).toBe(401)
    collector.time.now += 120_000
    const both = await Promise.all([1, 2].map(() => login(codeAt(collector.time.now))))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  })

  it('takes each recovery code once, however it is typed', async () => {
    const [code = ''] = recoveryCodes
    expect((await login(code.toUpperCase().replaceAll('-', ' '))).status).toBe(200)
    expect((await login(code)).status).toBe(401)
    expect((await ask('GET', '')).json.secondFactor.recoveryCodes).toBe(9)
  })

  it('keeps no secret that could be read', async () => {
    const { openStorage } = await import('../storage/open.ts')
    const storage = await openStorage(collector.databaseUrl)
    const rows = [
      await storage.read.selectFrom('second_factor').selectAll().execute(),
      await storage.read.selectFrom('recovery_code').selectAll().execute(),
    ]
    await storage.close()
    expect(rows.flat().length).toBe(10)
    for (const known of [secret, ...recoveryCodes]) expect(JSON.stringify(rows)).not.toContain(known)
  })

  it('is switched off with the password', async () => {
    expect((await ask('POST', '/second-factor/remove', { password: 'not mine' })).status).toBe(403)
    expect((await ask('POST', '/second-factor/remove', { password: owner.password })).json.secondFactor).toBeNull()
    expect((await login()).json).toMatchObject({ state: 'signed_in' })
  })
})

describe.each(engines)('logins (%s)', (engine) => {
  it('are listed, and ended one by one or by a new password', async () => {
    const collector = await testCollector(engine)
    try {
      const headers = await collector.signIn()
      const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
      const signIn = async () => {
        const answer = await collector.ask('POST', '/api/login', { body: owner, headers: { 'user-agent': agent } })
        return { cookie: cookieOf(answer.headers) }
      }
      const [second, third] = [await signIn(), await signIn()]
      collector.time.now += 2 * 3_600_000
      const { json } = await collector.ask('GET', '/api/account/logins', { headers: second })
      expect(json.logins).toHaveLength(3)
      const mine = json.logins.find(({ isThis }: { isThis: boolean }) => isThis)
      expect(mine).toMatchObject({ browser: 'Firefox on Linux', lastSeenAt: collector.time.now })
      expect(json.logins[0]).toEqual(mine)

      const ended = await collector.ask('DELETE', `/api/account/logins/${mine.id}`, { headers })
      expect(ended.json.logins).toHaveLength(2)
      expect((await collector.ask('GET', '/api/sites', { headers: second })).status).toBe(401)
      expect((await collector.ask('DELETE', `/api/account/logins/${mine.id}`, { headers })).status).toBe(404)

      const change = { password: owner.password, newPassword: 'another long password' }
      expect((await collector.ask('POST', '/api/account/password', { headers, body: change })).status).toBe(200)
      expect((await collector.ask('POST', '/api/account/password', { headers, body: change })).status).toBe(403)
      expect((await collector.ask('GET', '/api/sites', { headers: third })).status).toBe(401)
      expect((await collector.ask('GET', '/api/sites', { headers })).status).toBe(200)
    } finally {
      await collector.remove()
    }
  })
})

it.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Mobile Safari on iOS',
  ],
  ['curl/8.0', 'A program'],
  ['', 'A program'],
  [undefined, 'A program'],
])('calls %s "%s"', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name)
})
