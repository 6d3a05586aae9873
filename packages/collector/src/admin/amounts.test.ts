import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { guest, program } from '../testing/people.ts'
import { withoutAmounts } from './without-amounts.ts'

it.each([
  ['a count', { visitors: 3, at: 5 }, { visitors: 3, at: 5 }],
  ['money', { revenue: [{ currency: 'eur', net: 7 }] }, { revenue: [{ currency: 'eur', net: 'amount hidden' }] }],
  ['a figure that nobody has heard of', { perVisitor: 1.5 }, { perVisitor: 'amount hidden' }],
  ['numbers in a list', { series: [1, 2] }, { series: ['amount hidden', 'amount hidden'] }],
  ['what somebody wrote', { description: 'Tea, 49 €', name: 'Tea' }, { description: null, name: 'Tea' }],
  ['nothing', null, null],
])('takes out of an answer what is money: %s', (_case, answer, expected) => {
  expect(withoutAmounts(answer)).toEqual(expected)
})

describe.each(engines)('a guest who may not see amounts (%s)', (engine) => {
  const amount = /7\D?919\D?13/
  let collector: TestCollector
  let siteId: string
  let blind: Record<string, string>
  let seeing: Record<string, string>
  beforeAll(async () => {
    collector = await testCollector(engine)
    const headers = await collector.signIn()
    const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    siteId = site.id
    const view = {
      type: 'view',
      site: siteId,
      viewId: 'v'.repeat(22),
      url: 'https://shop.example/?utm_campaign=spring',
    }
    await collector.ask('POST', '/api/event', {
      body: view,
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    })
    const server = await program(collector, headers, siteId, 'server')
    const body = {
      ...{ id: 'r1', amount: 791_913, currency: 'usd', test: true, viewId: view.viewId },
      ...{ description: 'Paid 7919.13' },
    }
    expect((await collector.ask('POST', '/api/revenue', { headers: server, body })).status).toBe(201)
    blind = await guest(collector, headers, siteId, true)
    seeing = await guest(collector, headers, siteId, false)
    await vi.waitFor(async () => {
      const { json } = await collector.ask('GET', `/api/sites/${siteId}/payments`, { headers })
      expect(json.payments).toHaveLength(1)
    }, 10_000)
  })
  afterAll(() => collector.remove())

  const pages = [
    '',
    '/reports/overview',
    '/reports/campaigns',
    '/reports/products',
    '/reports/subscriptions',
    '/payments',
  ]
  /** Those that have no amounts of this payment for anybody. */
  const silent = ['', '/reports/subscriptions', '/reports/goals', '/reports/funnel?step=payment']
  it.each(pages)('finds none in %s', async (page) => {
    const ask = (headers: Record<string, string>) => collector.ask('GET', `/api/sites/${siteId}${page}`, { headers })
    const [hidden, shown] = [await ask(blind), await ask(seeing)]
    expect(hidden.status).toBe(200)
    expect(hidden.text).not.toMatch(amount)
    if (!silent.includes(page)) expect(shown.text).toMatch(amount)
  })

  it('gets no tables, which nobody could look through', async () => {
    const ask = (headers: Record<string, string>) =>
      collector.ask('GET', `/api/sites/${siteId}/reports/campaigns?format=csv`, { headers })
    expect((await ask(seeing)).text).toMatch(amount)
    const refused = await ask(blind)
    expect(refused).toMatchObject({ status: 403, json: { error: { code: 'not_allowed' } } })
    expect(refused.headers.get('content-disposition')).toBeNull()
  })

  it('is told so with the site', async () => {
    const site = async (headers: Record<string, string>) =>
      (await collector.ask('GET', `/api/sites/${siteId}`, { headers })).json
    expect(await site(blind)).toMatchObject({ role: 'guest', amounts: 'hidden' })
    expect(await site(seeing)).toMatchObject({ role: 'guest', amounts: 'shown' })
  })
})
