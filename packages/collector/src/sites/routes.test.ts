import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { keepVisits } from '../storage/testing/visits.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'

describe.each(engines)('sites (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
  })
  afterAll(() => collector.remove())
  const ask = (method: string, path: string, body?: object) =>
    collector.ask(method, `/api/sites${path}`, body ? { body, headers } : { headers })

  it('are made with little, listed and shown', async () => {
    const made = await ask('POST', '', { hosts: ['Shop.Example', 'shop.example', 'localhost:3000'] })
    expect(made.status).toBe(201)
    expect(made.json).toEqual({
      id: expect.stringMatching(/^site_[a-z0-9]{16}$/),
      name: 'shop.example',
      hosts: ['shop.example', 'localhost:3000'],
      timeZone: 'UTC',
      currency: 'usd',
      createdAt: collector.time.now,
      role: 'owner',
      amounts: 'shown',
      ignoredAddresses: [],
      ignoredPaths: [],
      datacentreTraffic: 'ignored',
      defaultMode: 'test',
      hasViews: false,
      hasPayments: false,
    })
    expect((await ask('GET', `/${made.json.id}`)).json).toEqual(made.json)
    expect((await ask('GET', '')).json).toEqual({ sites: [made.json] })
  })

  it('change only where they are asked to', async () => {
    const { json: site } = await ask('POST', '', { hosts: ['a.example'], name: 'A', currency: 'eur' })
    const changed = await ask('PATCH', `/${site.id}`, { timeZone: 'Europe/Paris', hosts: ['B.example'] })
    expect(changed).toMatchObject({ status: 200, json: { ...site, timeZone: 'Europe/Paris', hosts: ['b.example'] } })
    expect((await ask('GET', `/${site.id}`)).json).toEqual(changed.json)
  })

  it('keep the attribution model that their reports begin with', async () => {
    const { json: site } = await ask('POST', '', { hosts: ['a.example'] })
    await ask('PATCH', `/${site.id}`, { defaultModel: 'time_decay' })
    expect((await ask('GET', `/${site.id}`)).json).toEqual({ ...site, defaultModel: 'time_decay' })
    expect((await ask('PATCH', `/${site.id}`, { defaultModel: 'the best' })).status).toBe(400)
  })

  it('ignore whom and what the owner lists', async () => {
    const { json: site } = await ask('POST', '', { hosts: ['a.example'] })
    const ignored = { ignoredAddresses: ['203.0.113.7', '2001:db8::/64'], ignoredPaths: ['/admin/*'] }
    expect((await ask('PATCH', `/${site.id}`, ignored)).json).toEqual({ ...site, ...ignored })
    const view = { type: 'view', site: site.id, viewId: 'v'.repeat(22), url: 'https://a.example/admin/users' }
    const sent = await collector.ask('POST', '/api/event', {
      body: view,
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    })
    expect(sent).toMatchObject({ status: 202 })
    expect(sent.headers.get('x-ignored')).toBe('ignored_path')
    expect((await ask('PATCH', `/${site.id}`, { ignoredPaths: [] })).json).toMatchObject({ ignoredPaths: [] })
  })

  it('count what comes from datacentres only when the owner says so', async () => {
    const { json: site } = await ask('POST', '', { hosts: ['a.example'] })
    const counted = await ask('PATCH', `/${site.id}`, { datacentreTraffic: 'counted' })
    expect(counted.json).toEqual({ ...site, datacentreTraffic: 'counted' })
    expect((await ask('PATCH', `/${site.id}`, { name: 'A' })).json).toMatchObject({ datacentreTraffic: 'counted' })
    expect((await ask('PATCH', `/${site.id}`, { datacentreTraffic: 'ignored' })).json).toEqual({ ...site, name: 'A' })
  })

  it.each([
    ['no host', 'POST', '', { hosts: [] }, /hosts/],
    ['a URL as host', 'POST', '', { hosts: ['https://shop.example/'] }, /hosts\.0.*a host looks like/],
    ['an unknown zone', 'POST', '', { hosts: ['a.example'], timeZone: 'Mars/Base' }, /timeZone.*Europe\/Paris/],
    ['a currency in capitals', 'POST', '', { hosts: ['a.example'], currency: 'EUR' }, /currency.*eur/],
  ])('refuse %s', async (_name, method, path, body, sentence) => {
    const refused = await ask(method, path, body)
    expect(refused).toMatchObject({ status: 400, json: { error: { code: 'invalid_body' } } })
    expect(refused.json.error.message).toMatch(sentence)
  })

  it('say when there is no such site', async () => {
    expect(await ask('PATCH', '/site_00000000', { name: 'x' })).toMatchObject({
      status: 404,
      json: { error: { code: 'unknown_site' } },
    })
  })

  it.each([
    ['test', 'test'],
    ['live', 'live'],
  ] as const)('open in the view of the payments they have: %s', async (mode, expected) => {
    const { json: site } = await ask('POST', '', { hosts: ['paid.example'] })
    const storage = await openStorage(collector.databaseUrl)
    await storage.write(async (trx) => {
      await keepVisits(trx, [
        {
          id: `s_${site.id}`,
          site_id: site.id,
          visitor_id: 'v',
          day: '1970-01-01',
          started_at: 1,
          last_at: 1,
          views: 1,
          host: 'paid.example',
          entry_page: '/',
          exit_page: '/',
          channel: 'Direct',
        },
      ])
      await trx
        .insertInto('payment')
        .values({
          id: `pi_${site.id}`,
          account: 'environment',
          stripe_id: `pi_${site.id}`,
          mode,
          site_id: site.id,
          status: 'paid',
          currency: 'eur',
          gross: 100,
          refunds: 0,
          net: 100,
          paid_at: 1,
          description: null,
          customer_id: null,
          subscription_id: null,
          evidence: null,
          grade: null,
          unattributed_reason: null,
        })
        .execute()
    })
    await storage.close()
    expect((await ask('GET', `/${site.id}`)).json).toMatchObject({
      defaultMode: expected,
      hasViews: true,
      hasPayments: true,
    })
  })
})
