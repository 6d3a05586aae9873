import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { softwareAuthenticator } from '../testing/authenticator.ts'
import { cookieOf, owner, type TestCollector, testCollector } from '../testing/collector.ts'
import { type PasskeyUser, passkeyUser } from '../testing/passkeys.ts'
import { joined } from '../testing/people.ts'
import { resetPassword } from './member.ts'

const minute = 60_000

describe.each(engines)('a passkey (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let mine: PasskeyUser
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    mine = passkeyUser(collector, headers)
  })
  afterAll(() => collector.remove())

  it('is asked for in words that no browser can take for a weaker one', async () => {
    const begun = await mine.begin()
    expect(begun.json).toMatchObject({
      rp: { id: 'localhost', name: 'Farthing' },
      user: { name: owner.email },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [],
    })
    expect(begun.json.user.id).not.toContain(owner.email)
    const asked = await collector.ask('POST', '/api/login/passkey/begin', { body: {} })
    expect(asked.json).toEqual({
      rpId: 'localhost',
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 5 * minute,
      userVerification: 'required',
    })
  })

  it('is added with the password, and listed by its name', async () => {
    expect((await mine.begin('not mine')).status).toBe(403)
    expect((await mine.list()).json).toEqual({ passkeys: [] })
    const added = await mine.add('  Laptop ')
    expect(added.status).toBe(201)
    const createdAt = collector.time.now
    const one = {
      id: expect.stringMatching(/^passkey_/),
      name: 'Laptop',
      host: 'localhost',
      createdAt,
      lastUsedAt: null,
    }
    expect(added.json).toEqual({ passkeys: [one] })
    expect((await mine.list()).json).toEqual(added.json)
    expect((await mine.begin()).json.excludeCredentials).toEqual([
      { id: mine.authenticator.credentials[0]?.id, type: 'public-key' },
    ])
  })

  it('signs in alone, and it is noted when', async () => {
    collector.time.now += 3 * minute
    const answer = await mine.signIn()
    expect(answer).toMatchObject({ status: 200, json: { state: 'signed_in', user: { email: owner.email } } })
    const cookie = cookieOf(answer.headers)
    expect((await collector.ask('GET', '/api/account', { headers: { cookie } })).json.email).toBe(owner.email)
    expect((await mine.list()).json.passkeys[0].lastUsedAt).toBe(collector.time.now)
    expect((await mine.signIn()).status).toBe(200)
  })

  it('counts as both factors', async () => {
    const { json } = await collector.ask('POST', '/api/account/second-factor', {
      headers,
      body: { password: owner.password },
    })
    const totp = new TOTP({ secret: Secret.fromBase32(json.secret) })
    const body = { code: totp.generate({ timestamp: collector.time.now }) }
    expect((await collector.ask('POST', '/api/account/second-factor/confirm', { headers, body })).status).toBe(200)
    expect((await collector.ask('POST', '/api/login', { body: owner })).json).toEqual({ state: 'code_needed' })
    expect((await mine.signIn()).json.state).toBe('signed_in')
  })

  it('works where authenticators do not count', async () => {
    const other = passkeyUser(collector, headers)
    expect((await other.add('Phone', { counter: 0 })).status).toBe(201)
    expect((await other.signIn({ counter: 0 })).status).toBe(200)
    expect((await other.signIn({ counter: 0 })).status).toBe(200)
  })

  it('is taken without a look at who made the authenticator', async () => {
    collector.time.now += minute
    expect((await passkeyUser(collector, headers).add('Key', { format: 'packed' })).status).toBe(201)
  })

  it('is removed with the password, by its owner only', async () => {
    const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    const viewer = passkeyUser(collector, await joined(collector, headers, site.id, 'viewer'))
    expect((await viewer.add('Mine')).status).toBe(201)
    expect((await viewer.list()).json.passkeys).toHaveLength(1)
    const [{ id }] = (await mine.list()).json.passkeys
    expect((await viewer.remove(id)).status).toBe(404)
    expect((await mine.remove(id, 'not mine')).status).toBe(403)
    expect((await mine.signIn()).status).toBe(200)

    const left = await mine.remove(id)
    expect(left.json.passkeys.map(({ name }: { name: string }) => name)).toEqual(['Phone', 'Key'])
    expect((await mine.signIn()).status).toBe(401)
    expect((await mine.remove(id)).status).toBe(404)
    expect((await viewer.signIn()).json.user.email).toContain('viewer.')

    const { json: trace } = await collector.ask('GET', `/api/sites/${site.id}/audit`, { headers })
    const own = trace.changes.filter(({ what }: { what: string }) => what.includes('account'))
    expect(own.map(({ who, what, fields }: Record<string, unknown>) => [who, what, fields])).toEqual(
      expect.arrayContaining([
        [owner.email, 'DELETE account/passkeys', []],
        [`viewer.${site.id}@shop.example`, 'POST account/passkeys', []],
      ]),
    )
    expect(own).toHaveLength(2)
  })

  it('leaves nothing in the database that opens anything', async () => {
    const { json } = await mine.begin()
    const storage = await openStorage(collector.databaseUrl)
    const rows = [
      await storage.read.selectFrom('passkey').selectAll().execute(),
      await storage.read.selectFrom('passkey_challenge').selectAll().execute(),
    ]
    await storage.close()
    expect(rows.every((list) => list.length > 0)).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(json.challenge)
  })

  it('is gone after `farthing user reset`', async () => {
    expect((await mine.add('Laptop')).status).toBe(201)
    const storage = await openStorage(collector.databaseUrl)
    await resetPassword(storage, { ...owner, password: 'another long password' })
    await storage.close()
    mine.authenticator.credentials.splice(0, 1)
    expect((await mine.signIn()).status).toBe(401)
    const again = await collector.ask('POST', '/api/login', { body: { ...owner, password: 'another long password' } })
    const cookie = cookieOf(again.headers)
    expect((await passkeyUser(collector, { cookie }).list()).json).toEqual({ passkeys: [] })
  })
})

it('is one of twenty at most', async () => {
  const collector = await testCollector('sqlite')
  try {
    const mine = passkeyUser(collector, await collector.signIn())
    for (let count = 1; count <= 20; count++) expect((await mine.add(`Key ${count}`)).status).toBe(201)
    expect(await mine.begin()).toMatchObject({ status: 409, json: { error: { code: 'too_many_passkeys' } } })
  } finally {
    await collector.remove()
  }
})

it.each(engines)('is asked for by one collector, and taken by the next, once (%s)', async (engine) => {
  const first = await testCollector(engine, { FARTHING_URL: 'https://stats.example' })
  const mine = passkeyUser(first, await first.signIn(), 'https://stats.example')
  expect((await mine.add()).status).toBe(201)
  const { json } = await first.ask('POST', '/api/login/passkey/begin', { body: {} })
  const second = await first.restart()
  try {
    const body = { response: mine.authenticator.get(json) }
    expect((await second.ask('POST', '/api/login/passkey', { body })).status).toBe(200)
    expect((await second.ask('POST', '/api/login/passkey', { body })).status).toBe(401)
  } finally {
    await second.remove()
  }
})

describe('behind a proxy', () => {
  it.each([
    ['that is trusted', { TRUST_PROXY: '1' }],
    ['whose address the operator named', { FARTHING_URL: 'https://stats.example' }],
  ])('%s, a passkey is of the address that people see', async (_name, environment) => {
    const collector = await testCollector('sqlite', environment)
    try {
      const seen = { origin: 'https://stats.example', 'sec-fetch-site': 'same-origin' }
      const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'stats.example', ...seen }
      const headers = { ...(await collector.signIn()), ...proxied }
      const mine = passkeyUser(collector, headers, 'https://stats.example')
      expect((await mine.begin()).json.rp.id).toBe('stats.example')
      expect((await mine.add()).json.passkeys).toMatchObject([{ host: 'stats.example' }])
      const { json } = await collector.ask('POST', '/api/login/passkey/begin', { headers: proxied, body: {} })
      const body = { response: mine.authenticator.get(json) }
      expect((await collector.ask('POST', '/api/login/passkey', { headers: proxied, body })).status).toBe(200)
    } finally {
      await collector.remove()
    }
  })

  it('that is not trusted, it is said what to do', async () => {
    const collector = await testCollector('sqlite')
    try {
      const headers = { origin: 'https://stats.example', 'sec-fetch-site': 'same-origin' }
      const answer = await collector.ask('POST', '/api/login/passkey/begin', { headers, body: {} })
      expect(answer).toMatchObject({ status: 409, json: { error: { code: 'other_address' } } })
      expect(answer.json.error.message).toContain('FARTHING_URL=https://stats.example')
    } finally {
      await collector.remove()
    }
  })
})

describe('too many tries', () => {
  it('stops thirty wrong ones, and a hundred that only ask', async () => {
    const collector = await testCollector('sqlite')
    try {
      const { json } = await collector.ask('POST', '/api/login/passkey/begin', { body: {} })
      const stranger = softwareAuthenticator(collector.url)
      stranger.create({
        ...json,
        rp: { id: 'localhost', name: 'Farthing' },
        user: { id: 'bWU', name: '', displayName: '' },
      })
      const body = { response: stranger.get(json) }
      const statuses: number[] = []
      for (let count = 0; count < 31; count++)
        statuses.push((await collector.ask('POST', '/api/login/passkey', { body })).status)
      expect(statuses).toEqual([...Array.from({ length: 30 }, () => 401), 429])

      const asked = Array.from({ length: 100 }, () => collector.ask('POST', '/api/login/passkey/begin', { body: {} }))
      const answers = (await Promise.all(asked)).map(({ status }) => status)
      expect(answers.filter((status) => status === 429)).toHaveLength(1)
    } finally {
      await collector.remove()
    }
  })
})
