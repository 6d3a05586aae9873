import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { cookieOf, type TestCollector, testCollector } from '../testing/collector.ts'
import { joined } from '../testing/people.ts'

describe.each(engines)('working together (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let site: string
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    const { json } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    site = `/api/sites/${json.id}`
  })
  afterAll(() => collector.remove())
  const ask = (method: string, path: string, body?: object, as = headers) =>
    collector.ask(method, `${site}${path}`, body ? { headers: as, body } : { headers: as })

  it('invites by a link that works once, and shows who is asked', async () => {
    const invited = await ask('POST', '/members', { email: 'Ann@Shop.Example', role: 'viewer' })
    expect(invited).toMatchObject({ status: 201, json: { done: 'invited' } })
    const token = String(invited.json.path).split('token=')[1]
    expect((await ask('GET', '/members')).json.invitations).toMatchObject([
      { email: 'ann@shop.example', role: 'viewer' },
    ])
    const look = await collector.ask('POST', '/api/invitation', { body: { token } })
    expect(look.json).toEqual({ email: 'ann@shop.example', siteName: 'shop.example', role: 'viewer' })

    const join = () => collector.ask('POST', '/api/join', { body: { token, password: 'a long password' } })
    const answers = await Promise.all([join(), join()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403])
    const { json } = await ask('GET', '/members')
    expect(json.invitations).toEqual([])
    expect(json.members).toMatchObject([
      { email: 'ann@shop.example', role: 'viewer', everywhere: false },
      { email: 'owner@shop.example', role: 'owner', everywhere: true },
    ])
    expect((await ask('POST', '/members', { email: 'ann@shop.example', role: 'admin' })).status).toBe(409)
  })

  it('adds at once who is known here from another site', async () => {
    const { json: other } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['other.example'] } })
    const body = { email: 'ann@shop.example', role: 'admin' }
    const added = await collector.ask('POST', `/api/sites/${other.id}/members`, { headers, body })
    expect(added.json).toEqual({ done: 'added' })
  })

  it('takes an invitation back, and lets it end after two weeks', async () => {
    const tokenFor = async (email: string) =>
      String((await ask('POST', '/members', { email, role: 'admin' })).json.path).split('token=')[1]
    const look = (token: string | undefined) => collector.ask('POST', '/api/invitation', { body: { token } })
    const first = await tokenFor('bob@shop.example')
    const again = await tokenFor('bob@shop.example')
    expect([(await look(first)).status, (await look(again)).status]).toEqual([403, 200])
    const [{ id }] = (await ask('GET', '/members')).json.invitations
    expect((await ask('DELETE', `/members/invitations/${id}`)).json.invitations).toEqual([])
    expect((await look(again)).status).toBe(403)
    const late = await tokenFor('cleo@shop.example')
    collector.time.now += 14 * 24 * 3_600_000
    expect((await look(late)).status).toBe(403)
    collector.time.now -= 14 * 24 * 3_600_000
  })

  it('changes roles and removes members, but not owners of the collector', async () => {
    const dan = await joined(collector, headers, site.split('/').at(-1) ?? '', 'viewer', 'dan@shop.example')
    const { json } = await ask('GET', '/members')
    const idOf = (email: string) => json.members.find((one: { email: string }) => one.email === email).id
    expect((await ask('PATCH', '/', { name: 'Dan' }, dan)).status).toBe(403)
    await ask('PATCH', `/members/${idOf('dan@shop.example')}`, { role: 'admin' })
    expect((await ask('PATCH', '/', { name: 'Dan' }, dan)).json).toMatchObject({ name: 'Dan', role: 'admin' })
    await ask('DELETE', `/members/${idOf('dan@shop.example')}`)
    expect((await ask('GET', '/', undefined, dan)).status).toBe(404)
    expect((await ask('DELETE', `/members/${idOf('owner@shop.example')}`)).status).toBe(404)
    expect((await ask('PATCH', `/members/${idOf('owner@shop.example')}`, { role: 'viewer' })).status).toBe(404)
  })

  it('keeps a trace of what was changed and by whom, without secrets, page by page', async () => {
    collector.time.now += 1_000
    const secret = `whsec_${'s'.repeat(20)}`
    // After what the member did: within the same millisecond the order is nobody's.
    collector.time.now += 1
    await ask('PUT', '/stripe', { addWebhookSecret: secret })
    await ask('PATCH', '/', { currency: 'eur', hosts: ['shop.example', 'b.example'] })
    const { json, text } = await ask('GET', '/audit')
    expect(text).not.toContain(secret)
    expect(json.changes[0]).toMatchObject({ who: 'owner@shop.example' })
    expect(json.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          what: 'PATCH site',
          fields: [
            { name: 'currency', value: 'eur' },
            { name: 'hosts', value: '["shop.example","b.example"]' },
          ],
        }),
        expect.objectContaining({ what: 'PUT stripe', fields: [{ name: 'addWebhookSecret', value: null }] }),
      ]),
    )
    for (let count = 0; count < 60; count++) await ask('PATCH', '/', { name: `${count}` })
    const first = (await ask('GET', '/audit')).json
    const second = (await ask('GET', `/audit?before=${first.nextBefore}`)).json
    const ids = [...first.changes, ...second.changes].map(({ id }: { id: string }) => id)
    expect(first.changes).toHaveLength(50)
    expect(new Set(ids).size).toBe(json.changes.length + 60)
    expect((await ask('PATCH', '/', { currency: 'EUR' })).status).toBe(400)
    expect((await ask('GET', '/audit')).json.changes[0].id).toBe(first.changes[0].id)
  })

  it('opens a share link with its password, until it is removed or over', async () => {
    const body = { name: 'the board', password: 'open sesame', hidesAmounts: false, days: 7 }
    const { json } = await ask('POST', '/share-links', body)
    const enter = (password?: string) =>
      collector.ask('POST', '/api/share', {
        body: { token: json.path.split('/').at(-1), ...(password ? { password } : {}) },
      })
    expect((await enter()).json).toEqual({ state: 'password_needed' })
    expect((await enter('close sesame')).status).toBe(401)
    const entered = await enter('open sesame')
    expect(entered.json).toMatchObject({ state: 'entered' })
    const line = entered.headers.get('set-cookie') ?? ''
    expect(line).toMatch(/^farthing_guest=[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/)
    const guest = { cookie: cookieOf(entered.headers) }
    expect((await collector.ask('GET', '/api/session', { headers: guest })).json).toMatchObject({ state: 'guest' })
    expect((await ask('GET', '/reports/overview', undefined, guest)).status).toBe(200)
    const both = { cookie: `${guest.cookie}; ${headers.cookie}` }
    expect((await ask('GET', '/', undefined, both)).json).toMatchObject({ role: 'owner' })

    collector.time.now += 7 * 24 * 3_600_000
    expect((await enter('open sesame')).status).toBe(403)
    collector.time.now -= 7 * 24 * 3_600_000
    const [{ id }] = (await ask('GET', '/share-links')).json.shareLinks
    expect((await ask('DELETE', `/share-links/${id}`)).json.shareLinks).toEqual([])
    expect((await ask('GET', '/reports/overview', undefined, guest)).status).toBe(401)
    expect((await enter('open sesame')).status).toBe(403)
  })

  it('shows a token once, notes its use, and stops it when it is removed', async () => {
    const made = await ask('POST', '/tokens', { name: 'sheet', scope: 'read' })
    const bearer = { authorization: `Bearer ${made.json.token}` }
    expect((await ask('GET', '/tokens')).text).not.toContain(made.json.token)
    expect((await ask('GET', '/reports/overview', undefined, bearer)).status).toBe(200)
    expect((await ask('GET', '/tokens')).json.tokens).toMatchObject([
      { name: 'sheet', scope: 'read', lastUsedAt: collector.time.now },
    ])
    const told = await collector.ask('POST', '/api/revenue', { headers: bearer, body: {} })
    expect(told).toMatchObject({ status: 403, json: { error: { message: /may only "read"/ } } })
    expect((await ask('DELETE', `/tokens/${made.json.id}`)).json.tokens).toEqual([])
    expect((await ask('GET', '/reports/overview', undefined, bearer)).status).toBe(401)
  })
})
