import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import type { Lies } from '../testing/authenticator.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { type PasskeyUser, passkeyUser } from '../testing/passkeys.ts'
import { joined } from '../testing/people.ts'
import { forgetExpired } from './expire.ts'

const minute = 60_000

/** What makes a try to sign in a wrong one, and what the log says of it. The page is told nothing but that it was wrong. */
const wrongLogins: [name: string, lies: Lies, why: RegExp][] = [
  ['another origin', { origin: 'https://evil.example' }, /origin "https:\/\/evil\.example"/],
  ['another port of the same host', { origin: 'http://localhost:1' }, /origin "http:\/\/localhost:1"/],
  ['another relying party', { rpId: 'evil.example' }, /RP ID/i],
  ['nobody verified by the authenticator', { isVerified: false }, /User verification required/],
  ['a lower count than the last one', { counter: 2 }, /counter value 2/],
  ['the same count as the last one', { counter: 5 }, /counter value 5/],
  ['no count where there was one', { counter: 0 }, /counter value 0/],
  ['a challenge of one’s own', { challenge: 'bXkgb3duIGNoYWxsZW5nZQ' }, /challenge/],
  ['an answer to another question', { type: 'webauthn.create' }, /response type/],
  ['another member’s name', { userHandle: 'bWVtYmVyXzE' }, /another member/],
]

/** The same for adding one. */
const wrongPasskeys: [name: string, lies: Lies, why: RegExp][] = [
  ['another origin', { origin: 'https://evil.example' }, /origin "https:\/\/evil\.example"/],
  ['another relying party', { rpId: 'evil.example' }, /RP ID/i],
  ['nobody verified by the authenticator', { isVerified: false }, /User verification/],
  ['a challenge of one’s own', { challenge: 'bXkgb3duIGNoYWxsZW5nZQ' }, /challenge/],
  ['an answer to another question', { type: 'webauthn.get' }, /response type/],
]

describe.each(engines)('no way in by a passkey (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let mine: PasskeyUser
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    mine = passkeyUser(collector, headers)
    expect((await mine.add()).status).toBe(201)
    mine.authenticator.counter = 4
    expect((await mine.signIn()).status).toBe(200)
  })
  afterAll(() => collector.remove())
  beforeEach(() => {
    collector.logged.length = 0
  })
  const begin = async () => (await collector.ask('POST', '/api/login/passkey/begin', { body: {} })).json
  const bring = (response: object) => collector.ask('POST', '/api/login/passkey', { body: { response } })
  const reasons = () => collector.logged.map((line) => JSON.parse(line).why).filter((why) => why !== undefined)
  const expectRefused = (answer: Awaited<ReturnType<typeof bring>>, why: RegExp) => {
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'wrong_passkey' } } })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(reasons()).toEqual([expect.stringMatching(why)])
  }

  it.each(wrongLogins)('with %s', async (_name, lies, why) => {
    const counter = mine.authenticator.counter
    expectRefused(await mine.signIn(lies), why)
    mine.authenticator.counter = counter
  })

  it('with an answer that was taken, also when both come at once', async () => {
    const used = mine.authenticator.get(await begin())
    const both = await Promise.all([bring(used), bring(used)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect((await bring(used)).status).toBe(401)
  })

  it('with a challenge that was refused before', async () => {
    const asked = await begin()
    expect((await bring(mine.authenticator.get(asked, { origin: 'https://evil.example' }))).status).toBe(401)
    collector.logged.length = 0
    expectRefused(await bring(mine.authenticator.get(asked)), /challenge/)
  })

  it('after five minutes', async () => {
    const [asked, late] = [await begin(), await begin()]
    collector.time.now += 5 * minute - 1
    expect((await bring(mine.authenticator.get(asked))).status).toBe(200)
    collector.time.now += 1
    expectRefused(await bring(mine.authenticator.get(late)), /challenge/)
  })

  it('with a challenge that was given for adding one', async () => {
    const { json } = await mine.begin()
    const asked = { ...(await begin()), challenge: json.challenge }
    expectRefused(await bring(mine.authenticator.get(asked)), /challenge/)
  })

  it('signed with another key', async () => {
    const used = mine.authenticator.get(await begin())
    const thief = passkeyUser(collector, headers).authenticator
    thief.credentials.push(
      ...mine.authenticator.credentials.map((one) => ({
        ...one,
        ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      })),
    )
    thief.counter = mine.authenticator.counter
    expectRefused(await bring(thief.get(await begin())), /signature/)
    expect((await bring(used)).status).toBe(200)
  })

  it('that nobody has', async () => {
    const stranger = passkeyUser(collector, headers)
    stranger.authenticator.create((await stranger.begin()).json)
    expectRefused(await stranger.signIn(), /not known/)
  })

  it('that was made for another address', async () => {
    const storage = await openStorage(collector.databaseUrl)
    const move = (host: string) => storage.write((trx) => trx.updateTable('passkey').set({ host }).execute())
    await move('old.example')
    expectRefused(await mine.signIn(), /made for old\.example/)
    await move('localhost')
    await storage.close()
    expect((await mine.signIn()).status).toBe(200)
  })

  it('that was removed', async () => {
    const other = passkeyUser(collector, headers)
    const { json } = await other.add('Lost phone')
    expect((await other.signIn()).status).toBe(200)
    const used = other.authenticator.get(await begin())
    const lost = json.passkeys.find(({ name }: { name: string }) => name === 'Lost phone')
    expect((await other.remove(lost.id)).status).toBe(200)
    collector.logged.length = 0
    expectRefused(await bring(used), /not known/)
  })

  it.each([
    ['nothing', {}],
    ['a name of bytes that is none', { id: '=' }],
    ['no owner', { response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' } }],
  ])('with %s', async (_name, part) => {
    const used = mine.authenticator.get(await begin())
    const answer = await bring(Object.keys(part).length === 0 ? {} : { ...used, ...part })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_body' } } })
  })

  it.each([
    ['that says no JSON', { clientDataJSON: 'bm90IGpzb24' }],
    ['whose data end too early', { authenticatorData: 'AAAA' }],
  ])('with an answer %s', async (_name, part) => {
    const used = mine.authenticator.get(await begin())
    const answer = await bring({ ...used, response: { ...used.response, ...part } })
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'wrong_passkey' } } })
  })
})

describe.each(engines)('no passkey is added (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let mine: PasskeyUser
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    mine = passkeyUser(collector, headers)
  })
  afterAll(() => collector.remove())
  const bring = (response: object, of = headers) =>
    collector.ask('POST', '/api/account/passkeys', { headers: of, body: { name: 'Laptop', response } })
  const expectRefused = async (answer: Awaited<ReturnType<typeof bring>>) => {
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_passkey' } } })
    expect((await mine.list()).json).toEqual({ passkeys: [] })
  }

  it.each(wrongPasskeys)('with %s', async (_name, lies, why) => {
    collector.logged.length = 0
    await expectRefused(await mine.add('Laptop', lies))
    expect(collector.logged.map((line) => JSON.parse(line).why)).toContainEqual(expect.stringMatching(why))
  })

  it('after five minutes', async () => {
    const { json } = await mine.begin()
    collector.time.now += 5 * minute
    await expectRefused(await bring(mine.authenticator.create(json)))
  })

  it('with a challenge of the login page', async () => {
    const { json } = await mine.begin()
    const { json: login } = await collector.ask('POST', '/api/login/passkey/begin', { body: {} })
    await expectRefused(await bring(mine.authenticator.create({ ...json, challenge: login.challenge })))
  })

  it('with another member’s challenge', async () => {
    const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    const theirs = await joined(collector, headers, site.id, 'viewer')
    const begun = await passkeyUser(collector, theirs).begin()
    const made = mine.authenticator.create(begun.json)
    await expectRefused(await bring(made))
    expect((await bring(made, theirs)).status).toBe(201)
  })

  it('that is there already, whosever it is', async () => {
    const begun = [(await mine.begin()).json, (await mine.begin()).json]
    const first = mine.authenticator.create(begun[0])
    const again = {
      ...first,
      response: {
        ...first.response,
        clientDataJSON: Buffer.from(
          JSON.stringify({ type: 'webauthn.create', challenge: begun[1].challenge, origin: collector.url }),
        ).toString('base64url'),
      },
    }
    expect((await bring(first)).status).toBe(201)
    expect(await bring(again)).toMatchObject({ status: 409, json: { error: { code: 'already_there' } } })
    const [{ id }] = (await mine.list()).json.passkeys
    expect((await mine.remove(id)).json).toEqual({ passkeys: [] })
  })

  it('without a login', async () => {
    const { json } = await mine.begin()
    expect((await bring(mine.authenticator.create(json), {})).status).toBe(401)
  })

  it('from a page of another site', async () => {
    const { json } = await mine.begin()
    const elsewhere = { ...headers, 'sec-fetch-site': 'cross-site' }
    const answer = await bring(mine.authenticator.create(json), elsewhere)
    expect(answer).toMatchObject({ status: 403, json: { error: { code: 'cross_site' } } })
  })

  it('keeps no challenge that has ended', async () => {
    await mine.begin()
    const storage = await openStorage(collector.databaseUrl)
    const count = async () => (await storage.read.selectFrom('passkey_challenge').selectAll().execute()).length
    expect(await count()).toBeGreaterThan(0)
    await forgetExpired(storage, collector.time.now + 5 * minute)
    expect(await count()).toBe(0)
    await storage.close()
  })
})
