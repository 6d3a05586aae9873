// `farthing backup` beside a running collector, and a collector on what it wrote.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { freshDatabase } from '../storage/testing/databases.ts'
import { installation, siteOf, stopped, view } from '../testing/installation.ts'

const rowsIn = (file: string, question: string): unknown[] => {
  const database = new SQLite(file, { readonly: true })
  onTestFinished(() => void database.close())
  return database.prepare(question).pluck().all()
}

it('copies what a collector has, without salts, while views come in; a collector on the copy knows it all', {
  timeout: 60_000,
}, async () => {
  const here = installation()
  const collector = await here.serve()
  const site = await siteOf(here, 'shop.example')
  const look = (url: string, name: string) => view(url, site, 'shop.example', name)
  const first = await look(collector.url, 'before')
  const kept = join(here.folder, 'kept.sqlite')
  const [copied] = await Promise.all([
    here.farthing(['backup', kept, '--json']),
    ...Array.from({ length: 40 }, (_, n) => look(collector.url, `while${n}`)),
  ])
  expect(copied).toEqual({ code: 0, out: `${JSON.stringify({ file: kept, bytes: statSync(kept).size })}\n`, error: '' })
  expect(statSync(kept).mode & 0o777).toBe(0o600)
  expect(readdirSync(here.folder).sort()).toEqual(['data', 'kept.sqlite'])
  const [salt] = rowsIn(join(here.folder, 'data', 'farthing.sqlite'), 'select salt from salt')
  expect(salt).toEqual(expect.any(String))
  expect(rowsIn(kept, 'select salt from salt')).toEqual([])
  expect(readFileSync(kept).includes(String(salt)), 'bytes of a salt').toBe(false)
  expect(rowsIn(kept, "select id from view where id like 'before%'")).toHaveLength(1)
  await stopped(collector, 'SIGTERM')

  const there = installation()
  mkdirSync(join(there.folder, 'data'))
  cpSync(kept, join(there.folder, 'data', 'farthing.sqlite'))
  cpSync(join(here.folder, 'data', 'secret'), join(there.folder, 'data', 'secret'))
  const restored = await there.serve()
  expect((await there.farthing(['site', 'list'])).out).toContain(site)
  expect(await look(restored.url, 'before'), 'the same view again').toEqual(first)
  const { status, text } = await look(restored.url, 'after')
  expect({ status, sessionId: JSON.parse(text).sessionId }).toEqual({
    status: 200,
    sessionId: 's_after'.padEnd(24, '_'),
  })
  await stopped(restored, 'SIGTERM')
})

it('writes over nothing, unless it is told to, and leaves nothing behind that is not whole', async () => {
  const { folder, farthing } = installation()
  const [file, nowhere] = [join(folder, 'kept.sqlite'), join(folder, 'nowhere', 'kept.sqlite')]
  const refused = (error: RegExp) => ({ code: 1, out: '', error: expect.stringMatching(error) })
  writeFileSync(file, 'the only one')
  expect(await farthing(['backup', file])).toEqual(refused(/is there already/))
  expect(await farthing(['backup', join(folder, 'data'), '--force'])).toEqual(refused(/is there already/))
  expect(readFileSync(file, 'utf8')).toBe('the only one')
  expect(await farthing(['backup', nowhere])).toEqual(refused(/nowhere/))
  expect(await farthing(['backup', file, '--force'])).toMatchObject({ code: 0, out: /MB in .*kept\.sqlite/ })
  expect(rowsIn(file, 'select count(*) from site')).toEqual([0])
  expect(existsSync(`${file}.unfinished`)).toBe(false)
})

it('leaves PostgreSQL to its own tools', async () => {
  const { url, remove } = await freshDatabase('postgres')
  onTestFinished(remove)
  const { folder, farthing } = installation()
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('FARTHING_SECRET', 'the secret of the tests')
  expect(await farthing(['backup', join(folder, 'kept.sqlite')])).toMatchObject({ code: 1, error: /pg_dump/ })
})
