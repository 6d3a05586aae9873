// A fresh, empty database of each engine for a test: `describe.each(engines)('… (%s)', (engine) => …)`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { Engine } from '../dialect.ts'
import { openStorage, type Storage } from '../open.ts'

export const engines: Engine[] = ['sqlite', 'postgres']

let databases = 0

/** The URL of an empty database, for tests that open it by themselves. */
export const freshDatabase = async (engine: Engine): Promise<{ url: string; remove: () => Promise<void> }> =>
  engine === 'sqlite' ? freshFile() : await freshPostgres()

/** Closed and removed when the test that asked for it ends. */
export async function freshStorage(engine: Engine): Promise<Storage> {
  const { url, remove } = await freshDatabase(engine)
  const storage = await openStorage(url)
  onTestFinished(async () => {
    await storage.close()
    await remove()
  })
  return storage
}

function freshFile() {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-test-'))
  return {
    url: `sqlite:${join(folder, 'farthing.sqlite')}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A database and not a schema: Kysely's migrator looks for its own tables in every schema of a database. */
async function freshPostgres() {
  const server = inject('postgresUrl')
  const name = `farthing_${process.pid}_${++databases}`
  const run = async (statement: string) => {
    const client = new pg.Client(server)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await run(`create database ${name}`)
  return {
    url: server.replace(/\/[^/?]*(?=\?|$)/, `/${name}`),
    remove: () => run(`drop database ${name} with (force)`),
  }
}
