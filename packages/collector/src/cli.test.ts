// The command line as people and scripts meet it: a process of its own.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from './cli.ts'
import { insertSite } from './sites/store.ts'
import { openStorage } from './storage/open.ts'
import { engines, freshDatabase } from './storage/testing/databases.ts'
import { cookieOf, owner } from './testing/collector.ts'
import { farthing as command } from './testing/command.ts'

interface Said {
  code: number
  out: string
  error: string
}

async function installation(engine: (typeof engines)[number]) {
  const database = await freshDatabase(engine)
  const folder = mkdtempSync(join(tmpdir(), 'farthing-cli-'))
  onTestFinished(async () => {
    await database.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    FARTHING_DATA: folder,
    DATABASE_URL: database.url,
    FARTHING_SECRET: 'the secret of the tests',
    LOG_LEVEL: 'warn',
  }
  const farthing = async (args: string[], input = ''): Promise<Said> => {
    const running = promisify(execFile)(process.execPath, [...command, ...args], { env })
    running.child.stdin?.end(input)
    const said = await running.catch((error) => error)
    return { code: said.code ?? 0, out: said.stdout, error: said.stderr }
  }
  const json = async (...args: string[]) => JSON.parse((await farthing([...args, '--json'])).out)
  return { env, farthing, json }
}

describe.each(engines)('farthing (%s)', { timeout: 30_000 }, (engine) => {
  it('adds, lists and changes sites, for people and for programs', async () => {
    const { farthing, json } = await installation(engine)
    const { id, ...nothingElse } = await json('site', 'add', '--host', 'Shop.example', '--host', 'localhost:3000')
    expect(id).toMatch(/^site_[a-z0-9]{16}$/)
    expect(nothingElse).toEqual({})
    await farthing(['site', 'set', id, '--name', 'The shop', '--time-zone', 'Europe/Paris', '--currency', 'eur'])
    const site = {
      id,
      name: 'The shop',
      hosts: ['shop.example', 'localhost:3000'],
      timeZone: 'Europe/Paris',
      currency: 'eur',
      createdAt: expect.any(Number),
    }
    expect(await json('site', 'list')).toEqual({ sites: [site] })
    expect((await farthing(['site', 'list'])).out).toContain(`${id}  The shop`)
    expect(await json('report', 'totals', '--site', id)).toEqual({ currencies: {}, unattributed: 0 })
    expect((await farthing(['report', 'totals', '--site', id, '--mode', 'test'])).out).toBe('No test payments yet.\n')
  })

  it('runs a collector that a user added beside it can enter, and stops when asked', async () => {
    const { env, farthing } = await installation(engine)
    const serving = spawn(process.execPath, [...command, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void serving.kill('SIGKILL'))
    const lines = createInterface({ input: serving.stdout })[Symbol.asyncIterator]()
    const url = /http:\S+$/.exec((await lines.next()).value ?? '')?.[0]
    expect((await lines.next()).value).toMatch(new RegExp(`${url}/setup\\?token=[\\w-]{43}$`))

    const added = await farthing(['user', 'add', '--email', owner.email, '--password-stdin'], `${owner.password}\n`)
    expect(added).toMatchObject({ code: 0, out: `Added ${owner.email}.\n` })
    const login = (password: string) =>
      fetch(`${url}/api/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: owner.email, password }),
      })
    const { status, headers } = await login(owner.password)
    expect(status).toBe(200)

    await farthing(['user', 'reset', '--email', owner.email, '--password-stdin'], 'another password')
    expect((await fetch(`${url}/api/sites`, { headers: { cookie: cookieOf(headers) } })).status).toBe(401)
    expect((await login(owner.password)).status).toBe(401)
    expect((await login('another password')).status).toBe(200)

    serving.kill('SIGTERM')
    expect(await once(serving, 'exit')).toEqual([0, null])
  })
})

describe('farthing, in this process', () => {
  const farthing = async (args: string[], input = '') => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-cli-'))
    vi.stubEnv('FARTHING_DATA', folder)
    onTestFinished(() => {
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true, force: true })
    })
    const out: string[] = []
    const error: string[] = []
    const terminal = { out: (line: string) => out.push(line), error: (line: string) => error.push(line) }
    const code = await runCli(args, { ...terminal, input: async () => input })
    return { code, out: out.join('\n'), error: error.join('\n') }
  }

  it('brings the tables up to date', async () => {
    expect(await farthing(['migrate'])).toEqual({ code: 0, out: 'The tables are up to date (sqlite).', error: '' })
    expect((await farthing(['migrate', '--json'])).out).toBe('{"engine":"sqlite","upToDate":true}')
  })

  it('says what it can do, and which version it is', async () => {
    expect((await farthing(['--help'])).out).toMatch(/serve [\s\S]*site [\s\S]*user /)
    expect((await farthing(['--version'])).out).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('shows the totals of a site as a table', async () => {
    const { url, remove } = await freshDatabase('sqlite')
    vi.stubEnv('DATABASE_URL', url)
    const id = 'site_00000000'
    const storage = await openStorage(url)
    await storage.write(async (trx) => {
      await insertSite(trx, { id, name: 'x', hosts: ['x.example'], timeZone: 'UTC', currency: 'eur', createdAt: 1 })
      for (const [kind, amount] of [
        ['charge', 4900],
        ['refund', -900],
      ] as const) {
        const entry = {
          id: kind,
          payment_id: 'pi_1',
          mode: 'live',
          site_id: id,
          kind,
          amount,
          currency: 'eur',
        } as const
        await trx
          .insertInto('entry')
          .values({ ...entry, at: 1, day: '2026-01-01' })
          .execute()
      }
    })
    await storage.close()
    const { out } = await farthing(['report', 'totals', '--site', id])
    await remove()
    expect(out.split('\n')).toEqual([
      'All live payments, in the smallest unit of each currency:',
      '     payments  gross  refunds  disputes  credits   net',
      'EUR         0   4900     -900         0        0  4000',
      'Without a known visit: 0.',
    ])
  })

  it('says what is wrong with a setting', async () => {
    vi.stubEnv('PORT', 'http')
    expect(await farthing(['serve'])).toEqual({ code: 1, out: '', error: 'PORT is a number from 0 to 65535.' })
  })

  it.each([
    ['a host that is none', ['site', 'add', '--host', 'https://x'], /a host looks like shop\.example/],
    ['no host', ['site', 'add'], /required option '--host <host>' not specified/],
    ['an unknown site', ['site', 'set', 'site_00000000', '--name', 'x'], /There is no site site_00000000 here/],
    [
      'an unknown user',
      ['user', 'reset', '--email', 'a@b.example', '--password-stdin'],
      /There is no user a@b\.example here/,
    ],
    [
      'a password on the command line',
      ['user', 'add', '--email', 'a@b.example'],
      /Give the password on standard input/,
    ],
    [
      'a short password',
      ['user', 'add', '--email', 'a@b.example', '--password-stdin'],
      /at least 10 characters/,
      'short',
    ],
    ['an unknown command', ['sell'], /unknown command 'sell'/],
    ['no command', [], /Usage: farthing/],
  ])('refuses %s with a sentence and exit code 1', async (_name, args, sentence, input = 'a long password') => {
    const said = await farthing(args, input)
    expect(said).toMatchObject({ code: 1, out: '' })
    expect(said.error).toMatch(sentence)
    expect(said.error).not.toContain('    at ')
  })
})
