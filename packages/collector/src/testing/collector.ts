// A whole collector for a test, on a fresh database and a free port, and a browserless way to speak with it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type Environment, readConfig } from '../config.ts'
import { type Collector, startCollector } from '../main.ts'
import type { Engine } from '../storage/dialect.ts'
import { freshDatabase } from '../storage/testing/databases.ts'

export interface Asked {
  /** A string or bytes go as they are, everything else as JSON. */
  body?: string | Uint8Array<ArrayBuffer> | object
  headers?: Record<string, string>
}

export interface TestCollector extends Collector {
  /** The collector's clock, which a test may turn. */
  time: { now: number }
  /** Whatever was logged. */
  logged: string[]
  databaseUrl: string
  ask(method: string, path: string, asked?: Asked): Promise<Answer>
  /** Makes the first member; answers the headers of somebody who is signed in. */
  signIn(): Promise<Record<string, string>>
  /** Closes the collector and opens another one on the same database. */
  restart(): Promise<TestCollector>
  remove(): Promise<void>
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects
  json: any
}

export const owner = { email: 'owner@shop.example', password: 'a long password' }

export async function testCollector(engine: Engine, environment: Environment = {}): Promise<TestCollector> {
  const database = await freshDatabase(engine)
  const folder = mkdtempSync(join(tmpdir(), 'farthing-collector-'))
  const remove = async () => {
    await database.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  const settings = {
    PORT: '0',
    FARTHING_DATA: folder,
    FARTHING_SECRET: 'the secret of the tests',
    // Asked for news only by the tests that are about it.
    STRIPE_POLL_SECONDS: '0',
    STRIPE_REQUESTS_PER_SECOND: '100',
    ...environment,
  }
  return open({ ...settings, DATABASE_URL: database.url }, remove, { now: 1_790_000_000_000 })
}

async function open(
  environment: Environment,
  remove: () => Promise<void>,
  time: { now: number },
): Promise<TestCollector> {
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const config = readConfig(environment)
  const collector = await startCollector(config, { clock: () => time.now, log })
  const ask = (method: string, path: string, asked?: Asked) => askAt(collector.url, method, path, asked)
  return {
    ...collector,
    time,
    logged,
    databaseUrl: config.databaseUrl,
    ask,
    signIn: async () => {
      const token = tokenOf(collector.setupLink)
      const { headers } = await ask('POST', '/api/setup', { body: { token, ...owner } })
      return { cookie: cookieOf(headers) }
    },
    restart: async () => {
      await collector.close()
      return open(environment, remove, time)
    },
    remove: async () => {
      await collector.close()
      await remove()
    },
  }
}

export const tokenOf = (link: string | null): string => new URL(link ?? 'http://none').searchParams.get('token') ?? ''

/** What a browser sends back: the cookie without its attributes. */
export const cookieOf = (headers: Headers): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? ''

async function askAt(url: string, method: string, path: string, asked: Asked = {}): Promise<Answer> {
  const body = asked.body === undefined ? null : bodyOf(asked.body)
  const headers = { ...(body === null ? {} : { 'content-type': 'application/json' }), ...asked.headers }
  const response = await fetch(`${url}${path}`, { method, headers, body, redirect: 'manual' })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

const bodyOf = (body: NonNullable<Asked['body']>) =>
  typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
