import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { addToken } from '../admin/add-token.ts'
import type { Engine } from '../storage/dialect.ts'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { type Answer, testCollector } from '../testing/collector.ts'
import { look } from './testing/ledger-rows.ts'
import { CAMPAIGN, VIEW } from './testing/shop.ts'

const soon = { timeout: 10_000, interval: 50 }
const browser = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36'

async function server(engine: Engine) {
  const collector = await testCollector(engine)
  onTestFinished(() => collector.remove())
  const owner = await collector.signIn()
  const addSite = async (host: string): Promise<string> =>
    (await collector.ask('POST', '/api/sites', { headers: owner, body: { hosts: [host], currency: 'eur' } })).json.id
  const siteId = await addSite('shop.example')
  const tokenFor = async (site: string) => {
    const storage = await openStorage(collector.databaseUrl)
    const { token } = await addToken(storage, { siteId: site, name: 'till' }, 1)
    await storage.close()
    return token
  }
  const token = await tokenFor(siteId)
  const tell = (body: object, shown: string | null = token): Promise<Answer> =>
    collector.ask('POST', '/api/revenue', { body, headers: shown ? { authorization: `Bearer ${shown}` } : {} })
  const payments = async (mode = 'live', site = siteId) =>
    (await collector.ask('GET', `/api/sites/${site}/payments?mode=${mode}`, { headers: owner })).json.payments
  const view = () =>
    collector.ask('POST', '/api/event', {
      body: JSON.stringify({ type: 'view', site: siteId, viewId: VIEW, url: CAMPAIGN }),
      headers: { 'content-type': 'text/plain', 'user-agent': browser },
    })
  return { collector, tell, payments, view, addSite, tokenFor }
}

const sale = { id: 'order-1', amount: 2500, currency: 'eur', viewId: VIEW, description: 'Cash at the fair' }

describe.each(engines)('revenue from a server (%s)', (engine) => {
  it('is a payment under its campaign, once, and goes back by a refund of its own', async () => {
    const { tell, payments, view } = await server(engine)
    await view()
    expect(await tell(sale)).toMatchObject({ status: 201, json: { received: 'new', paymentId: 'api_order-1' } })
    expect(await tell(sale)).toMatchObject({ status: 200, json: { received: 'seen' } })
    await vi.waitFor(async () => expect(await payments()).toHaveLength(1), soon)
    const [paid] = await payments()
    expect(paid).toMatchObject({ id: 'api_order-1', gross: 2500, net: 2500, description: 'Cash at the fair' })
    expect(paid.attribution).toMatchObject({ kind: 'attributed', evidence: 'server_api', grade: 1 })

    const refund = { id: 'refund-1', amount: 500, currency: 'eur', refundOf: 'order-1' }
    expect((await tell(refund)).json).toEqual({ received: 'new', paymentId: 'api_order-1' })
    await vi.waitFor(
      async () => expect(await payments()).toMatchObject([{ status: 'partially_refunded', refunds: -500 }]),
      soon,
    )
  })

  it.each(['back-1', 'return-1'])('keeps its id whatever its refund is called: %s', async (id) => {
    const { tell, payments } = await server(engine)
    await tell({ id, amount: 500, currency: 'eur', refundOf: 'order-1' })
    await tell(sale)
    await vi.waitFor(async () => expect(await payments()).toMatchObject([{ id: 'api_order-1', net: 2000 }]), soon)
  })

  it('may be told refund first, in test mode, and of several sites with the same ids', async () => {
    const { tell, payments, addSite, tokenFor } = await server(engine)
    await tell({ id: 'refund-1', amount: 500, currency: 'eur', refundOf: 'order-1', test: true })
    await tell({ ...sale, test: true, at: '2026-01-31T12:00:00+01:00' })
    const other = await addSite('other.example')
    await tell({ ...sale, amount: 900 }, await tokenFor(other))
    const paidAt = Date.parse('2026-01-31T11:00:00Z')
    await vi.waitFor(async () => expect(await payments('test')).toMatchObject([{ net: 2000, paidAt }]), soon)
    await vi.waitFor(async () => expect(await payments('live', other)).toMatchObject([{ net: 900 }]), soon)
    expect(await payments('live')).toEqual([])
  })
})

it('keeps no email address', async () => {
  const { tell, collector } = await server('sqlite')
  await tell({ ...sale, email: 'Ada@shop.example' })
  const bodies = await look(collector.databaseUrl, (db) => db.selectFrom('delivery').select('body').execute())
  expect(JSON.stringify(bodies)).toContain('emailHash')
  expect(JSON.stringify(bodies).toLowerCase()).not.toContain('ada@')
})

describe('what it refuses, with a sentence', () => {
  it.each([
    ['no token', sale, null, 401, /farthing token add/],
    ['an unknown token', sale, 'fth_guessed', 401, /not known/],
    ['a fraction', { ...sale, amount: 25.5 }, undefined, 400, /smallest unit/],
    ['nothing', { ...sale, amount: 0 }, undefined, 400, /"amount"/],
    ['another currency format', { ...sale, currency: 'EURO' }, undefined, 400, /looks like eur/],
    ['a misspelt field', { ...sale, refund_of: 'order-0' }, undefined, 400, /refund_of/],
    ['a refund of itself', { ...sale, refundOf: 'order-1' }, undefined, 400, /id of its own/],
  ])('%s', async (_, body, token, status, sentence) => {
    const { tell } = await server('sqlite')
    const answer = await tell(body, token)
    expect(answer.status).toBe(status)
    expect(answer.json.error.message).toMatch(sentence)
  })

  it('the same id for another amount', async () => {
    const { tell } = await server('sqlite')
    await tell(sale)
    const answer = await tell({ ...sale, amount: 2600 })
    expect(answer).toMatchObject({ status: 409, json: { error: { code: 'already_there' } } })
    expect(answer.json.error.message).toMatch(/order-1.*another amount/)
  })
})
