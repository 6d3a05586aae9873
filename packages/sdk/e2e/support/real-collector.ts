// The real collector as a process of its own, on SQLite, and what it has stored.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const cli = fileURLToPath(new URL('../../../collector/bin/farthing.js', import.meta.url))

export interface RealCollector {
  origin: string
  site: string
  /** Rows of a query, as they are stored now. */
  stored(sql: string): Record<string, unknown>[]
  stop(): Promise<void>
}

export async function startRealCollector(hosts: readonly string[]): Promise<RealCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-sdk-'))
  const env = {
    ...process.env,
    FARTHING_DATA: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    TRUST_PROXY: 'loopback',
  }
  const args = ['site', 'add', ...hosts.flatMap((host) => ['--host', host]), '--json']
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { env })
  const { id } = JSON.parse(stdout)
  const child = spawn(process.execPath, [cli, 'serve'], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const origin = await saysWhere(() => output)
  return {
    origin,
    site: id,
    stored: (sql) => {
      const database = new DatabaseSync(join(folder, 'farthing.sqlite'), { readOnly: true })
      try {
        return database.prepare(sql).all()
      } finally {
        database.close()
      }
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function saysWhere(output: () => string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const port = /"url":"http:\/\/[^:"]+:(\d+)"/.exec(output())?.[1]
    if (port) return `http://127.0.0.1:${port}`
    await wait(50)
  }
  throw new Error(`The collector did not start:\n${output()}`)
}
