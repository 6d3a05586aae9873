import type { SplitTest } from '@farthing/contract'
import { describe, expect, it, onTestFinished } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { testCollector } from '../testing/collector.ts'
import { sideOf } from './assign.ts'

const sides = [
  { name: 'low', weight: 1 },
  { name: 'high', weight: 1 },
]
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function shop(engine: (typeof engines)[number]) {
  const collector = await testCollector(engine, { TRUST_PROXY: '1' })
  onTestFinished(async () => {
    await collector.close()
    await collector.remove()
  })
  const headers = await collector.signIn()
  const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
  const tests = (method: string, path = '', body?: object) =>
    collector.ask(method, `/api/sites/${site.id}/tests${path}`, { headers, ...(body ? { body } : {}) })
  let sent = 0
  const said = async (from: number, message: object) => {
    const browser = {
      origin: 'https://shop.example',
      'user-agent': firefox,
      'x-forwarded-for': `198.51.${Math.floor(from / 250)}.${(from % 250) + 1}`,
      'content-type': 'text/plain',
    }
    const body = JSON.stringify({ site: site.id, ...message })
    const { status, json } = await collector.ask('POST', '/api/event', { headers: browser, body })
    expect(status).toBe(200)
    return json
  }
  const viewed = async (from: number) => {
    const viewId = `view_${++sent}`.padEnd(22, '_')
    return { viewId, ...(await said(from, { type: 'view', viewId, url: 'https://shop.example/' })) }
  }
  const asked = async (path: string) =>
    (await collector.ask('GET', `/api/sites/${site.id}/reports/${path}`, { headers })).json
  const changes = async () => (await collector.ask('GET', `/api/sites/${site.id}/audit`, { headers })).text
  return { collector, tests, said, viewed, asked, changes }
}

const start = { state: 'running' } as const

describe.each(engines)('split tests (%s)', (engine) => {
  it('are drafts, are started and are ended', async () => {
    const { tests, collector } = await shop(engine)
    const made = await tests('POST', '', { name: 'price', sides })
    expect(made).toMatchObject({ status: 201, json: { goal: 'payment', state: 'draft', startedAt: null } })
    const changed = await tests('PATCH', '/price', { goal: 'event:Signup' })
    expect(changed.json).toMatchObject({ goal: 'event:Signup', sides, state: 'draft' })
    expect((await tests('PATCH', '/price', start)).json).toMatchObject({
      state: 'running',
      startedAt: collector.time.now,
    })
    expect((await tests('GET', '/price')).json).toMatchObject({ state: 'running' })
    collector.time.now += 1_000
    expect((await tests('PATCH', '/price', { state: 'ended' })).json).toMatchObject({ endedAt: collector.time.now })
    expect((await tests('GET')).json.tests.map(({ name, state }: SplitTest) => [name, state])).toEqual([
      ['price', 'ended'],
    ])
  })

  it.each([
    ['one side', { name: 'price', sides: sides.slice(0, 1) }, 400],
    ['a side twice', { name: 'price', sides: [sides[0], sides[0]] }, 400],
    ['half a weight', { name: 'price', sides: [sides[0], { name: 'high', weight: 0.5 }] }, 400],
    ['no weight', { name: 'price', sides: [sides[0], { name: 'high', weight: 0 }] }, 400],
    ['a name that is none', { name: 'The price', sides }, 400],
    ['a goal that is none', { name: 'price', goal: 'money', sides }, 400],
    ['a name that is taken', { name: 'known', sides }, 409],
  ])('are not made with %s', async (_what, body, status) => {
    const { tests } = await shop(engine)
    await tests('POST', '', { name: 'known', sides })
    expect((await tests('POST', '', body)).status).toBe(status)
    expect((await tests('GET')).json.tests).toHaveLength(1)
  })

  it('keep sides, weights and goal once they have started, and say what to do', async () => {
    const { tests } = await shop(engine)
    await tests('POST', '', { name: 'price', sides })
    await tests('PATCH', '/price', start)
    const heavier = { sides: [sides[0], { name: 'high', weight: 9 }] }
    for (const change of [heavier, { goal: 'page:/thanks' }])
      expect(await tests('PATCH', '/price', change)).toMatchObject({
        status: 409,
        json: { error: { code: 'already_started', message: expect.stringContaining('another name') } },
      })
    expect((await tests('DELETE', '/price')).status).toBe(409)
    await tests('PATCH', '/price', { state: 'ended' })
    for (const change of [heavier, start]) expect((await tests('PATCH', '/price', change)).status).toBe(409)
    expect((await tests('GET', '/price')).json).toMatchObject({ sides, state: 'ended' })
  })

  it('can be deleted before they start, and end only after', async () => {
    const { tests } = await shop(engine)
    await tests('POST', '', { name: 'price', sides })
    expect((await tests('PATCH', '/price', { state: 'ended' })).json.error.code).toBe('not_started')
    expect((await tests('DELETE', '/price')).json).toEqual({ tests: [] })
    expect((await tests('DELETE', '/price')).status).toBe(404)
  })

  it('are in the trace of changes', async () => {
    const { tests, changes } = await shop(engine)
    await tests('POST', '', { name: 'price', sides })
    await tests('PATCH', '/price', start)
    expect(await changes()).toContain('PATCH tests/price')
    expect(await changes()).toContain('running')
  })

  it('are answered to views while they run, the same side to a visitor all day', async () => {
    const { tests, viewed, said, collector } = await shop(engine)
    expect((await viewed(1)).variants).toEqual({})
    await tests('POST', '', { name: 'price', sides })
    expect((await viewed(1)).variants).toEqual({})
    await tests('PATCH', '/price', start)
    const first = await viewed(1)
    expect(first.variants).toEqual({ price: sideOf({ name: 'price', sides }, first.visitorId) })
    collector.time.now += 3_600_000
    expect((await viewed(1)).variants).toEqual(first.variants)
    const event = { type: 'event', viewId: first.viewId, eventId: 'event_0123456789abcdef', name: 'Signup' }
    expect((await said(1, event)).variants).toEqual(first.variants)
    const others = await Promise.all(Array.from({ length: 30 }, (_, at) => viewed(at + 2)))
    expect(new Set(others.map(({ variants }) => variants.price))).toEqual(new Set(['low', 'high']))
    await tests('PATCH', '/price', { state: 'ended' })
    expect((await viewed(1)).variants).toEqual({})
  })

  it('show a person the same side on every device and day, once it is known who it is', async () => {
    const { tests, viewed, said, collector } = await shop(engine)
    await tests('POST', '', { name: 'price', sides })
    await tests('PATCH', '/price', start)
    const seen: string[] = []
    for (let device = 1; device <= 12; device += 1) {
      const { viewId } = await viewed(device)
      const { variants } = await said(device, { type: 'identify', viewId, email: 'ada@shop.example' })
      seen.push(variants.price, (await viewed(device)).variants.price)
      if (device % 4 === 0) collector.time.now += 86_400_000
    }
    expect(new Set(seen).size).toBe(1)
  })

  it('divide who names several people by the visitor', async () => {
    const { tests, viewed, said, collector } = await shop(engine)
    await tests('POST', '', { name: 'price', sides })
    await tests('PATCH', '/price', start)
    for (let device = 1; device <= 6; device += 1) {
      const { viewId, visitorId } = await viewed(device)
      await said(device, { type: 'identify', viewId, customId: `one ${device}` })
      collector.time.now += 1
      const { variants } = await said(device, { type: 'identify', viewId, customId: `two ${device}` })
      expect(variants.price).toBe(sideOf({ name: 'price', sides }, visitorId))
    }
  })

  it('tell visits apart by the side that they landed with, whatever comes later', async () => {
    const { tests, viewed, asked } = await shop(engine)
    await viewed(1)
    await tests('POST', '', { name: 'price', sides })
    await tests('PATCH', '/price', start)
    // A visit under way landed without; its views are answered a side all the same.
    expect((await viewed(1)).variants.price).toBeDefined()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => viewed(at + 2)))
    await tests('PATCH', '/price', { state: 'ended' })
    await viewed(2)
    const count = (side: string) => answers.filter(({ variants }) => variants.price === side).length
    const rows = (await asked('variants/price')).rows.map((row: { name: string | null; visits: number }) => [
      row.name,
      row.visits,
    ])
    expect(new Map(rows)).toEqual(
      new Map([
        ['low', count('low')],
        ['high', count('high')],
        [null, 1],
      ]),
    )
    expect((await asked('overview?filter=variants/price:is:high')).totals.visits).toBe(count('high'))
  })
})
