import { sql } from 'kysely'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from './open.ts'
import { freshDatabase, freshStorage } from './testing/databases.ts'

it.each([
  ['journal_mode', 'wal'],
  // FULL: the log is synced to the disk at every commit (https://sqlite.org/pragma.html#pragma_synchronous).
  ['synchronous', 2],
  ['secure_delete', 1],
  ['foreign_keys', 1],
])('SQLite’s writing connection has %s = %s', async (name, value) => {
  const storage = await freshStorage('sqlite')
  const { rows } = await storage.write((trx) => sql`pragma ${sql.raw(name)}`.execute(trx))
  expect(rows).toEqual([{ [name]: value }])
})

async function postgres(setting: string) {
  const { url, remove } = await freshDatabase('postgres')
  onTestFinished(remove)
  const client = new pg.Client(url)
  await client.connect()
  const name = (await client.query('select current_database() as name')).rows[0].name
  await client.query(`alter database ${name} set synchronous_commit = ${setting}`)
  await client.end()
  return { url, name }
}

it('a PostgreSQL that would forget at a power cut is refused, with what to do', async () => {
  const { url, name } = await postgres('off')
  await expect(openStorage(url)).rejects.toThrow(`alter database "${name}" set synchronous_commit = on;`)
})

it.each(['on', 'local', 'remote_apply'])('a PostgreSQL with synchronous_commit = %s is taken', async (setting) => {
  const storage = await openStorage((await postgres(setting)).url)
  onTestFinished(() => storage.close())
  expect(storage.engine).toBe('postgres')
})
