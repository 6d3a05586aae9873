// A fresh, empty database of each engine for a test: `describe.each(engines)('… (%s)', (engine) => …)`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { Engine } from '../dialect.ts'
import { openStorage, type Storage } from '../open.ts'

export const engines: Engine[] = ['sqlite', 'postgres']

let schemas = 0

/** Closed and removed when the test that asked for it ends. */
export async function freshStorage(engine: Engine): Promise<Storage> {
  const { url, remove } = engine === 'sqlite' ? freshFile() : await freshSchema()
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

async function freshSchema() {
  const server = inject('postgresUrl')
  const name = `test_${process.pid}_${++schemas}`
  const run = async (statement: string) => {
    const client = new pg.Client(server)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await run(`create schema ${name}`)
  const url = `${server}&options=${encodeURIComponent(`-c search_path=${name}`)}`
  return { url, remove: () => run(`drop schema ${name} cascade`) }
}
