// A site is removed at its door: from the answer on it is none for anybody, and the other site goes on.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openStorage } from '../storage/open.ts'
import { engines } from '../storage/testing/databases.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { guest, joined, program } from '../testing/people.ts'
import { AFTERMATH_MS, eraseRemoved } from './erase.ts'
import { everyRow, tablesWith } from './testing/fill.ts'

const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
const viewOf = (siteId: string, number: number) => ({
  type: 'view',
  site: siteId,
  viewId: `view-${number}-of-${siteId}`.padEnd(22, '_').slice(0, 22),
  url: `https://shop.example/page-${number}?utm_source=radio`,
})

async function twoShops(engine: (typeof engines)[number]) {
  const collector = await testCollector(engine)
  const made = { collector }
  onTestFinished(() => made.collector.remove())
  const headers = await collector.signIn()
  const add = async (name: string): Promise<string> =>
    (await collector.ask('POST', '/api/sites', { headers, body: { name, hosts: ['shop.example'] } })).json.id
  const [gone, stays] = [await add('Corner shop'), await add('Tea shop')]
  for (const site of [gone, stays])
    for (const number of [1, 2, 3]) expect((await look(collector, site, number)).status).toBe(200)
  return { ...made, headers, gone, stays }
}

const look = (collector: TestCollector, site: string, number: number) =>
  collector.ask('POST', '/api/event', { headers: agent, body: viewOf(site, number) })

const remove = (collector: TestCollector, headers: Record<string, string>, site: string, body: object) =>
  collector.ask('DELETE', `/api/sites/${site}`, { headers, body })

const overviewOf = async (collector: TestCollector, headers: Record<string, string>, site: string) =>
  (await collector.ask('GET', `/api/sites/${site}/reports/overview?from=2026-09-01&to=2026-09-30`, { headers })).json

describe.each(engines)('a site that is removed (%s)', (engine) => {
  it('stays when its name is not given, and says what to give', async () => {
    const { collector, headers, gone } = await twoShops(engine)
    for (const name of ['corner shop', 'Tea shop', ''])
      expect(await remove(collector, headers, gone, { name })).toMatchObject({
        status: 422,
        json: { error: { code: 'confirmation_needed', message: expect.stringContaining('"Corner shop"') } },
      })
    expect((await remove(collector, headers, gone, {})).status).toBe(400)
    expect((await collector.ask('GET', `/api/sites/${gone}`, { headers })).status).toBe(200)
  })

  it('is none for anybody from the answer on, and another site goes on', async () => {
    const { collector, headers, gone, stays } = await twoShops(engine)
    const tokens = [await program(collector, headers, gone, 'read'), await program(collector, headers, gone, 'server')]
    const visitor = await guest(collector, headers, gone, false)
    const viewer = await joined(collector, headers, gone, 'viewer')
    const before = await overviewOf(collector, headers, stays)
    expect(before.totals.views).toBe(3)

    expect(await remove(collector, headers, gone, { name: ' Corner shop ' })).toMatchObject({
      status: 200,
      json: { removed: gone },
    })
    const { json } = await collector.ask('GET', '/api/sites', { headers })
    expect(json.sites.map(({ id }: { id: string }) => id)).toEqual([stays])
    const unknown = { status: 404, json: { error: { code: 'unknown_site' } } }
    for (const path of ['', '/reports/overview?from=2026-09-01&to=2026-09-30', '/members', '/stripe'])
      expect(await collector.ask('GET', `/api/sites/${gone}${path}`, { headers })).toMatchObject(unknown)
    expect(await remove(collector, headers, gone, { name: 'Corner shop' })).toMatchObject(unknown)
    expect(await look(collector, gone, 4)).toMatchObject(unknown)
    expect(await collector.ask('POST', `/in/${gone}/stripe`, { body: '{}' })).toMatchObject(unknown)
    const [reader, server] = tokens
    for (const shown of [reader, visitor])
      expect((await collector.ask('GET', `/api/sites/${gone}`, { headers: shown ?? {} })).status).toBe(401)
    expect((await collector.ask('POST', '/api/revenue', { headers: server ?? {}, body: {} })).status).toBe(401)
    expect(await collector.ask('GET', `/api/sites/${gone}`, { headers: viewer })).toMatchObject(unknown)

    expect((await look(collector, stays, 4)).status).toBe(200)
    expect((await overviewOf(collector, headers, stays)).totals.views).toBe(4)
    const said = collector.logged
      .map((line) => JSON.parse(line))
      .find(({ msg }) => msg === 'a site was removed for good')
    expect(said).toMatchObject({ siteId: gone, who: 'owner@shop.example', name: 'Corner shop' })
  })

  it('is not looked at any longer by who was just looking', async () => {
    const { collector, headers, gone } = await twoShops(engine)
    const live = await fetch(`${collector.url}/api/sites/${gone}/live`, { headers })
    expect(live.status).toBe(200)
    const ended = live.text()
    await remove(collector, headers, gone, { name: 'Corner shop' })
    expect(await ended).toMatch(/^data: /)
  })

  it('is deleted in pieces, over a restart, until no table knows it', async () => {
    const { collector, headers, gone, stays } = await twoShops(engine)
    const storage = await openStorage(collector.databaseUrl)
    onTestFinished(() => storage.close())
    const before = await everyRow(storage)
    await remove(collector, headers, gone, { name: 'Corner shop' })
    let pieces = 0
    expect(await eraseRemoved(storage, collector.time.now, () => pieces++ < 12)).toEqual([])
    const half = await everyRow(storage)
    expect(tablesWith(half, gone)).toContain('removed_site')

    const again = await collector.restart()
    onTestFinished(() => again.close())
    await vi.waitFor(async () => expect((await everyRow(storage)).get('visit_row')).toHaveLength(1), {
      timeout: 10_000,
    })
    expect(await eraseRemoved(storage, again.time.now + AFTERMATH_MS, () => true)).toEqual([gone])
    const after = await everyRow(storage)
    after.delete('report_change')
    expect(tablesWith(after, gone)).toEqual([])
    for (const table of ['visit', 'view', 'salt', 'page']) {
      const own = before.get(table)?.filter((row) => !after.get(table)?.includes(row)) ?? []
      expect([table, own.length]).not.toEqual([table, 0])
      expect(before.get(table)).toEqual(expect.arrayContaining(after.get(table) ?? []))
    }
    expect((await overviewOf(again, headers, stays)).totals.views).toBe(3)
    expect((await look(again, gone, 5)).status).toBe(404)
  })
})
