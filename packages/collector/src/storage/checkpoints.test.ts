import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openStorage, type Storage } from './open.ts'

const COMMITS = 1_000
const PAGE = 4_096
const text = 'x'.repeat(5 * PAGE)

const commit = (storage: Storage, key: string) =>
  storage.write((trx) => trx.insertInto('setting').values({ key, value: text }).execute())

async function shop() {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-checkpoints-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'farthing.sqlite')
  return { file, log: `${file}-wal`, storage: await openStorage(`sqlite:${file}`) }
}

it('copies the log into the file while commits come in, and begins it anew', async () => {
  const { file, log, storage } = await shop()
  for (let at = 0; at < COMMITS; at += 1) {
    await commit(storage, `key ${at}`)
    // As between two groups of views.
    await sleep(1)
  }
  const written = COMMITS * 5 * PAGE
  expect(statSync(file).size, 'in the file').toBeGreaterThan(written / 2)
  // With the pages of indexes, more than that has gone through it.
  expect(statSync(log).size, 'the log').toBeLessThan(written)
  await storage.close()
  expect(existsSync(log), 'emptied at the end').toBe(false)
  const again = new SQLite(file)
  onTestFinished(() => void again.close())
  expect(again.prepare('select count(*) from setting where length(value) = ?').pluck().get(text.length)).toBe(COMMITS)
  expect(again.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('leaves it to SQLite where no thread comes to it, and closes in the middle of its work', async () => {
  const { file, log, storage } = await shop()
  // All within one turn of the loop: the thread that was asked cannot be heard.
  const commits = Array.from({ length: COMMITS }, (_, at) => commit(storage, `key ${at}`))
  await Promise.all(commits)
  await storage.close()
  expect(existsSync(log)).toBe(false)
  const again = new SQLite(file)
  onTestFinished(() => void again.close())
  expect(again.prepare('select count(*) from setting').pluck().get()).toBeGreaterThanOrEqual(COMMITS)
})

it('erases what was deleted also while the log is being copied', async () => {
  const { log, storage } = await shop()
  onTestFinished(() => storage.close())
  for (let at = 0; at < 300; at += 1) await commit(storage, `key ${at}`)
  await storage.write((trx) => trx.deleteFrom('setting').where('key', 'like', 'key %').execute())
  await storage.eraseDeleted()
  expect(statSync(log).size).toBe(0)
})
