import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { guest, program } from '../testing/people.ts'

describe.each(engines)('the list of payments (%s)', (engine) => {
  let collector: TestCollector
  let headers: Record<string, string>
  let blind: Record<string, string>
  let site: string
  beforeAll(async () => {
    collector = await testCollector(engine)
    headers = await collector.signIn()
    const { json } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    site = `/api/sites/${json.id}`
    blind = await guest(collector, headers, json.id, true)
    const viewId = 'v'.repeat(22)
    const view = { type: 'view', site: json.id, viewId, url: 'https://shop.example/?utm_campaign=spring_50%25' }
    await collector.ask('POST', '/api/event', {
      body: view,
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    })
    const server = await program(collector, headers, json.id, 'server')
    const pays = (id: string, more: object) =>
      collector.ask('POST', '/api/revenue', {
        headers: server,
        body: { id, amount: 4_900, currency: 'usd', test: true, ...more },
      })
    await pays('one', { viewId, description: 'Blue Teapot' })
    await pays('two', { description: 'Red cup, 49.00' })
    await pays('two-back', { refundOf: 'two' })
    await vi.waitFor(async () => expect(await found({ search: '' })).toHaveLength(2), 10_000)
    await vi.waitFor(async () => expect(await found({ status: 'refunded' })).toHaveLength(1), 10_000)
  })
  afterAll(() => collector.remove())

  async function found(query: Record<string, string>, as = headers): Promise<string[]> {
    const { json } = await collector.ask('GET', `${site}/payments?${new URLSearchParams(query)}`, { headers: as })
    return json.payments.map(({ id }: { id: string }) => id)
  }
  const one = expect.stringContaining('one')
  const two = expect.stringContaining('two')

  it('tells a page at a time, and how many there are', async () => {
    const page = async (query: object) =>
      (await collector.ask('GET', `${site}/payments?${new URLSearchParams({ limit: '1', ...query })}`, { headers }))
        .json
    const first = await page({})
    expect(first).toMatchObject({ total: 2, nextCursor: expect.any(String) })
    const second = await page({ cursor: first.nextCursor })
    expect(second).toMatchObject({ total: null, nextCursor: null })
    const all = await found({})
    expect([...first.payments, ...second.payments].map(({ id }: { id: string }) => id)).toEqual(all)
    expect(await page({ status: 'refunded' })).toMatchObject({ total: 1, nextCursor: null })
  })

  it('gives all of them away as a table and as JSON, to who may see amounts', async () => {
    const get = (query: string, as = headers) =>
      collector.ask('GET', `${site}/payments/export?${query}`, { headers: as })
    const table = await get('format=csv&status=refunded')
    expect(table.headers.get('content-disposition')).toContain('payments-test.csv')
    expect(table.text.trim().split('\n')).toEqual([
      expect.stringMatching(/^id,mode,status,paidAt,currency,gross,/),
      expect.stringMatching(/^\S*two,test,refunded,\d{4}-\d\d-\d\dT.*,usd,4900,-4900,0,/),
    ])
    const { json } = await get('')
    const listed = await collector.ask('GET', `${site}/payments`, { headers })
    expect(json.payments).toEqual(listed.json.payments)
    expect((await get('format=csv', blind)).status).toBe(403)
  })

  it.each([
    ['a description, however it is written', { search: 'TEAPOT' }, [one]],
    ['a campaign', { search: 'spring_50%' }, [one]],
    ['signs that mean themselves', { search: 's_ring' }, []],
    ['a percent that means itself', { search: '%' }, [one]],
    ['an id', { search: 'two' }, [two]],
    ['nothing like it', { search: 'sofa' }, []],
    ['a status', { status: 'refunded' }, [two]],
    ['a status and words', { status: 'paid', search: 'cup' }, []],
    ['the visits that a filter leaves', { filter: 'campaigns:contains:spring' }, [one]],
    ['what a filter leaves under another model', { filter: 'campaigns:contains:spring', model: 'first' }, [one]],
    ['the visits of another campaign', { filter: 'campaigns:is:autumn' }, []],
    ['what is credited to no such visit', { filter: 'campaigns:is_not:spring_50%25' }, [two]],
    ['a filter and words', { filter: 'campaigns:contains:spring', search: 'cup' }, []],
  ])('finds %s', async (_case, query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  it('does not let who may not see amounts ask for them by their description', async () => {
    expect(await found({ search: '49.00' })).toEqual([two])
    expect(await found({ search: '49.00' }, blind)).toEqual([])
    expect(await found({ search: 'two' }, blind)).toEqual([two])
  })
})
