import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { engines } from './storage/testing/databases.ts'
import { owner, testCollector } from './testing/collector.ts'

const fresh = async (...given: Parameters<typeof testCollector>) => {
  const collector = await testCollector(...given)
  onTestFinished(() => collector.remove())
  return collector
}

describe.each(engines)('a collector (%s)', (engine) => {
  it('keeps its members and logins over a restart', async () => {
    const collector = await fresh(engine)
    const headers = await collector.signIn()
    const again = await collector.restart()
    onTestFinished(() => again.close())
    expect((await again.ask('GET', '/api/session', { headers })).json.state).toBe('signed_in')
  })

  it('answers what was asked before it stops, and nothing after', async () => {
    const collector = await fresh(engine)
    const headers = { 'content-type': 'application/json', expect: '100-continue' }
    const asked = request(`${collector.url}/api/login`, { method: 'POST', headers })
    asked.flushHeaders()
    await once(asked, 'continue')
    const began = performance.now()
    const closed = collector.close()
    asked.end(JSON.stringify(owner))
    const [answer] = await once(asked, 'response')
    answer.resume()
    await closed
    expect(answer.statusCode).toBe(401)
    expect(performance.now() - began).toBeLessThan(4_000)
    await expect(collector.ask('GET', '/healthz')).rejects.toThrow()
  })

  it('can be stopped twice', async () => {
    const collector = await fresh(engine)
    await Promise.all([collector.close(), collector.close()])
  })

  it('says when its secret is not the one of this database', async () => {
    const { startCollector } = await import('./main.ts')
    const { readConfig } = await import('./config.ts')
    const collector = await fresh(engine)
    const config = readConfig({
      DATABASE_URL: collector.databaseUrl,
      FARTHING_SECRET: 'another secret, long enough',
      PORT: '0',
    })
    await expect(startCollector(config)).rejects.toThrow(/FARTHING_SECRET is not the one/)
  })
})

it('says that its port is taken, and leaves nothing running', async () => {
  const other = createServer().listen(0)
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  await expect(testCollector('sqlite', { PORT: String(port) })).rejects.toThrow(`Port ${port} is taken`)
})

describe('a PostgreSQL that has trouble', () => {
  const nameIn = (url: string) => /\/(\w+)(\?|$)/.exec(url)?.[1] ?? ''
  const asAdministrator = async (...statements: string[]) => {
    const client = new pg.Client(inject('postgresUrl'))
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  const breakConnections = (name: string) =>
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`

  it('is survived when it breaks the connections', async () => {
    const collector = await fresh('postgres')
    await asAdministrator(breakConnections(nameIn(collector.databaseUrl)))
    await vi.waitFor(async () => expect((await collector.ask('GET', '/readyz')).status).toBe(200), 10_000)
  })

  it('is said to the probe while it lasts', async () => {
    const collector = await fresh('postgres')
    const name = nameIn(collector.databaseUrl)
    await asAdministrator(`alter database ${name} allow_connections false`, breakConnections(name))
    // The server ends connections in its own time.
    await vi.waitFor(async () => expect((await collector.ask('GET', '/readyz')).status).toBe(503), 10_000)
    const [ready, healthy, session] = await Promise.all(
      ['/readyz', '/healthz', '/api/session'].map((path) => collector.ask('GET', path)),
    )
    await asAdministrator(`alter database ${name} allow_connections true`)
    expect(ready).toMatchObject({ status: 503, text: 'The database does not answer.\n' })
    expect(healthy?.status).toBe(200)
    expect(session).toMatchObject({ status: 500, json: { error: { code: 'internal' } } })
    expect(session?.text).not.toContain(name)
    await vi.waitFor(async () => expect((await collector.ask('GET', '/readyz')).status).toBe(200), 10_000)
  })
})
