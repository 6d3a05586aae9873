// Where the script is found, against a whole collector with the built files.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../storage/testing/databases.ts'
import { type TestCollector, testCollector } from '../testing/collector.ts'
import { builtScript } from './built-package.ts'

const sha384 = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`

describe.skipIf(builtScript('f.js') === null)('the built script', () => {
  let collector: TestCollector
  beforeAll(async () => {
    const names = '/s.js, /assets/c.js=f.clicks.js'
    collector = await testCollector(engines[0] ?? 'sqlite', { FARTHING_SCRIPT_NAMES: names })
  })
  afterAll(() => collector.remove())
  const get = (path: string, headers: Record<string, string> = {}) => collector.ask('GET', path, { headers })

  it('has further addresses', async () => {
    expect((await get('/s.js')).text).toBe((await get('/f.js')).text)
    expect((await get('/assets/c.js')).text).toBe((await get('/f.clicks.js')).text)
    expect((await get('/f.clicks.js')).text).not.toBe((await get('/f.js')).text)
  })

  it('has an address that never changes, and says its integrity', async () => {
    const { json } = await get('/f.json')
    expect(json.scripts.map(({ name }: { name: string }) => name)).toEqual(['f.js', 'f.clicks.js'])
    for (const { path, integrity } of json.scripts) {
      expect(path).toMatch(/^\/f(\.clicks)?-\d+\.\d+\.\d+-[0-9a-f]{8}\.js$/)
      const { headers, text } = await get(path)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(sha384(text)).toBe(integrity)
    }
    expect((await get('/f-0.0.1-00000000.js')).status).toBe(404)
  })

  it('carries the settings of its site, until they change', async () => {
    const headers = await collector.signIn()
    const { json: site } = await collector.ask('POST', '/api/sites', { headers, body: { hosts: ['shop.example'] } })
    const put = (body: object) => collector.ask('PUT', `/api/sites/${site.id}/script`, { headers, body })
    expect((await collector.ask('GET', `/api/sites/${site.id}/script`, { headers })).json).toEqual({})
    const before = await get(`/f.js?site=${site.id}`)
    expect(before.text).not.toContain('globalPrivacyControl')

    const settings = { respect: ['globalPrivacyControl'], hash: true }
    expect((await put(settings)).json).toEqual(settings)
    expect((await collector.ask('GET', `/api/sites/${site.id}/script`, { headers })).json).toEqual(settings)
    const after = await get(`/f.js?site=${site.id}`)
    expect(after.text).toContain(`{"site":"${site.id}","respect":"globalPrivacyControl","hash":""}`)
    expect(after.text.endsWith((await get('/f.js')).text)).toBe(true)
    expect(after.headers.get('cache-control')).toContain('max-age=3600')
    const etag = String(after.headers.get('etag'))
    expect(etag).not.toBe(before.headers.get('etag'))
    expect((await get(`/f.js?site=${site.id}`, { 'if-none-match': etag })).status).toBe(304)

    expect(await put({ respect: ['everything'] })).toMatchObject({ status: 400 })
    expect(await put({ sessionParam: ['a|b)'] })).toMatchObject({ status: 400 })
    expect(await collector.ask('PUT', `/api/sites/${site.id}/script`, { body: {} })).toMatchObject({ status: 401 })
  })

  it('works for a site that nobody knows, and for an id that is none', async () => {
    const plain = (await get('/f.js')).text
    expect((await get('/f.js?site=site_00000000')).text.endsWith(plain)).toBe(true)
    expect((await get(`/f.js?site=${encodeURIComponent("site_x'];alert(1)")}`)).text).toBe(plain)
  })
})
