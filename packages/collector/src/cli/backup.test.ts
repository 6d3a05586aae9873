// `farthing backup` beside a running collector, and a collector on what it wrote.
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../cli.ts'
import { freshDatabase } from '../storage/testing/databases.ts'
import { startCommand } from '../testing/command.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

function installation() {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-backup-'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** The commands and collectors of one data folder. */
function on(folder: string, data: string) {
  const settings = { PORT: '0', FARTHING_DATA: join(folder, data), STRIPE_POLL_SECONDS: '0', TRUST_PROXY: '1' }
  const farthing = async (...words: string[]) => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
    const lines: string[] = []
    const say = (line: string) => lines.push(line)
    const code = await runCli(words, { out: say, error: say, input: async () => '', folder })
    return { code, said: lines.join('\n') }
  }
  const serve = async () => {
    const command = startCommand(['serve'], settings, folder)
    const stop = async () => {
      command.child.kill('SIGTERM')
      await command.ended
    }
    onTestFinished(stop)
    const [said] = await once(command.child.stdout ?? command.child, 'data')
    return { url: /http:\S+/.exec(String(said))?.[0] ?? '', stop }
  }
  return { farthing, serve }
}

async function view(url: string, site: string, name: string): Promise<{ status: number; sessionId: string }> {
  const message = { type: 'view', site, viewId: name.padEnd(22, '_'), url: 'https://shop.example/' }
  const headers = { 'user-agent': firefox, 'x-forwarded-for': '203.0.113.9' }
  const answer = await fetch(`${url}/api/event`, { method: 'POST', headers, body: JSON.stringify(message) })
  const { sessionId } = (await answer.json()) as { sessionId: string }
  return { status: answer.status, sessionId }
}

const rowsIn = (file: string, question: string): unknown[] => {
  const database = new SQLite(file, { readonly: true })
  onTestFinished(() => void database.close())
  return database.prepare(question).pluck().all()
}

it('copies what a collector has, without salts, while views come in; a collector on the copy knows it all', {
  timeout: 60_000,
}, async () => {
  const folder = installation()
  const here = on(folder, 'data')
  const collector = await here.serve()
  const site: string = JSON.parse((await here.farthing('site', 'add', '--host', 'shop.example', '--json')).said).id
  const first = await view(collector.url, site, 'before')
  const [copied] = await Promise.all([
    here.farthing('backup', join(folder, 'kept.sqlite'), '--json'),
    ...Array.from({ length: 40 }, (_, n) => view(collector.url, site, `while${n}`)),
  ])
  expect(copied).toMatchObject({ code: 0 })
  const kept = join(folder, 'kept.sqlite')
  expect(JSON.parse(copied.said)).toEqual({ file: kept, bytes: statSync(kept).size })
  expect(statSync(kept).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).sort()).toEqual(['data', 'kept.sqlite'])
  const [salt] = rowsIn(join(folder, 'data', 'farthing.sqlite'), 'select salt from salt')
  expect(salt).toEqual(expect.any(String))
  expect(rowsIn(kept, 'select salt from salt')).toEqual([])
  expect(readFileSync(kept).includes(String(salt)), 'bytes of a salt').toBe(false)
  expect(rowsIn(kept, "select id from view where id like 'before%'")).toHaveLength(1)
  await collector.stop()

  mkdirSync(join(folder, 'restored'))
  cpSync(kept, join(folder, 'restored', 'farthing.sqlite'))
  cpSync(join(folder, 'data', 'secret'), join(folder, 'restored', 'secret'))
  const there = on(folder, 'restored')
  const restored = await there.serve()
  expect((await there.farthing('site', 'list')).said).toContain(site)
  expect(await view(restored.url, site, 'before'), 'the same view again').toEqual(first)
  expect(await view(restored.url, site, 'after')).toMatchObject({ status: 200, sessionId: 's_after'.padEnd(24, '_') })
})

it('writes over nothing, unless it is told to, and leaves nothing behind that is not whole', async () => {
  const folder = installation()
  const { farthing } = on(folder, 'data')
  writeFileSync(join(folder, 'kept.sqlite'), 'the only one')
  expect(await farthing('backup', 'kept.sqlite')).toMatchObject({ code: 1, said: /is there already/ })
  expect(await farthing('backup', 'data', '--force')).toMatchObject({ code: 1, said: /is there already/ })
  expect(readFileSync(join(folder, 'kept.sqlite'), 'utf8')).toBe('the only one')
  expect(await farthing('backup', 'nowhere/kept.sqlite')).toMatchObject({ code: 1, said: /nowhere/ })
  expect(await farthing('backup', 'kept.sqlite', '--force')).toMatchObject({ code: 0, said: /MB in .*kept\.sqlite/ })
  expect(rowsIn(join(folder, 'kept.sqlite'), 'select count(*) from site')).toEqual([0])
  expect(existsSync(join(folder, 'kept.sqlite.unfinished'))).toBe(false)
})

it('leaves PostgreSQL to its own tools', async () => {
  const { url, remove } = await freshDatabase('postgres')
  onTestFinished(remove)
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('FARTHING_SECRET', 'the secret of the tests')
  const folder = installation()
  expect(await on(folder, 'data').farthing('backup', 'kept.sqlite')).toMatchObject({ code: 1, said: /pg_dump/ })
})
